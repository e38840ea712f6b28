import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importFile } from "../../plugin/figures/import.ts";
import { currentFigures } from "../../plugin/store/figures.ts";
import { currentStatements } from "../../plugin/store/statements.ts";
import { delivery } from "../delivery.ts";
import { bootWorld, type World } from "../world.ts";

let world: World;
let data: string;
let office: string;
beforeAll(async () => {
  world = await bootWorld();
  data = await world.signIn("data-office");
  office = await world.signIn("council-office");
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const get = (path: string, cookie: string) => request(world.url).get(path).set("cookie", cookie).set("accept", "text/html");
const post = (path: string, fields: object, cookie: string) =>
  request(world.url).post(path).set("cookie", cookie).set("accept", "application/json").type("form").send(fields);
const upload = (text: string, fields: Record<string, string>) =>
  Object.entries(fields)
    .reduce((form, [name, value]) => form.field(name, value), request(world.url).post("/workbench/towns/koeln/imports").set("cookie", data))
    .attach("file", Buffer.from(text), "lieferung.csv");
const towns = "/workbench/towns/koeln";
const bring = (text: string) => {
  const town = world.parts.config.towns.get("koeln");
  if (!town) throw new Error("no Köln");
  const { kim: source, store, clock } = world.parts;
  return importFile({ town, file: { name: "x.csv", bytes: Buffer.from(text) }, source, store, clock, by: "engels" });
};
const figure = async (indicator: string, value: string) => {
  const found = (await currentFigures(world.parts.store.read, "koeln", [indicator])).find((one) => one.value === value);
  if (!found) throw new Error(`no ${indicator} ${value}`);
  return found;
};

describe("the page of a figure", () => {
  test("a dry run shows old and new side by side and changes nothing; then the versions say who, when and what", async () => {
    const base = {
      Indikator: "RES.AUSR",
      Stichtag: "30.06.2026",
      Stelle: "Ausländeramt",
      Quellsystem: "Fachverfahren X",
      "Abgerufen am": "02.07.2026",
    };
    await bring(delivery({ ...base, Wert: "1.200" }));
    const changed = delivery({ ...base, Wert: "1.205", Status: "berichtigt" });
    const dry = await upload(changed, { dryRun: "yes" }).expect(200);
    expect(dry.text).toContain("Würde berichtigt");
    expect(dry.text).toMatch(/1\u202f200<\/td><td><strong>1\u202f205/);
    const { id } = await figure("RES.AUSR", "1200");
    expect((await upload(changed, {}).expect(200)).text).toContain("1 berichtigt");
    const page = await get(`${towns}/figures/${id}`, office).expect(200);
    for (const said of [
      "1\u202f205 Personen",
      "Ausländeramt",
      "Fachverfahren X",
      "02.07.2026",
      "erste Fassung",
      "engels",
      "Köln (05315000)",
    ])
      expect(page.text).toContain(said);
    expect(page.text).toMatch(/Wert<\/td><td>1\u202f200<\/td><td><strong>1\u202f205/);
    expect(page.text).not.toContain('<form method="post" action="/workbench/towns/koeln/figures');
    await get(`/workbench/towns/aachen/figures/${id}`, office).expect(404);
  });

  test("a stored profile is offered and reads a table of another form; an unknown one is refused", async () => {
    expect((await get(`${towns}/figures`, data).expect(200)).text).toContain('<option value="einbuergerung">');
    const wide =
      "von;bis;Anträge;Einbürgerungen;davon weiblich;Abruf;Bemerkung\n01.01.2021;31.12.2021;3.100;2.405;1.203;15.01.2022;intern\n";
    const page = await upload(wide, { profile: "einbuergerung" }).expect(200);
    expect(page.text).toContain("2 neu, 0 unverändert, 0 berichtigt, 1 abgelehnt");
    expect(page.text).toContain("<td>davon weiblich</td>");
    expect(await figure("NAT.GRANT", "2405")).toMatchObject({ system: "Fachverfahren", extracted: "2022-01-15" });
    expect((await upload(wide, { profile: "gibt-es-nicht" }).set("accept", "application/json").expect(422)).body.title).toContain(
      "einbuergerung",
    );
  });

  test("an empty file, and one that is too large, are refused with a sentence", async () => {
    expect((await upload("", {}).set("accept", "application/json").expect(422)).body.title).toBe("Die Datei ist leer.");
    const large = Buffer.alloc(31 * 1024 * 1024, 0x41).toString();
    const { body } = await upload(large, {}).set("accept", "application/json").expect(413);
    expect(body.title).toContain("zu groß");
  });

  test("parts that do not add up are marked, on import and on the list", async () => {
    const grants = {
      Indikator: "RES.104C.GRANT",
      Einheit: "Aufenthaltstitel",
      Stichtag: "",
      Verfahren: "veroeffentlicht",
      "Quelle-URL": "https://www.example.org/drs",
    };
    const half = (Von: string, Bis: string, Wert: string) => ({ ...grants, Von, Bis, Wert });
    const text = delivery(
      half("31.12.2022", "30.06.2023", "33.628"),
      half("01.07.2023", "31.12.2023", "27.188"),
      half("01.01.2024", "31.05.2024", "8.928"),
      half("31.12.2022", "31.05.2024", "69.751"),
    );
    expect((await upload(text, {}).expect(200)).text).toContain("Die Teile ergeben nicht die Summe (so veröffentlicht)");
    expect(
      (await get(`${towns}/figures`, office).expect(200)).text.match(/Die Teile ergeben nicht die Summe \(so veröffentlicht\)/g),
    ).toHaveLength(1);
  });
});

describe("an old figure needs the data office's word", () => {
  const item = async () => {
    const name = "Kommunales Integrationsmanagement (KIM): Bericht zum 30.09.2026";
    return world.parts.store.read
      .selectFrom("AgendaItem")
      .select(["key", "id"])
      .where("name", "=", name)
      .where("town", "=", "koeln")
      .executeTakeFirstOrThrow();
  };
  const newest = () => figure("RES.60D", "130");
  beforeAll(async () => {
    const old = { Indikator: "RES.60D", Rechtsgrundlage: "§ 60d Abs. 1" };
    await bring(delivery({ ...old, Stichtag: "31.12.2022", Wert: "120" }, { ...old, Stichtag: "31.12.2023", Wert: "130" }));
  });

  test("without it the item's page does not offer it and the attachment is refused, with a sentence that names figure and whom to ask", async () => {
    const { key } = await item();
    const { id } = await newest();
    expect((await get(`${towns}/figures`, data)).text).toContain("nur nach Freigabe");
    const refused = await post(`/workbench/agenda-items/${key}/attachments`, { figures: id }, office).expect(409);
    expect(refused.body.title).toContain(
      "„Personen mit Beschäftigungsduldung (§ 60d AufenthG), Rechtsgrundlage § 60d Abs. 1, Köln, 31.12.2023“",
    );
    expect(refused.body.title).toContain("datenhaltende Stelle");
  });

  test("only the data office may give it, with a reason, for the version that stands", async () => {
    const { id } = await newest();
    await post(`${towns}/figures/${id}/vouches`, { reason: "Es gibt noch keine neuere Zählung." }, office).expect(403);
    await post(`${towns}/figures/${id}/vouches`, { reason: "  " }, data).expect(422);
    await post(`/workbench/towns/aachen/figures/${id}/vouches`, { reason: "x" }, data).expect(404);
    await post(`${towns}/figures/${id}/vouches`, { reason: "Es gibt noch keine neuere Zählung." }, data).expect(303);
    const page = await get(`${towns}/figures/${id}`, office).expect(200);
    expect(page.text).toContain("Es gibt noch keine neuere Zählung.");
    expect(page.text).toContain("Engels");
    const deeds = await world.parts.store.read
      .selectFrom("History")
      .select(["by", "subjectId"])
      .where("action", "=", "vouched")
      .where("by", "=", "engels")
      .execute();
    expect(deeds).toEqual([{ by: "engels", subjectId: id }]);
  });

  test("then it may be attached, the sheet says on whose word and when, and what came before it is its history", async () => {
    const { key, id: agendaItem } = await item();
    const { id } = await newest();
    const before = await figure("RES.60D", "120");
    await post(`/workbench/agenda-items/${key}/attachments`, { figures: before.id }, office).expect(409);
    await post(`/workbench/agenda-items/${key}/attachments`, { figures: [before.id, id] }, office).expect(303);
    const { sheet } = await world.parts.store.read
      .selectFrom("Attachment")
      .select("sheet")
      .where("agendaItem", "=", agendaItem)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(sheet).figures.map(({ note }: { note?: string }) => note ?? "")).toEqual([
      expect.not.stringContaining("Datenstelle"),
      expect.stringMatching(/Weiter verwendbar auf Angabe der Datenstelle vom \d\d\.\d\d\.\d{4}\./),
    ]);
    expect(sheet).not.toContain("Engels");
  });

  test("a correction needs a new word", async () => {
    const { id } = await newest();
    await world.parts.store.write((transaction) =>
      transaction.updateTable("Figure").set({ replacedBy: "x" }).where("id", "=", id).execute(),
    );
    await post(`${towns}/figures/${id}/vouches`, { reason: "x" }, data).expect(409);
    await world.parts.store.write((transaction) =>
      transaction.updateTable("Figure").set({ replacedBy: null }).where("id", "=", id).execute(),
    );
  });
});

describe("a potential counted under law that nobody had read", () => {
  test("is vouched for by the data office, and the sheet names the state of the law", async () => {
    const pot = { Indikator: "POT.25B", Stichtag: "30.06.2026", Regelversion: "aufenthg25b@2022-12-31", Wert: "115" };
    await bring(delivery(pot));
    const { id } = await figure("POT.25B", "115");
    const { key, id: agendaItem } = await world.parts.store.read
      .selectFrom("AgendaItem")
      .select(["key", "id"])
      .where("name", "like", "Mehrsprachige%")
      .executeTakeFirstOrThrow();
    const fields = { figures: id, reason: "Bitte des Ausschusses" };
    expect((await post(`/workbench/agenda-items/${key}/attachments`, fields, office).expect(409)).body.title).toContain("Rechtsstand");
    await post(`${towns}/figures/${id}/vouches`, { reason: "§ 25b ist seit der Prüfung nicht geändert worden." }, data).expect(303);
    await post(`/workbench/agenda-items/${key}/attachments`, fields, office).expect(303);
    const { sheet } = await world.parts.store.read
      .selectFrom("Attachment")
      .select("sheet")
      .where("agendaItem", "=", agendaItem)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(sheet).figures[0].note).toMatch(
      /Rechtsstand 29\.04\.2026; für diesen Stichtag verwendbar auf Angabe der Datenstelle vom/,
    );
  });
});

describe("statements by hand", () => {
  const fields = {
    topic: "T22",
    text: "Der Beirat tagt öffentlich.",
    asOf: "2026-06-30",
    source: "Bericht",
    office: "KI",
    approvedBy: "Leitung KI",
  };
  const at = (location: string | undefined) => location ?? "";

  test("entered, corrected with other words, and both stand side by side; the other roles read only", async () => {
    await post(`${towns}/statements`, fields, office).expect(403);
    const first = at((await post(`${towns}/statements`, fields, data).expect(303)).headers.location);
    const id = first.split("/").at(-1) ?? "";
    const corrected = { ...fields, replaces: id, text: "Der Beirat tagt öffentlich, viermal im Jahr.", validUntil: "2027-06-30" };
    const second = at((await post(`${towns}/statements`, corrected, data).expect(303)).headers.location);
    for (const path of [first, second]) {
      const page = await get(path, office).expect(200);
      expect(page.text).toMatch(/Der Beirat tagt öffentlich\.<\/td><td><strong>Der Beirat tagt öffentlich, viermal im Jahr\./);
      expect(page.text).toContain("gültig bis 30.06.2027");
      expect(page.text).not.toContain("<textarea");
    }
    expect((await get(second, data).expect(200)).text).toContain("<textarea");
    await post(`${towns}/statements`, { ...corrected, text: "Anders." }, data).expect(409);
    const texts = (await currentStatements(world.parts.store.read, "koeln", ["T22"])).map(({ text }) => text);
    expect(texts).toContain("Der Beirat tagt öffentlich, viermal im Jahr.");
    expect(texts).not.toContain("Der Beirat tagt öffentlich.");
  });

  test.each([
    ["a Stand to come", { asOf: "2999-01-01" }, 422],
    ["an end before the Stand", { validUntil: "2026-01-01" }, 422],
    ["no topic", { topic: "T99" }, 422],
    ["no office", { office: " " }, 400],
    ["a link that is none", { sourceUrl: "javascript:alert(1)" }, 400],
  ])("%s is refused", async (_what, wrong, status) => {
    await post(`${towns}/statements`, { ...fields, text: "Noch eine.", ...wrong }, data).expect(status);
  });
});
