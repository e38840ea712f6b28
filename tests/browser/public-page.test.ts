import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import express from "express";
import jsQR from "jsqr";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { chromium } from "../../adapters/renderer/chromium/index.ts";
import { printSheet, publicPage } from "../../plugin/agenda/print.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { render } from "../../plugin/views.ts";
import { listen } from "../listen.ts";
import { describeInBrowser, findings, launch, open, overflows, picture } from "./browser.ts";
import { kreisSheet, sheet } from "./sheets.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const address = "https://kim.musterstadt.example/public/agenda-items/0123456789abcdef";
/** As strict as the product itself is. */
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; frame-ancestors 'none'";

const pages = {
  sheet: () => publicPage(sheet(), { address, base: "", data: "/public/agenda-items/0123456789abcdef/sheet.json" }),
  kreis: () => publicPage(kreisSheet(), { address, base: "", data: null }),
  draft: () => publicPage(sheet(), { address: "", base: "", data: null, draft: true }),
  none: () => render("public/none", {}),
  gone: () => render("public/gone", { withdrawn: null }),
  problem: () => render("public/problem", { title: "Diese Adresse gibt es hier nicht.", status: 404, typed: [] }),
};

describeInBrowser("public page", () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    const app = express();
    app.use((_request, response, next) => {
      response.set("Content-Security-Policy", policy);
      next();
    });
    app.use("/look", express.static("templates/look"));
    for (const [name, html] of Object.entries(pages)) app.get(`/${name}`, (_request, response) => void response.type("html").send(html()));
    server = await listen(app);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
  });

  const views = {
    light: {},
    dark: { colorScheme: "dark" },
    narrow: { viewport: { width: 320, height: 800 } },
    contrast: { forcedColors: "active" },
  } as const;

  const looked = {
    sheet: ["light", "dark", "narrow", "contrast"],
    kreis: ["light", "dark", "narrow"],
    draft: ["light"],
    none: ["narrow"],
    gone: ["narrow"],
    problem: ["dark"],
  } as const;
  for (const [name, names] of Object.entries(looked)) {
    for (const view of names) {
      test(`${name}: no finding of axe, nothing wider than the window, nothing refused (${view})`, async () => {
        const page = await open(browser, "about:blank", views[view]);
        const refused: string[] = [];
        page.on("console", (message) => void (message.type() === "error" && refused.push(message.text())));
        await page.goto(`${server.url}/${name}`);
        await picture(page, `public-${name}-${view}`);
        expect(refused).toEqual([]);
        expect(await overflows(page)).toBe(false);
        expect(await findings(page)).toEqual([]);
        await page.context().close();
      });
    }
  }

  test("no finding in print view, which is black on white whatever the reader has set", async () => {
    const page = await open(browser, `${server.url}/sheet`, { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(await findings(page)).toEqual([]);
    const background = await page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(background).toBe("oklch(1 0 0)");
    await page.context().close();
  });

  test("can be read at 200 % and reached by keyboard", async () => {
    const page = await open(browser, `${server.url}/kreis`, { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
    expect(await overflows(page)).toBe(false);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Zum Inhalt");
    await page.context().close();
  });

  test("the outline begins with one first heading and skips no level", async () => {
    for (const name of Object.keys(pages)) {
      const page = await open(browser, `${server.url}/${name}`);
      const levels = (await page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ localName }) => Number(localName[1]))",
      )) as number[];
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0), `${name} ${levels}`).toBeLessThanOrEqual(1);
      await page.context().close();
    }
  });

  const print = async (html: string, name: string) => {
    await using renderer = chromium.open({}, { clock: systemClock, log: silent });
    const pdf = await renderer.pdf(html);
    mkdirSync("reports/screenshots", { recursive: true });
    const file = `reports/screenshots/${name}`;
    writeFileSync(`${file}.pdf`, pdf);
    execFileSync("pdftoppm", ["-r", "100", "-png", `${file}.pdf`, file]);
    const read = (program: string, ...options: string[]) =>
      execFileSync(program, [...options, `${file}.pdf`, ...(program === "pdftotext" ? ["-"] : [])], { encoding: "utf8" });
    return { info: read("pdfinfo"), structure: read("pdfinfo", "-struct"), text: read("pdftotext") };
  };

  test("a normal sheet is one page of tagged PDF", async () => {
    const { info, structure, text } = await print(printSheet(sheet(), { address }), "print-sheet");
    expect(info).toMatch(/Pages:\s+1\n/);
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/Title:\s+KIM-Status · Integrationsrat · 21\.01\.2025 · Stadt Musterstadt/);
    expect(text).toContain("Seite 1 von 1");
    expect(text).toContain(address);
    expect(structure).toMatch(/H1[\s\S]*H2[\s\S]*Table[\s\S]*Caption[\s\S]*TH[\s\S]*TD[\s\S]*Figure/);
    expect(structure, "an element Chromium cannot tag").not.toMatch(/Strong|Em\b|\bDL?\b/);
  });

  test("the code on paper is read back as the address", async () => {
    await print(printSheet(sheet(), { address }), "print-code");
    const image = execFileSync("pdftoppm", ["-r", "150", "-gray", "reports/screenshots/print-code.pdf"], { maxBuffer: 1e8 });
    const [head = "", width = "", height = ""] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(image.toString("latin1", 0, 30)) ?? [];
    const pixels = new Uint8ClampedArray([...image.subarray(head.length)].flatMap((grey) => [grey, grey, grey, 255]));
    expect(jsQR.default(pixels, Number(width), Number(height))?.data).toBe(address);
  });

  test("a long sheet numbers its pages and says on each what it belongs to", async () => {
    const { info, text } = await print(printSheet(kreisSheet(), { address }), "print-kreis");
    const pages = Number(/Pages:\s+(\d+)/.exec(info)?.[1]);
    expect(pages).toBeGreaterThan(1);
    const [first, second] = text.split("\f");
    expect(first).not.toContain("TOP 7\n");
    expect(second).toContain("TOP 7");
    expect(second).toContain("Gladbeck · Integrationsrat");
    expect(text).toContain(`Seite ${pages} von ${pages}`);
    for (const page of text.split("\f").slice(0, pages)) expect(page).toMatch(/Stand \d\d\.\d\d\.\d{4} · Quelle/);
  });

  test("a draft says so on paper as well", async () => {
    const { text } = await print(printSheet(sheet(), { address: "", draft: true }), "print-draft");
    expect(text).toContain("Entwurf – nicht freigegeben");
    expect(text).not.toContain("Dieses Blatt:");
  });
});
