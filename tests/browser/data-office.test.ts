import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { currentFigures } from "../../plugin/store/figures.ts";
import { currentStatements } from "../../plugin/store/statements.ts";
import { delivery } from "../delivery.ts";
import { bootWorld, type World } from "../world.ts";
import { describeInBrowser, findings, launch, open, overflows, picture } from "./browser.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const towns = "/workbench/towns/koeln";
const grants = {
  Indikator: "RES.104C.GRANT",
  Einheit: "Aufenthaltstitel",
  Stichtag: "",
  Verfahren: "veroeffentlicht",
  "Quelle-URL": "https://www.example.org/drs",
};
const base = {
  Indikator: "RES.AUSR",
  Stichtag: "31.12.2023",
  Stelle: "Ausländeramt",
  Quellsystem: "Fachverfahren X",
  "Abgerufen am": "02.01.2024",
};
const first = delivery(
  { ...base, Wert: "1.200" },
  { ...grants, Von: "01.07.2023", Bis: "31.12.2023", Wert: "27.188" },
  { ...grants, Von: "01.01.2024", Bis: "31.05.2024", Wert: "8.928" },
);
const second = delivery(
  { ...base, Wert: "1.205", Status: "berichtigt", Hinweis: "Nachmeldungen aus dem Dezember" },
  { ...base, Stichtag: "31.12.2030" },
  { ...base, Stichtag: "31.12.2022", Verfahren: "" },
  { ...grants, Von: "01.07.2023", Bis: "31.05.2024", Wert: "36.118" },
);

/** The way of the data office, by hand, in a browser without JavaScript of ours. */
describeInBrowser("data office", () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  let narrow: Page;
  beforeAll(async () => {
    world = await bootWorld();
    browser = await launch();
    page = await signedIn({ width: 1280, height: 900 });
    narrow = await signedIn({ width: 390, height: 844 });
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await world[Symbol.asyncDispose]();
  });

  async function signedIn(viewport: { width: number; height: number }): Promise<Page> {
    const opened = await open(browser, `${world.url}/workbench`, { viewport });
    await opened.getByRole("button", { name: /Engels/ }).click();
    await opened.waitForURL(`${world.url}/workbench`);
    return opened;
  }

  async function deliver(text: string, dryRun: boolean): Promise<void> {
    const path = join(world.folder, "lieferung.csv");
    writeFileSync(path, text);
    await page.goto(`${world.url}${towns}/figures`);
    await page.getByLabel("Tabelle (CSV, XLSX oder JSON)").setInputFiles(path);
    await page.getByLabel("nur prüfen, nichts übernehmen").setChecked(dryRun);
    await page.getByRole("button", { name: "Einlesen" }).click();
    await page.getByRole("heading", { name: "Lieferung lieferung.csv" }).waitFor();
  }

  /** Looks at the page that is open, wide and narrow. */
  async function looked(name: string): Promise<void> {
    await picture(page, `data-office-${name}`);
    expect(await overflows(page)).toBe(false);
    expect(await findings(page)).toEqual([]);
    if (!page.url().includes("/imports")) {
      await narrow.goto(page.url());
      await picture(narrow, `data-office-${name}-narrow`);
      expect(await overflows(narrow)).toBe(false);
    }
  }

  test("a delivery: dry run with old and new side by side, what is refused, what does not add up", async () => {
    await deliver(first, false);
    await deliver(second, true);
    await looked("dry-run");
    for (const said of [
      "Würde berichtigt",
      "Nachmeldungen aus dem Dezember",
      "Das Datum liegt in der Zukunft",
      "Die Teile ergeben nicht die Summe (so veröffentlicht)",
    ])
      expect(await page.getByText(said).first().isVisible(), said).toBe(true);
    await deliver(second, false);
    expect(await page.getByText("1 berichtigt").first().isVisible()).toBe(true);
  });

  test("a figure: versions, and the word for an old one", async () => {
    const [figure] = await currentFigures(world.parts.store.read, "koeln", ["RES.AUSR"]);
    await page.goto(`${world.url}${towns}/figures/${figure?.id}`);
    await looked("figure-barred");
    await page.getByLabel(/Begründung, warum die Zahl trotzdem/).fill("Eine neuere Zählung liegt erst im Januar vor.");
    await page.getByRole("button", { name: /Für die Verwendung freigeben, obwohl/ }).click();
    await page.getByText("auf Angabe der Datenstelle vom").first().waitFor();
    await looked("figure-vouched");
    await page.goto(`${world.url}${towns}/figures`);
    await looked("figures");
  });

  test("a statement: corrected by hand, old and new side by side", async () => {
    const [statement] = await currentStatements(world.parts.store.read, "koeln", ["T22"]);
    await page.goto(`${world.url}${towns}/statements/${statement?.id}`);
    await page.getByLabel("Aussage").fill("In den Arbeitsgruppen sitzen alle Dienststellen, die an den Abläufen mitwirken.");
    await page.getByLabel("Stand").fill("2026-09-30");
    await page.getByRole("button", { name: "Als neue Fassung übernehmen" }).click();
    await page.getByRole("cell", { name: "30.09.2026" }).first().waitFor();
    await looked("statement");
  });

  test("an item that a barred figure would suit says why it cannot be taken", async () => {
    const office = await open(browser, `${world.url}/workbench`, { viewport: { width: 1280, height: 900 } });
    await office.getByRole("button", { name: /Albrecht/ }).click();
    await office
      .getByRole("link", { name: /Chancen-Aufenthaltsrecht: Übergänge/ })
      .first()
      .click();
    expect(await office.getByText("Nicht verwendbar, bis die datenhaltende Stelle die Zahl freigibt").first().isVisible()).toBe(true);
    await picture(office, "data-office-agenda-item");
    expect(await findings(office)).toEqual([]);
  });
});
