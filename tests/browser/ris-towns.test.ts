import type { Browser, Page } from "playwright-core";
import request from "supertest";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { bootWorld, type World } from "../world.ts";
import { describeInBrowser, findings, launch, open, overflows, picture } from "./browser.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

interface Case {
  readonly town: "koeln" | "aachen" | "gladbeck" | "muenchen";
  readonly item: string;
  /** Where the item is shown, below the town's root, and a page that shows none with an approved sheet. */
  readonly page: string;
  readonly other: string;
  /** Other addresses of the same item. */
  readonly also: readonly string[];
  /** The vendor's element in front of the section, or around it. */
  readonly beside: string;
}

const cases: readonly Case[] = [
  {
    town: "koeln",
    item: "Chancen-Aufenthaltsrecht: Übergänge in §§ 25a und 25b AufenthG und auslaufende Titel",
    page: "to0050.asp?__ktonr=387005",
    other: "to0050.asp?__ktonr=387004",
    also: ["TO0050.PHP?__KTONR=387005&smcred=4", "../koeln-mandat/to0050.php?__ktonr=387005"],
    beside: ".smc_page_to0050_layout + kim-sheet",
  },
  {
    town: "aachen",
    item: "Sachstandsbericht zum Kommunalen Integrationsmanagement (KIM) 2026",
    page: "public/to020?SILFDNR=5962&TOLFDNR=150209",
    other: "public/to010?SILFDNR=5962",
    also: ["public/to020?TOLFDNR=150209&selfaction=print", "bi/to020?TOLFDNR=150209", "../aachen-alt/to020.asp?TOLFDNR=150209"],
    beside: "#allris .compFull + kim-sheet",
  },
  {
    town: "gladbeck",
    item: "Kommunales Integrationsmanagement: Sachstand und Zusammenarbeit mit dem Kreis Recklinghausen",
    page: "meeting?id=1918",
    other: "meeting?id=1871",
    also: ["meeting.php?id=1918&x=1", "../gladbeck-rim/tops/?__=UmltLzE5MTg"],
    beside: "li#top-30103 > kim-sheet:last-child",
  },
  {
    town: "muenchen",
    item: "Aufenthaltstitel für gut integrierte Menschen: Bericht der Ausländerbehörde",
    page: "risi/sitzung/top/9011802",
    other: "risi/sitzung/top/9011803",
    also: ["risi/sitzung/top/9011802/entscheidung", "risi/sitzung/top/9011802;jsessionid=AB12?3"],
    beside: "section.card[aria-labelledby=sectionheader-entscheidung] + kim-sheet",
  },
];

describeInBrowser("the panel in the systems of the four towns", () => {
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

  const settled = (page: Page) => page.waitForLoadState("networkidle");
  const sections = (page: Page) => page.locator("kim-sheet section.kim-section");

  /** On the screen, on paper and in a narrow column; the pictures are for people. */
  const look = async (page: Page, name: string, narrow = 320) => {
    expect((await findings(page)).filter((found) => found.includes("kim-"))).toEqual([]);
    await picture(page, `ris-${name}-with-panel`);
    await page.emulateMedia({ media: "print" });
    expect(await sections(page).isVisible()).toBe(true);
    await picture(page, `ris-${name}-printed`);
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize({ width: narrow, height: 700 });
    const sheet = await page.evaluate("(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.querySelector('kim-sheet'))");
    expect(sheet).toBe(false);
    expect(await overflows(page)).toBe(false);
    await picture(page, `ris-${name}-320`);
    await page.setViewportSize({ width: 1100, height: 900 });
  };

  test.each(cases)("$town: nothing before the approval, then once, and not for another item", async ({ town, item, ...at }) => {
    const root = `${world.ris.url}/${town}`;
    const asked: string[] = [];
    const page = await open(browser, "about:blank");
    page.on("request", (request) => void (request.url().includes("/panel/section?") && asked.push(request.url())));
    const complaints: string[] = [];
    page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
    await page.goto(`${root}/${at.page}`);
    await settled(page);
    expect(await page.locator("kim-sheet").count()).toBe(0);

    await world.approve(item, town, await world.signIn("council-office"), await world.signIn("approver"));
    asked.length = 0;
    await page.reload();
    await sections(page).waitFor();
    await settled(page);
    expect(await page.locator("kim-sheet").count()).toBe(1);
    expect(await page.locator(at.beside).count()).toBe(1);
    expect(asked).toHaveLength(1);
    expect(complaints).toEqual([]);
    expect((await page.context().cookies()).filter(({ domain }) => domain === new URL(world.url).hostname)).toEqual([]);
    await look(page, town);

    for (const address of at.also) {
      await page.goto(`${root}/${address}`);
      await sections(page).waitFor();
      expect(await page.locator("kim-sheet").count(), address).toBe(1);
      // The menu of ALLRIS 3 stays beside its content in any window: what is left of 430 pixels is a column of 280.
      if (address.startsWith("../")) await look(page, address.split("/")[1] ?? "", address.startsWith("../aachen-alt") ? 430 : 320);
    }
    await page.goto(`${root}/${at.other}`);
    await settled(page);
    expect(await page.locator("kim-sheet").count()).toBe(0);
    await page.context().close();
  });

  test("ALLRIS 3: printed by a form whose address says nothing, the page itself says which item it shows; its text is no UTF-8", async () => {
    const page = await open(browser, `${world.ris.url}/aachen-alt/to020.asp?TOLFDNR=150209`);
    await sections(page).waitFor();
    const [printed] = await Promise.all([page.waitForEvent("popup"), page.getByRole("button", { name: "Druckansicht" }).click()]);
    await sections(printed).waitFor();
    expect(new URL(printed.url()).search).toBe("");
    expect(await printed.locator("#rismain > kim-sheet:last-child").count()).toBe(1);
    expect(await sections(printed).textContent()).toContain("zuständige Stelle");
    await printed.emulateMedia({ media: "print" });
    await picture(printed, "ris-aachen-alt-print-page");
    await page.context().close();
  });

  test("SD.NET RIM: the section stands in the row of its item, found by day, body, number and name", async () => {
    const page = await open(browser, `${world.ris.url}/gladbeck-rim/tops/?__=UmltLzE5MTg`);
    await sections(page).waitFor();
    expect(await page.locator('tr[data-vorgang-id="200_30103"] > td.column-bezeichnung > kim-sheet:last-child').count()).toBe(1);
    await page.goto(`${world.ris.url}/gladbeck-rim/termine/`);
    await settled(page);
    expect(await page.locator("kim-sheet").count()).toBe(0);
    await page.context().close();
  });

  test("staff on the same site: candidates and state, an approval with the keyboard, and nothing of it on paper", async () => {
    const item = "Mehrsprachige Informationen";
    const { key } = await world.parts.store.read
      .selectFrom("AgendaItem")
      .select("key")
      .where("name", "like", `${item}%`)
      .executeTakeFirstOrThrow();
    const office = await world.signIn("council-office");
    const form = await request(world.url).get(`/workbench/agenda-items/${key}`).set("cookie", office).expect(200);
    const figures = [...form.text.matchAll(/name="figures" value="([^"]+)"/g)].at(-1)?.[1] ?? "";
    const fields = { figures, reason: "Auf Bitte des Ausschusses" };
    await request(world.url).post(`/workbench/agenda-items/${key}/attachments`).set("cookie", office).type("form").send(fields).expect(303);
    const { web } = await world.parts.store.read.selectFrom("AgendaItem").select("web").where("key", "=", key).executeTakeFirstOrThrow();

    const page = await open(browser, `${world.url}/sign-in`);
    await page.getByRole("button", { name: /Celik|Çelik/ }).click();
    await page.goto(web ?? "");
    const staff = page.getByRole("group", { name: "Nur für die Verwaltung" });
    await staff.waitFor();
    expect(await page.locator("kim-sheet").count()).toBe(1);
    expect(await staff.getByRole("link", { name: "Entwurf öffnen" }).count()).toBe(1);
    expect((await findings(page)).filter((found) => found.includes("kim-"))).toEqual([]);
    await picture(page, "panel-staff");
    await staff.getByText("Freigeben …").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await picture(page, "panel-staff-approve");
    await page.keyboard.press("Enter");
    const said = page.getByRole("status");
    await said.waitFor();
    expect(await said.textContent()).toBe("Freigegeben. Das Blatt ist jetzt öffentlich.");
    expect(await page.evaluate("document.activeElement.shadowRoot.activeElement.getAttribute('role')")).toBe("status");
    expect(await page.locator("kim-sheet").count()).toBe(1);
    expect((await findings(page)).filter((found) => found.includes("kim-"))).toEqual([]);
    await picture(page, "panel-staff-approved");
    await page.emulateMedia({ media: "print" });
    expect(await staff.isVisible()).toBe(false);
    expect(await sections(page).isVisible()).toBe(true);
    await page.context().close();

    const visitor = await open(browser, web ?? "");
    await sections(visitor).waitFor();
    expect(await visitor.getByText("Verwaltung", { exact: false }).getByText("Nur für").count()).toBe(0);
    await visitor.context().close();
  });

  test("Gladbeck: the single-page app goes from meeting to meeting and writes its rows anew; the section comes, goes and stays one", async () => {
    const page = await open(browser, `${world.ris.url}/gladbeck/`);
    const documents: string[] = [];
    page.on("request", (request) => void (request.resourceType() === "document" && documents.push(request.url())));
    const name = "Ausschuss für Chancengerechtigkeit und Integration";
    await page.getByRole("listitem").filter({ hasText: "02.12.2026" }).getByRole("link", { name }).click();
    await sections(page).waitFor();
    for (let times = 0; times < 3; times += 1) {
      await page.getByRole("button", { name: "Aktualisieren" }).click();
      await settled(page);
      await sections(page).waitFor();
      expect(await page.locator("li#top-30103 > kim-sheet").count()).toBe(1);
      expect(await page.locator("kim-sheet").count()).toBe(1);
    }
    await page.getByRole("link", { name: "Sitzungen" }).click();
    await page.getByRole("listitem").filter({ hasText: "10.06.2026" }).getByRole("link", { name }).click();
    await page.locator("#top-29203").waitFor();
    await settled(page);
    expect(await page.locator("kim-sheet").count()).toBe(0);
    await page.goBack();
    await page.goBack();
    await sections(page).waitFor();
    expect(await page.locator("kim-sheet").count()).toBe(1);
    expect(documents, "it stayed one page").toEqual([]);
    await page.context().close();
  });

  test("a row that the RIS renamed since the last sync gets no section", async () => {
    world.ris.world.changeItem(`${world.ris.url}/gladbeck/oparl/agendaItem/30103`, { name: "Etwas anderes" });
    const page = await open(browser, `${world.ris.url}/gladbeck/meeting?id=1918`);
    await page.locator("#top-30103").waitFor();
    await settled(page);
    expect(await page.locator("kim-sheet").count()).toBe(0);
    await page.context().close();
  });
});
