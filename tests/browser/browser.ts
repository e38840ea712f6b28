import { existsSync, mkdirSync } from "node:fs";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { describe, inject } from "vitest";

const endpoint = inject("chromium");
const poppler = existsSync("/usr/bin/pdfinfo") || existsSync("/usr/local/bin/pdfinfo");
const missing = [...(endpoint ? [] : ["Chromium (apt install chromium)"]), ...(poppler ? [] : ["pdfinfo (apt install poppler-utils)"])];

/** A suite that needs a real browser; without one it says so and is skipped. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (missing.length > 0) console.warn(`${name}: skipped, not found: ${missing.join(", ")}`);
  describe.skipIf(missing.length > 0)(name, suite);
}

/** The Chromium of this run; closing it ends what was opened here, and nothing else. */
export const launch = (): Promise<Browser> => chromium.connect(endpoint ?? "");

/** A page in a fresh context, in German. */
export async function open(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: "de-DE", viewport: { width: 1100, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** What axe finds by the rules of WCAG 2.2 A and AA, its target sizes too, and its best practices, as `rule: element`. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run({ rules: { 'target-size': { enabled: true } } })")) as import("axe-core").AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}

/** Keeps a picture for people to look at; nothing is compared with it. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync("reports/screenshots", { recursive: true });
  await page.screenshot({ path: `reports/screenshots/${name}.png`, fullPage: true });
}

/** Whether anything is wider than the window. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth") as Promise<boolean>;
