import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { bootWorld, until, type World } from "../world.ts";
import { describeInBrowser, findings, launch, open, overflows, picture } from "./browser.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const persons = {
  office: "Sitzungsdienst",
  secretary: "Schriftführung",
  approver: "Freigabe",
  data: "Integrationszentrum",
  auditor: "Revision",
};
const views = { light: {}, narrow: { viewport: { width: 390, height: 844 } } } as const;
const proposal = "Chancen-Aufenthaltsrecht: Übergänge in §§ 25a und 25b AufenthG und auslaufende Titel";
const filed = "Sachstandsbericht zum Kommunalen Integrationsmanagement (KIM) 2026";

describeInBrowser("workbench", () => {
  let world: World;
  let browser: Browser;
  let item: string;
  let dossier: string;

  beforeAll(async () => {
    world = await bootWorld();
    browser = await launch();
    await world.approve(filed, "aachen", await world.signIn("council-office"), await world.signIn("approver"));
    await until(async () => (await world.parts.store.read.selectFrom("Delivery").selectAll().where("sha256", "is not", null).execute())[1]);
    item = await proposed();
    dossier = await drafted();
  });
  afterAll(async () => {
    await browser.close();
    await world[Symbol.asyncDispose]();
  });

  /** A page on which that person has signed in by clicking. */
  async function signedIn(who: keyof typeof persons, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await open(browser, `${world.url}/workbench`, options);
    await page.getByRole("button", { name: persons[who] }).click();
    await page.waitForURL(`${world.url}/workbench`);
    return page;
  }

  /** Proposes a sheet and leaves it undecided. @returns the item's page */
  async function proposed(): Promise<string> {
    const page = await signedIn("office");
    await page.getByRole("link", { name: proposal }).first().click();
    await page.getByRole("button", { name: "Zur Freigabe vorschlagen" }).click();
    await page.getByText("vorgeschlagen", { exact: true }).first().waitFor();
    return new URL(page.url()).pathname;
  }

  /** Reads the minutes of a sitting and drafts the answer. @returns the case's page */
  async function drafted(): Promise<string> {
    const page = await signedIn("secretary");
    await page.goto(`${world.url}/workbench/towns/koeln/agenda-items?from=2017-09-01&to=2017-09-30`);
    await page.getByRole("link", { name: /Sachstandsbericht zum Projekt/ }).click();
    await page.getByRole("button", { name: "Niederschrift dieser Sitzung aus dem RIS auswerten" }).click();
    await page.getByRole("button", { name: "Entwurf erstellen" }).click();
    await page.getByText("Entwurf", { exact: true }).first().waitFor();
    return new URL(page.url()).pathname;
  }

  const pages: [name: string, who: keyof typeof persons, address: () => string][] = [
    ["today-office", "office", () => "/workbench"],
    ["today-approver", "approver", () => "/workbench"],
    ["agenda", "office", () => "/workbench/towns/koeln/agenda-items"],
    ["agenda-item", "office", () => item],
    ["cases", "secretary", () => "/workbench/towns/koeln/cases"],
    ["case", "secretary", () => dossier],
    ["minutes", "secretary", () => "/workbench/towns/koeln/minutes"],
    ["figures", "data", () => "/workbench/towns/koeln/figures"],
    ["deliveries", "office", () => "/workbench/deliveries"],
    ["history", "auditor", () => "/workbench/towns/aachen/history"],
  ];
  for (const [name, who, address] of pages) {
    for (const [view, options] of Object.entries(views)) {
      test(`${name}: no finding of axe, nothing wider than the window (${view})`, async () => {
        const page = await signedIn(who, options);
        const answer = await page.goto(`${world.url}${address()}`);
        expect(answer?.status()).toBe(200);
        await page.evaluate("for (const closed of document.querySelectorAll('details')) closed.open = true");
        await picture(page, `workbench-${name}-${view}`);
        expect(await overflows(page)).toBe(false);
        expect(await findings(page)).toEqual([]);
        await page.context().close();
      });
    }
  }

  test("on a wide screen no table has to be scrolled sideways", async () => {
    for (const [name, who, address] of pages) {
      const page = await signedIn(who, { viewport: { width: 1280, height: 900 } });
      await page.goto(`${world.url}${address()}`);
      const clipped = "[...document.querySelectorAll('.kern-table-responsive')].filter((box) => box.scrollWidth > box.clientWidth).length";
      expect(await page.evaluate(clipped), name).toBe(0);
      await page.context().close();
    }
  });

  test("who releases finds the sheet and the draft that wait, others how many there are", async () => {
    const approver = await signedIn("approver");
    const sheets = approver.locator(".kern-card", { hasText: "Blätter, die auf die Freigabe warten" });
    expect(await sheets.getByRole("link", { name: proposal }).first().getAttribute("href")).toBe(item);
    const answers = approver.locator(".kern-card", { hasText: "Antworten, die auf die Freigabe warten" });
    expect(await answers.getByRole("link").first().getAttribute("href")).toBe(`${dossier.split("#")[0]}#entwurf`);

    const office = await signedIn("office");
    expect(await office.getByRole("link", { name: "1 Antwort wartet auf die Freigabe" }).count()).toBe(1);
    await office.getByRole("link", { name: "1 Blatt wartet auf die Freigabe" }).click();
    expect(await office.getByRole("link", { name: proposal }).count()).toBeGreaterThan(0);
  });

  test("the age of what was read from the RIS is said, and warned of after a day", async () => {
    const page = await signedIn("office");
    const towns = await page.getByRole("heading", { level: 2 }).count();
    expect(await page.getByText(/^Letzter Abgleich: \d\d\.\d\d\.\d{4}/).count()).toBe(towns);
    expect(await page.getByText("seit mehr als einem Tag nicht abgeglichen").count()).toBe(0);
    const { write, read } = world.parts.store;
    const before = await read.selectFrom("Cursor").selectAll().where("town", "=", "koeln").execute();
    const old = new Date(Date.now() - 25 * 3_600_000).toISOString();
    await write(
      async (transaction) => void (await transaction.updateTable("Cursor").set({ completed: old }).where("town", "=", "koeln").execute()),
    );
    await page.reload();
    expect(await page.getByText("seit mehr als einem Tag nicht abgeglichen").count()).toBe(1);
    expect(before.length).toBeGreaterThan(0);
    await write(async (transaction) => void (await transaction.deleteFrom("Cursor").where("town", "=", "koeln").execute()));
    await page.reload();
    expect(await page.getByText("noch nie abgeglichen").count()).toBe(1);
  });

  test("the history speaks German", async () => {
    const page = await signedIn("auditor");
    await page.goto(`${world.url}/workbench/towns/aachen/history`);
    const text = (await page.locator("table").textContent()) ?? "";
    expect(text).toContain("Dienst (Ablage)");
    expect(text).toContain("Dienst (Vorführung)");
    expect(text).toMatch(/Prüfsumme: [0-9a-f]{64}; Dateiart: /);
    expect(text).not.toMatch(/service:|\{/);
  });
});
