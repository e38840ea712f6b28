import { bulkhead, TaskCancelledError, TimeoutStrategy, timeout, wrap } from "cockatiel";
import type { Browser } from "playwright-core";
import type { Keeper } from "./browser.ts";
import { failure } from "./failures.ts";

/**
 * Prints pages, a few at a time, each in a context of its own: no script, no network, no storage. A page whose browser died
 * under it is printed once more in a new one; the second death is reported. The deadline covers both attempts, not the queue.
 */
export function pdf(keeper: Keeper, { timeoutMs, parallel }: { timeoutMs: number; parallel: number }) {
  const policy = wrap(bulkhead(parallel, Number.POSITIVE_INFINITY), timeout(timeoutMs, TimeoutStrategy.Aggressive));
  return (html: string): Promise<Uint8Array> =>
    policy
      .execute(async ({ signal }) => {
        try {
          return await print(await keeper.open(), html, signal);
        } catch (error) {
          if (signal.aborted || !died(error)) throw error;
          return print(await keeper.open(), html, signal);
        }
      })
      .catch((error: unknown) => {
        if (error instanceof TaskCancelledError) throw failure("pdf", "renderer.timeout");
        throw died(error) ? failure("pdf", "renderer.crashed") : error;
      });
}

async function print(browser: Browser, html: string, signal: AbortSignal): Promise<Uint8Array> {
  const context = await browser.newContext({ offline: true, javaScriptEnabled: false, locale: "de-DE", serviceWorkers: "block" });
  const end = () => void context.close().catch(() => {});
  signal.addEventListener("abort", end, { once: true });
  try {
    // A page that sends itself elsewhere (meta refresh) must stay where it is, or it is gone while it is printed.
    await context.route("**/*", (route) => route.abort("aborted"));
    const page = await context.newPage();
    await page.setContent(html, { waitUntil: "load", timeout: 0 });
    return await page.pdf({ format: "A4", preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  } finally {
    signal.removeEventListener("abort", end);
    await context.close().catch(() => {});
  }
}

/** playwright has no code for it: everything of its own that it throws while printing a page means that the page or browser is gone. */
const died = (error: unknown): boolean => error instanceof Error && !("code" in error);
