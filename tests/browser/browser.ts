import { existsSync, mkdirSync } from "node:fs";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { describe } from "vitest";
import { found } from "../../adapters/renderer/chromium/executable.ts";

const executablePath = await found(undefined);
const poppler = existsSync("/usr/bin/pdfinfo") || existsSync("/usr/local/bin/pdfinfo");
const missing = [
  ...(executablePath ? [] : ["Chromium (apt install chromium)"]),
  ...(poppler ? [] : ["pdfinfo (apt install poppler-utils)"]),
];

/** A suite that needs a real browser; without one it says so and is skipped. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (missing.length > 0) console.warn(`${name}: skipped, not found: ${missing.join(", ")}`);
  describe.skipIf(missing.length > 0)(name, suite);
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: executablePath ?? "", args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });

/** A page in a fresh context, in German. */
export async function open(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: "de-DE", viewport: { width: 1100, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** What axe finds by the rules of WCAG 2.2 A and AA and its best practices, as `rule: element`. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate("axe.run()")) as import("axe-core").AxeResults;
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
