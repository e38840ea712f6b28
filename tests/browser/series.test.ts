import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { chromium } from "../../adapters/renderer/chromium/index.ts";
import { readStatus } from "../../plugin/figures/status-sheet/read.ts";
import { statusView } from "../../plugin/figures/status-sheet/view.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { render } from "../../plugin/views.ts";
import { bootWorld, type World } from "../world.ts";
import { describeInBrowser, findings, launch, open, overflows, picture } from "./browser.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const views = { light: {}, dark: { colorScheme: "dark" }, narrow: { viewport: { width: 320, height: 800 } } } as const;
const towns = "/workbench/towns";
const pages = {
  "status-gladbeck": `${towns}/gladbeck/status?asOf=2020-09-09`,
  "status-aachen": `${towns}/aachen/status?asOf=2023-10-18`,
  "status-koeln": `${towns}/koeln/status`,
  "series-titles": `${towns}/koeln/series?indicator=RES.25B.ST`,
  "series-sources": `${towns}/koeln/series?indicator=RES.DULD`,
  "series-stack": `${towns}/aachen/series?indicator=KIM.CASE.OPEN&by=Rechtskreis&form=stack`,
  "series-lines": `${towns}/aachen/series?indicator=KIM.CASE.OPEN&by=Rechtskreis&form=time`,
  "series-kreis": `${towns}/gladbeck/series?indicator=KIM.POST.FUND&area=05562&by=Baustein`,
};

describeInBrowser("series and status sheets", () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    world = await bootWorld();
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await world[Symbol.asyncDispose]();
  });

  async function signedIn(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await open(browser, `${world.url}/workbench`, options);
    await page.getByRole("button", { name: "Sitzungsdienst" }).click();
    await page.waitForURL(`${world.url}/workbench`);
    return page;
  }

  for (const [view, options] of Object.entries(views)) {
    test(`no finding of axe, nothing wider than the window, nothing refused (${view})`, async () => {
      const context = (await signedIn(options)).context();
      for (const [name, path] of Object.entries(pages)) {
        // A page of its own each: what axe does to the style sheets of one is refused, and told when it likes.
        const page = await context.newPage();
        const refused: string[] = [];
        page.on("console", (message) => void (message.type() === "error" && refused.push(message.text())));
        const answer = await page.goto(`${world.url}${path}`);
        expect(answer?.status(), name).toBe(200);
        await picture(page, `${name}-${view}`);
        expect(refused, name).toEqual([]);
        expect(await overflows(page), name).toBe(false);
        expect(await findings(page), name).toEqual([]);
        await page.close();
      }
      await context.close();
    });
  }

  test("no finding in print view", async () => {
    const page = await signedIn({ colorScheme: "dark" });
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(`${world.url}${path}`);
      await page.emulateMedia({ media: "print" });
      expect(await findings(page), name).toEqual([]);
      await page.emulateMedia({ media: "screen" });
    }
    await page.context().close();
  });

  test("no text of a drawing covers another", async () => {
    const page = await signedIn();
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(`${world.url}${path}`);
      const covered = await page.evaluate(`[...document.querySelectorAll("svg.kim-chart")].flatMap((svg) => {
        const boxes = [...svg.querySelectorAll("text")].map((text) => ({ text: text.textContent, box: text.getBBox() }));
        return boxes.flatMap((one, index) => boxes.slice(index + 1)
          .filter((other) => one.box.x + 1 < other.box.x + other.box.width && other.box.x + 1 < one.box.x + one.box.width
            && one.box.y + 5 < other.box.y + other.box.height && other.box.y + 5 < one.box.y + one.box.height)
          .map((other) => one.text + " / " + other.text));
      })`);
      expect(covered, name).toEqual([]);
    }
    await page.context().close();
  });

  test("a choice leads to its table, its chart and its values as CSV", async () => {
    const page = await signedIn();
    await page.goto(`${world.url}${towns}/aachen/series`);
    await page.getByLabel("Angabe").selectOption("KIM.CASE.OPEN");
    await page.getByRole("button", { name: "Anzeigen" }).click();
    await page.getByLabel("Aufgliederung").selectOption("Rechtskreis");
    await page.getByLabel("Diagramm").selectOption("stack");
    await page.getByRole("button", { name: "Anzeigen" }).click();
    expect(await page.getByRole("img", { name: /^Laufende Fälle im Case Management/ }).count()).toBe(1);
    const table = await page.request.get(`${world.url}${await page.getByRole("link", { name: /CSV/ }).getAttribute("href")}`);
    expect(table.headers()["content-type"]).toContain("text/csv");
    expect(await table.text()).toMatch(/;Rechtskreis;[\s\S]*05334002;KIM\.CASE\.OPEN;2023-09-30;;;g;Fälle;/);
    const refused = await page.goto(`${world.url}${towns}/aachen/series?indicator=GIBT.ES.NICHT`);
    expect(refused?.status()).toBe(404);
    await page.context().close();
  });

  test("a status sheet is a tagged PDF of two A4 pages", async () => {
    const { config, store } = world.parts;
    await using renderer = chromium.open({}, { clock: systemClock, log: silent });
    mkdirSync("reports/screenshots", { recursive: true });
    for (const [key, asOf] of [
      ["gladbeck", "2020-09-09"],
      ["aachen", "2023-10-18"],
      ["koeln", "2026-06-30"],
    ] as const) {
      const town = config.towns.get(key);
      if (!town) throw new Error(key);
      const pdf = await renderer.pdf(render("public/status", statusView(await readStatus(store, town, { asOf }))));
      const file = `reports/screenshots/print-status-${key}`;
      writeFileSync(`${file}.pdf`, pdf);
      execFileSync("pdftoppm", ["-r", "100", "-gray", "-png", `${file}.pdf`, file]);
      const info = execFileSync("pdfinfo", [`${file}.pdf`], { encoding: "utf8" });
      expect(info).toMatch(/Pages:\s+2\n/);
      expect(info).toMatch(/Tagged:\s+yes/);
      expect(info).toMatch(/Page size:\s+59\d\.\d+ x 84\d\.\d+ pts \(A4\)/);
      const structure = execFileSync("pdfinfo", ["-struct", `${file}.pdf`], { encoding: "utf8" });
      expect(structure).toMatch(/H1[\s\S]*H2[\s\S]*Table[\s\S]*Caption[\s\S]*TH[\s\S]*TD/);
    }
  });
});
