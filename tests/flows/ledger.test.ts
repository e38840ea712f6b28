import request from "supertest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLedger } from "../../plugin/figures/disclosure/ledger.ts";
import { importFile } from "../../plugin/figures/import.ts";
import { ledgerCsv, ledgerTables } from "../../plugin/figures/publication/ledger-table.ts";
import { ledger } from "../../plugin/store/publications.ts";
import { bootWorld, type World } from "../world.ts";

let world: World;
let office: string;
let approver: string;
let data: string;

beforeAll(async () => {
  world = await bootWorld();
  [office, approver, data] = [await world.signIn("council-office"), await world.signIn("approver"), await world.signIn("data-office")];
});
afterAll(() => world[Symbol.asyncDispose]());

const head = "AGS;Indikator;Stichtag;Von;Bis;Wert;Einheit;Status;Quelle;Regelversion;Verfahren;Geschlecht;Quelle-URL";

async function deliver(lines: string[]): Promise<void> {
  const town = world.parts.config.towns.get("koeln");
  if (!town) throw new Error("no Köln");
  const { store, clock, kim: source } = world.parts;
  const file = { name: "lieferung.csv", bytes: Buffer.from([head, ...lines].join("\n")) };
  const report = await importFile({ store, clock, source, town, by: "engels", file });
  expect(report.refused).toEqual([]);
}

/** Proposes those figures for some item and asks for their approval. */
async function approval(day: string, pick: (figure: { dimensions: string }) => boolean) {
  const { read } = world.parts.store;
  const item = await read
    .selectFrom("AgendaItem")
    .selectAll()
    .where("town", "=", "koeln")
    .where("public", "is not", 0)
    .orderBy("key")
    .executeTakeFirstOrThrow();
  const figures = await read
    .selectFrom("Figure")
    .selectAll()
    .where("town", "=", "koeln")
    .where("indicator", "=", "RES.25A.ST")
    .where("date", "=", day)
    .execute();
  const ids = figures.filter(pick).map(({ id }) => id);
  await request(world.url)
    .post(`/workbench/agenda-items/${item.key}/attachments`)
    .set("cookie", office)
    .type("form")
    .send({ figures: ids, reason: "Prüfung" })
    .expect(303);
  const proposed = await read
    .selectFrom("Attachment")
    .select("id")
    .where("agendaItem", "=", item.id)
    .orderBy("version", "desc")
    .executeTakeFirstOrThrow();
  const answer = await request(world.url)
    .post(`/workbench/attachments/${proposed.id}/decision`)
    .set("cookie", approver)
    .set("accept", "application/json")
    .type("form")
    .send({ decision: "approved" });
  return { answer, item, id: proposed.id };
}

const row = (day: string, value: string, sex = "") => `05315000;RES.25A.ST;${day};;;${value};Personen;final;Test;;suppress;${sex};`;

test("what small counts follow from is refused with its way and a proposal, and goes back to the data office", async () => {
  await deliver([row("30.06.2026", "60"), row("30.06.2026", "33", "weiblich"), row("30.06.2026", "24", "männlich")]);
  const { answer, item, id } = await approval("2026-06-30", () => true);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain("übrige (Geschlecht)");
  expect(answer.text).not.toMatch(/\b3\b/);
  expect(await ledger(world.parts.store.read, "koeln")).toEqual([]);
  const page = await request(world.url).get(`/workbench/agenda-items/${item.key}`).set("cookie", approver).expect(200);
  expect(page.text).toContain("So nicht veröffentlichbar");
  expect(page.text).not.toContain("Freigeben und veröffentlichen");
  const back = await request(world.url).get("/workbench/towns/koeln/ledger").set("cookie", data).expect(200);
  expect(back.text).toMatch(/Veröffentlichbar wäre die Auswahl ohne/);
  await request(world.url)
    .post(`/workbench/attachments/${id}/decision`)
    .set("cookie", approver)
    .type("form")
    .send({ decision: "rejected" })
    .expect(303);
  const after = await request(world.url).get("/workbench/towns/koeln/ledger").set("cookie", data).expect(200);
  expect(after.text).not.toMatch(/Veröffentlichbar wäre/);
});

test("what is approved stands in the ledger, and the next sheet is attacked with it", async () => {
  const total = await approval("2026-06-30", ({ dimensions }) => dimensions === "{}");
  expect(total.answer.status).toBe(303);
  const entries = await ledger(world.parts.store.read, "koeln");
  expect(entries.map(({ cell }) => [cell.indicator, cell.value, cell.dimensions])).toEqual([["RES.25A.ST", "60", {}]]);
  const classes = await approval("2026-06-30", ({ dimensions }) => dimensions !== "{}");
  expect(classes.answer.status).toBe(422);
  const women = await approval("2026-06-30", ({ dimensions }) => dimensions.includes("weiblich"));
  expect(women.answer.status).toBe(303);
});

test("a Stichtag that differs by two persons is refused", async () => {
  await deliver([row("30.09.2026", "62")]);
  const { answer } = await approval("2026-09-30", () => true);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain("Unterschied zwischen 30.06.2026 und 30.09.2026");
});

test("a table of somebody else is taken for granted by the attack and shown nowhere", async () => {
  await deliver([row("31.10.2026", "80"), row("31.10.2026", "30", "weiblich")]);
  const foreign = [
    `05315000;RES.25A.ST;31.10.2026;;;47;Personen;final;Landtag;;veroeffentlicht;männlich;https://landtag.example/1`,
    `05;RES.25A.ST;31.10.2026;;;4545;Personen;final;Landtag;;veroeffentlicht;;https://landtag.example/1`,
    `05315000;KIM.LG.MEET;;01.01.2026;31.10.2026;4;Sitzungen;final;Landtag;;veroeffentlicht;;https://landtag.example/1`,
    row("31.10.2026", "35", "divers"),
  ];
  const answer = await request(world.url)
    .post("/workbench/towns/koeln/ledger/foreign")
    .set("cookie", data)
    .field("title", "Landtag, Drucksache 18/1")
    .attach("file", Buffer.from([head, ...foreign].join("\n")), "landtag.csv")
    .expect(200);
  expect(answer.text).toContain("2 Zahlen als bekannt vermerkt, 2 Angaben nicht übernommen");
  const figures = await request(world.url).get("/workbench/towns/koeln/figures").set("cookie", data).expect(200);
  expect(figures.text).not.toContain("Landtag");
  const refused = await approval("2026-10-31", () => true);
  expect(refused.answer.status).toBe(422);
  expect((await approval("2026-10-31", ({ dimensions }) => dimensions === "{}")).answer.status).toBe(303);
});

test("of two approvals at once only the first passes on its check", async () => {
  const { read } = world.parts.store;
  await deliver([
    "05315000;RES.25B.ST;30.06.2026;;;50;Personen;final;Test;;suppress;;",
    "05315000;RES.25B.ST;30.06.2026;;;48;Personen;final;Test;;suppress;weiblich;",
  ]);
  const items = await read
    .selectFrom("AgendaItem")
    .selectAll()
    .where("town", "=", "koeln")
    .where("public", "is not", 0)
    .orderBy("key", "desc")
    .limit(2)
    .execute();
  const figures = await read
    .selectFrom("Figure")
    .selectAll()
    .where("indicator", "=", "RES.25B.ST")
    .where("date", "=", "2026-06-30")
    .execute();
  const ids: string[] = [];
  for (const [index, item] of items.entries()) {
    const send = { figures: figures[index]?.id, reason: "Prüfung" };
    await request(world.url)
      .post(`/workbench/agenda-items/${item.key}/attachments`)
      .set("cookie", office)
      .type("form")
      .send(send)
      .expect(303);
    ids.push(
      (
        await read
          .selectFrom("Attachment")
          .select("id")
          .where("agendaItem", "=", item.id)
          .orderBy("version", "desc")
          .executeTakeFirstOrThrow()
      ).id,
    );
  }
  const decide = (id: string) =>
    request(world.url).post(`/workbench/attachments/${id}/decision`).set("cookie", approver).type("form").send({ decision: "approved" });
  const statuses = (await Promise.all(ids.map(decide))).map(({ status }) => status).sort();
  expect(statuses[0]).toBe(303);
  expect([409, 422]).toContain(statuses[1]);
});

test("the ledger leaves as CSV, and as the tables that protect and audit take", async () => {
  const entries = await ledger(world.parts.store.read, "koeln");
  const answer = await request(world.url).get("/workbench/towns/koeln/ledger.csv").set("cookie", data).expect(200);
  expect(answer.headers["content-type"]).toContain("text/csv");
  expect(answer.text).toBe(ledgerCsv(entries));
  expect(answer.text).toContain("05315000;RES.25A.ST;2026-06-30;;;60;Personen");
  const tables = ledgerTables(
    entries.map(({ cell }) => cell),
    { indicator: "RES.25A.ST", ags: "05315000", asOf: "2026-06-30" },
  );
  const [table] = readLedger(tables, "ledger.csv");
  expect(table).toMatchObject({
    corner: "Geschlecht",
    rows: ["weiblich"],
    columns: ["alle"],
    cells: [
      [33, 33],
      [60, 60],
    ].map((line) => expect.arrayContaining([line[1]])),
  });
});
