import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { DeliveryRow } from "../../plugin/store/tables/work.ts";
import { bootWorld, until, type World } from "../world.ts";
import { describeInBrowser, findings, launch, open, overflows, picture } from "./browser.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const never = "9999-12-31T00:00:00.000Z";
const by = { state: "confirmed", code: null, confirmedBy: "service:outbox", confirmedAt: "2026-11-22T09:14:00.000Z" } as const;

/** One row per state in which a person may find a delivery. */
const situations: readonly [sentence: string, change: Partial<DeliveryRow>][] = [
  ["unklar, ob angekommen", { state: "uncertain", code: "timeout", attempts: 8, notBefore: never }],
  ["Zuerst wird von selbst nachgesehen", { state: "uncertain", code: "timeout", attempts: 1, notBefore: "2099-01-01T10:00:00.000Z" }],
  ["nicht abgelegt", { state: "failed", code: "name-taken", attempts: 1, notBefore: never }],
  ["nicht abgelegt", { state: "failed", code: "content-differs", attempts: 1, objectId: "117", objectName: "Blatt.pdf", notBefore: never }],
  ["Nächster Versuch von selbst", { state: "queued", code: "unavailable", attempts: 2, notBefore: "2099-01-01T10:00:00.000Z" }],
  ["Die Übertragung läuft", { state: "sent", attempts: 1, notBefore: "2099-01-01T10:00:00.000Z" }],
  ["wartet auf die Übernahme", { target: "ris", state: "queued" }],
  [
    "übernommen, noch nicht im RIS gesehen",
    { target: "ris", state: "handed-over", handedOverBy: "albrecht", handedOverAt: "2026-11-22T09:03:00.000Z" },
  ],
  ["mit anderem Inhalt", { target: "ris", state: "handed-over", code: "hand-over-differs", handedOverBy: "albrecht", handedOverAt: never }],
  ["im RIS noch zu entfernen", { target: "ris", state: "queued", action: "withdraw" }],
  ["nicht vermerkt", { action: "withdraw", state: "failed", code: "withdraw-by-hand", notBefore: never }],
  ["als zurückgezogen vermerkt", { ...by, action: "withdraw", objectId: "118", objectVersion: "3.0" }],
  ["zurückgelesen und stimmt überein", { ...by, objectId: "119", objectVersion: "1.0", objectName: "KIM-Status.pdf", version: 2 }],
  [
    "Das Blatt wurde inzwischen zurückgezogen",
    { state: "uncertain", code: "timeout", recalled: "2026-11-22T09:00:00.000Z", notBefore: never },
  ],
  ["wird nicht abgelegt", { state: "not-due" }],
];

describeInBrowser("deliveries", () => {
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

  async function page(options: BrowserContextOptions = {}): Promise<Page> {
    const found = await open(browser, `${world.url}/workbench`, options);
    await found.getByRole("button", { name: "Sitzungsdienst" }).click();
    await found.waitForURL(`${world.url}/workbench`);
    await found.goto(`${world.url}/workbench/deliveries`);
    return found;
  }

  test("nothing filed yet says so", async () => {
    const empty = await page();
    expect(await empty.getByText("Noch nichts abgelegt").count()).toBe(1);
    expect(await findings(empty)).toEqual([]);
    await picture(empty, "deliveries-empty");
  });

  test("every state is said in words, with what to do next", async () => {
    const name = "Sachstandsbericht zum Kommunalen Integrationsmanagement (KIM) 2026";
    await world.approve(name, "aachen", await world.signIn("council-office"), await world.signIn("approver"));
    const { store } = world.parts;
    const [filed] = await until(async () => {
      const rows = await store.read.selectFrom("Delivery").selectAll().where("state", "=", "confirmed").execute();
      return rows.length >= 2 && rows;
    });
    if (!filed) throw new Error("nothing was filed");
    // As they may stand on a bad day: written into the store, because no foreign system has all of these at once.
    const rows = situations.map(([, change], index): DeliveryRow => {
      const other = { objectId: null, objectVersion: null, objectName: null, confirmedBy: null, confirmedAt: null, notBefore: never };
      const own = { id: `badday${String(index).padStart(10, "0")}`, subjectId: `sheet-${index % 6}`, title: `Blatt ${index}` };
      return { ...filed, ...other, ...own, target: `ablage-${index}`, part: "document", ...change };
    });
    await store.write((transaction) => transaction.insertInto("Delivery").values(rows).execute());
    for (const [view, options] of Object.entries({
      wide: {},
      narrow: { viewport: { width: 390, height: 844 } },
      still: { javaScriptEnabled: false },
    })) {
      const shown = await page(options);
      const text = await shown.locator("main").innerText();
      for (const [sentence] of situations) expect(text, sentence).toContain(sentence);
      expect(text).toContain("nimmt zurzeit nichts an");
      await picture(shown, `deliveries-${view}`);
      if (view === "still") continue;
      expect(await overflows(shown)).toBe(false);
      expect(await findings(shown)).toEqual([]);
    }
  });

  test("without JavaScript a person says what became of it, and a second click changes nothing", async () => {
    const shown = await page({ javaScriptEnabled: false });
    const { store } = world.parts;
    const row = shown.locator("tr", { hasText: "ablage-0" });
    await row.getByRole("button", { name: "Liegt dort", exact: true }).click();
    expect(await shown.getByText("Es wird vermerkt, dass das Dokument an seinem Platz liegt").count()).toBe(1);
    await shown.getByRole("button", { name: "Liegt dort", exact: true }).click();
    await shown.waitForURL(`${world.url}/workbench/deliveries`);
    const state = () => store.read.selectFrom("Delivery").selectAll().where("id", "=", "badday0000000000").executeTakeFirstOrThrow();
    expect(await state()).toMatchObject({ state: "confirmed", confirmedBy: "albrecht" });
    const before = await state();
    const again = await shown.context().request.post(`${world.url}/workbench/deliveries/badday0000000000/resolution`, {
      form: { resolution: "arrived" },
      headers: { origin: world.parts.config.installation.baseUrl },
      maxRedirects: 0,
    });
    expect(again.status()).toBe(303);
    expect(await state()).toEqual(before);
  });
});
