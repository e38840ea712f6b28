import type { Browser, Locator, Page } from "playwright-core";
import request from "supertest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Role, roles } from "../../plugin/ports/identity.ts";
import { describedOperations } from "../description.ts";
import { bootWorld, until, type World } from "../world.ts";
import { describeInBrowser, launch, picture } from "./browser.ts";
import { faults } from "./checks.ts";
import { crawl, fewOfEach, type Visit } from "./crawl.ts";

const proposal = "Chancen-Aufenthaltsrecht: Übergänge in §§ 25a und 25b AufenthG und auslaufende Titel";
const filed = "Sachstandsbericht zum Kommunalen Integrationsmanagement (KIM) 2026";
/** Titles as a council may have them on a bad day. */
const strange = [
  '<b onclick="alert(1)">Fett</b> & "so" <script>alert(1)</script>',
  "تقرير عن الاندماج البلدي (KIM) والإقامة 2026",
  `Aufenthalt${"sverfestigungsantragsbearbeitungszeit".repeat(14)}`.slice(0, 500),
  "Einbürgerung 👩🏽‍🎓🏳️‍🌈🇩🇪 – KIM 🎉",
];
/** Given away as a part of another's page, or only with an answer of the sign-in. */
const noPages = ["panelSection", "panelFragment", "signInCallback", "publicHere", "workbenchHere"];

describeInBrowser("accessibility", () => {
  let world: World;
  let browser: Browser;
  const cookies = new Map<Role, string>();

  beforeAll(async () => {
    world = await bootWorld();
    browser = await launch();
    for (const role of roles) cookies.set(role, await world.signIn(role));
    await world.approve(filed, "aachen", cookies.get("council-office") ?? "", cookies.get("approver") ?? "");
    await until(async () => (await world.parts.store.read.selectFrom("Delivery").selectAll().where("sha256", "is not", null).execute())[1]);
    await make(world);
  });
  afterAll(async () => {
    await browser.close();
    await world[Symbol.asyncDispose]();
  });

  async function as(role: Role | null): Promise<Page> {
    const context = await browser.newContext({ locale: "de-DE", viewport: { width: 1280, height: 900 } });
    const value = role ? /\bkim=([^;]+)/.exec(cookies.get(role) ?? "")?.[1] : undefined;
    if (value) await context.addCookies([{ name: "kim", value, url: world.url }]);
    return context.newPage();
  }

  /** A sheet that waits, a case with a draft, a town without anything, and titles as nobody wants them. */
  async function make({ url, parts }: World): Promise<void> {
    const office = await as("council-office");
    await office.goto(`${url}/workbench`);
    await office.getByRole("link", { name: proposal }).first().click();
    await office.getByRole("button", { name: "Zur Freigabe vorschlagen" }).click();
    await office.getByText("Vorschlag zurücknehmen").waitFor();
    const secretary = await as("committee-secretary");
    await secretary.goto(`${url}/workbench/towns/koeln/agenda-items?from=2017-09-01&to=2017-09-30`);
    await secretary.getByRole("link", { name: /Sachstandsbericht zum Projekt/ }).click();
    await secretary.getByRole("button", { name: "Niederschrift dieser Sitzung aus dem RIS auswerten" }).click();
    for (const name of [/Zum Vorgang|Vorgang öffnen/])
      await secretary
        .getByRole("link", { name })
        .first()
        .click({ timeout: 2_000 })
        .catch(() => {});
    await secretary.getByRole("button", { name: "Entwurf erstellen" }).first().click();
    await secretary.getByText("Entwurf", { exact: true }).first().waitFor();
    await parts.store.write(async (db) => {
      for (const table of ["Figure", "Statement", "Case"] as const) await db.deleteFrom(table).where("town", "=", "muenchen").execute();
      await db.updateTable("Meeting").set({ start: "1999-01-01" }).where("town", "=", "muenchen").execute();
      await db
        .updateTable("Delivery")
        .set({ state: "uncertain", code: "timeout", notBefore: "9999-12-31T00:00:00.000Z" })
        .where("part", "=", "data")
        .execute();
    });
    const rows = await parts.store.read
      .selectFrom("AgendaItem as item")
      .innerJoin("Meeting as meeting", (join) => join.onRef("meeting.id", "=", "item.meeting").onRef("meeting.town", "=", "item.town"))
      .select("item.id")
      .where("item.town", "=", "gladbeck")
      .orderBy("meeting.start", "desc")
      .limit(strange.length)
      .execute();
    const places = strange.flatMap((name, index) => (rows[index] ? [{ name, id: rows[index].id }] : []));
    expect(places).toHaveLength(strange.length);
    await parts.store.write(async (db) => {
      for (const { name, id } of places)
        await db.updateTable("AgendaItem").set({ name }).where("id", "=", id).where("town", "=", "gladbeck").execute();
      const open = await db.selectFrom("Case").select("id").where("town", "=", "gladbeck").execute();
      for (const [index, { id }] of open.entries())
        await db
          .updateTable("Case")
          .set({ title: strange[index % strange.length] ?? "" })
          .where("id", "=", id)
          .execute();
    });
    for (const page of [office, secretary]) await page.context().close();
  }

  async function visits(): Promise<Visit[]> {
    const towns = ["koeln", "gladbeck", "muenchen", "aachen"];
    const shared = ["/", "/public/agenda-items/0000000000000000", ...towns.map((town) => `/public/towns/${town}`)];
    const all = await crawl(world.url, null, "", [...shared, "/sign-in"]);
    for (const role of roles) {
      const own = towns.flatMap((town) =>
        ["agenda-items?from=2026-01-01", "cases", "figures", "ledger", "coverage", "progress"].map(
          (what) => `/workbench/towns/${town}/${what}`,
        ),
      );
      all.push(...(await crawl(world.url, role, cookies.get(role) ?? "", ["/workbench", ...own])));
    }
    return fewOfEach(all);
  }

  test("every page of openapi/plugin.yaml that links lead to: axe, contrast, 320 px, 400 %, focus, names", async () => {
    const found = await visits();
    const reached = new Set(found.map(({ operationId }) => operationId));
    const missed = describedOperations().filter(
      ({ method, operationId }) =>
        method === "get" && givesPage(operationId) && !noPages.includes(operationId) && !reached.has(operationId),
    );
    // Pages of one thing need that thing: a round of signatures, say. The test after this one makes it.
    const single = missed.filter(({ path }) => /\{(id|fact)\}/.test(path)).map(({ operationId }) => operationId);
    if (single.length > 0) console.warn(`not reached, because nothing leads there in this world: ${single.join(", ")}`);
    expect(missed.map(({ operationId }) => operationId).filter((id) => !single.includes(id))).toEqual([]);
    const wrong: string[] = [];
    const opened = new Map<Role | null, Page>();
    for (const { operationId, address, role } of found) {
      const page = opened.get(role) ?? (await as(role));
      opened.set(role, page);
      await page.goto(`${world.url}${address}`);
      await picture(page, `accessibility-${operationId}-${role ?? "public"}`);
      wrong.push(...(await faults(page)).map((fault) => `${operationId} (${role ?? "public"}, ${address}): ${fault}`));
    }
    expect(wrong).toEqual([]);
    expect(found.length).toBeGreaterThan(30);
  }, 400_000);

  test("pages that need a thing of their own: a signature, a draft that was edited, times of released answers", async () => {
    const { read } = world.parts.store;
    const send = (role: Role, path: string, fields: object) =>
      request(world.url)
        .post(path)
        .set("cookie", cookies.get(role) ?? "")
        .type("form")
        .send(fields)
        .expect(303);
    const newest = (id: string) =>
      read.selectFrom("Answer").select("id").where("case", "=", id).orderBy("version", "desc").executeTakeFirstOrThrow();
    const drafted = async (title: string): Promise<string> => {
      const { headers } = await request(world.url)
        .post("/workbench/towns/koeln/minutes")
        .set("cookie", cookies.get("committee-secretary") ?? "")
        .field({ organization: "Ausschuss für Chancengerechtigkeit und Integration", sitting: "2026-09-21", title, status: "draft" })
        .field(
          "text",
          `RM Frau Muster fragt, wie viele Stellen im Case Management besetzt sind. Die Verwaltung sagt eine schriftliche Antwort zu. (${title})`,
        )
        .expect(303);
      const id = /cases\/(\w+)/.exec(headers.location ?? "")?.[1] ?? "";
      await send("committee-secretary", `/workbench/cases/${id}/answers`, {});
      return id;
    };
    const wrong: string[] = [];
    const look = async (role: Role, address: string, operationId: string): Promise<Page> => {
      const page = await as(role);
      expect((await page.goto(`${world.url}${address}`))?.status()).toBe(200);
      await picture(page, `accessibility-${operationId}-${role}`);
      wrong.push(...(await faults(page)).map((fault) => `${operationId} (${role}, ${address}): ${fault}`));
      return page;
    };

    const signed = await drafted("Zur Mitzeichnung");
    const due = "2099-01-01";
    await send("committee-secretary", `/workbench/cases/${signed}/signing-rounds`, {
      order: "parallel",
      office: ["Stadtkämmerei"],
      due: [due],
    });
    const { id: turn } = await read.selectFrom("CoSignature").select("id").where("due", "=", due).executeTakeFirstOrThrow();
    await look("co-signer", `/workbench/co-signatures/${turn}`, "toSignOne");
    await look("committee-secretary", `/workbench/cases/${signed}`, "casePage-signing");

    const edited = await drafted("Von Hand bearbeitet");
    const { id: first } = await newest(edited);
    const editing = await look("committee-secretary", `/workbench/answers/${first}/edit`, "editPage");
    await editing.locator("textarea[name^='text.']").first().fill("Antwort der Verwaltung");
    await editing.getByRole("button", { name: "Als neue Fassung speichern", exact: true }).first().click();
    await until(async () => (await newest(edited)).id !== first);
    const { headers } = await send("committee-secretary", `/workbench/cases/${edited}/answers`, {});
    expect(headers.location).toMatch(/\/redraft$/);
    await look("committee-secretary", headers.location ?? "", "redraftPage");

    const released = await drafted("Freigegeben");
    await send("approver", `/workbench/answers/${(await newest(released)).id}/release`, {});
    const times = await look("auditor", "/workbench/towns/koeln/times", "timesPage");
    expect(await times.getByRole("table").count()).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  }, 200_000);

  test("a refused form: the sentence is tied to its field, what was typed is there, and axe has nothing to say", async () => {
    for (const [role, path, button] of [
      ["committee-secretary", "/workbench/towns/koeln/cases", "Anlegen"],
      ["data-office", "/workbench/towns/koeln/figures", "Eintragen"],
    ] as const) {
      const page = await as(role);
      await page.goto(`${world.url}${path}`);
      const form = page.locator("form[method=post]", { has: page.getByRole("button", { name: button, exact: true }) });
      await page.evaluate(`for (const form of document.forms) {
        form.noValidate = true;
        for (const field of form.elements) if (field.type === "text") field.value = "  ";
      }`);
      await form.locator("input[type=text], input:not([type])").first().fill("Amt für Integration");
      await form.getByRole("button", { name: button, exact: true }).click();
      await page.getByRole("alert").waitFor();
      const invalid = page.locator("[aria-invalid=true]");
      expect(await invalid.count()).toBeGreaterThan(0);
      const described = (await page.evaluate(
        "[...document.querySelectorAll('[aria-invalid=true]')].map((one) => one.getAttribute('aria-describedby').split(' ')[0])",
      )) as string[];
      for (const id of described) {
        expect(await page.locator(`[id="${id}"]`).innerText()).toMatch(/^Fehler: .{10}/);
      }
      expect(await page.locator('input[value="Amt für Integration"]').count()).toBe(1);
      expect(await page.evaluate("document.activeElement?.getAttribute('role')")).toBe("alert");
      expect(await faults(page)).toEqual([]);
      await picture(page, `accessibility-refused-${role}`);
      await page.context().close();
    }
  });

  /** Reaches something with the Tab key alone. */
  async function reach(page: Page, target: Locator): Promise<void> {
    const one = target.first();
    await one.waitFor();
    const stops = await one.evaluate((element) => {
      const { document } = globalThis as unknown as Dom;
      const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")];
      const [from, to] = [all.indexOf(document.activeElement), all.indexOf(element)];
      return to > from ? to - from : all.length - from + to;
    });
    for (let presses = 0; presses < stops - 1; presses++) await page.keyboard.press("Tab");
    // A field for a day has several stops, a closed part of the page none.
    for (let more = 0; more < 300; more++) {
      if (await one.evaluate((element) => element === (globalThis as unknown as Dom).document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`cannot be reached by keyboard: ${target}`);
  }

  const press = async (page: Page, target: Locator, key = "Enter") => {
    await reach(page, target);
    await page.keyboard.press(key);
  };

  test("the agenda flow by keyboard: choose, order, preview, propose, confirm, withdraw", async () => {
    const office = await as("council-office");
    await office.goto(`${world.url}/workbench/towns/aachen/agenda-items`);
    await press(office, office.getByRole("link", { name: filed }));
    await office.getByRole("heading", { name: "Blatt zusammenstellen" }).waitFor();
    await press(office, office.getByRole("button", { name: /nach unten$/ }));
    await office.getByText("Die Vorschau ist aktualisiert.").waitFor();
    expect(await office.evaluate("document.activeElement?.tagName")).toBe("BUTTON");
    await press(office, office.locator("[name=online]"), "Space");
    await press(office, office.getByRole("button", { name: "Zur Freigabe vorschlagen" }));
    await office.getByText("Vorschlag zurücknehmen").waitFor();
    const approver = await as("approver");
    await approver.goto(office.url());
    for (const button of ["Freigeben und veröffentlichen", "Freigeben und veröffentlichen", "Zurückziehen", "Zurückziehen"]) {
      await press(approver, approver.getByRole("button", { name: button }));
    }
    await approver.getByText("zurückgezogen", { exact: true }).first().waitFor();
  });

  test("the inquiry flow by keyboard: minutes pasted, draft made", async () => {
    const page = await as("committee-secretary");
    await page.goto(`${world.url}/workbench/towns/koeln/minutes`);
    const typed: [label: string | RegExp, text: string][] = [
      ["Gremium", "Integrationsrat"],
      [/Betreff/, "Bericht zum KIM"],
      [
        /Text einfügen/,
        "Frau Muster (SPD) fragt, wie viele Stellen im Case Management besetzt sind. Die Verwaltung sagt eine schriftliche Antwort zu.",
      ],
    ];
    for (const [label, text] of typed) {
      await reach(page, page.getByLabel(label));
      await page.keyboard.insertText(text);
    }
    await page.getByLabel("Sitzung am").fill("2026-09-01");
    await press(page, page.getByRole("button", { name: /Aufnehmen/ }));
    await page.waitForURL(/cases|minutes\/[0-9a-z]{16}/);
    if (!page.url().includes("/cases/")) await press(page, page.locator("a[href*='/workbench/cases/']"));
    await press(page, page.getByRole("button", { name: "Entwurf erstellen" }));
    await press(page, page.getByRole("link", { name: "Ansehen" }));
    await page.waitForURL(/\/answers\//);
  });
});

interface Dom {
  readonly document: { readonly activeElement: unknown; querySelectorAll(selector: string): Iterable<unknown> };
}

const givesPage = (operationId: string): boolean =>
  /Page$|^public(AgendaItem|Town|Indicator|Method|Accessibility)|^confirm|^help|Preview$|^toSign|Result$/.test(operationId);
