import PizZip from "pizzip";
import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TownConfig } from "../../plugin/config.ts";
import { addDays } from "../../plugin/inquiry/deadline/days.ts";
import { receivingOf } from "../../plugin/inquiry/receiving.ts";
import { extend, reschedule } from "../../plugin/inquiry/reschedule.ts";
import { today } from "../../plugin/ports/clock.ts";
import { caseList } from "../../plugin/store/case-list.ts";
import { caseOf } from "../../plugin/store/cases.ts";
import { bootWorld, type World } from "../world.ts";

let world: World;
let secretary: string;
let approver: string;
const body = "Ausschuss für Chancengerechtigkeit und Integration";
beforeAll(async () => {
  world = await bootWorld();
  secretary = await world.signIn("committee-secretary");
  approver = await world.signIn("approver");
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const read = () => world.parts.store.read;
const koeln = () => world.parts.config.towns.get("koeln") as TownConfig;
const get = (path: string, cookie = secretary) => request(world.url).get(path).set("cookie", cookie).set("accept", "text/html");
const post = (path: string, fields: object, cookie = secretary) =>
  request(world.url).post(path).set("cookie", cookie).set("accept", "application/json").type("form").send(fields);
const deedsOf = async (id: string, action?: string) => {
  const rows = await read().selectFrom("History").selectAll().where("subjectId", "=", id).orderBy("sequence").execute();
  return rows.filter((row) => !action || row.action === action).map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail) }));
};

/** A case with one question that the sample facts answer. @returns its id */
async function opened(title: string, sitting = "2026-09-21"): Promise<string> {
  const answer = await post("/workbench/towns/koeln/cases", { organization: body, sitting, title }).expect(303);
  const id = /cases\/(\w+)/.exec(answer.headers.location ?? "")?.[1] ?? "";
  const question = { askers: "RM Frau Muster", question: "wie viele Stellen im Case Management besetzt sind", kind: "question" };
  await post(`/workbench/cases/${id}/inquiries`, question).expect(303);
  return id;
}

async function released(title: string): Promise<{ id: string; answer: string }> {
  const id = await opened(title);
  await post(`/workbench/cases/${id}/answers`, {}).expect(303);
  const { id: answer } = await read().selectFrom("Answer").select("id").where("case", "=", id).executeTakeFirstOrThrow();
  await post(`/workbench/answers/${answer}/release`, {}, approver).expect(303);
  return { id, answer };
}

describe("the states of a case", () => {
  test("are shown, refuse what is not possible in words, and keep the history", async () => {
    const id = await opened("Stellen, Zustände");
    expect((await get(`/workbench/cases/${id}`).expect(200)).text).toContain("Fragen sichten");
    const refused = await post(`/workbench/cases/${id}/close`, {}).expect(409);
    expect(refused.body).toMatchObject({ type: "urn:kim-im-rat:case.step" });
    expect(refused.body.title).toContain("„Fragen sichten“");
    expect(refused.body.title).toContain("Jetzt möglich: Entwurf erstellen");
    await post(`/workbench/cases/${id}/answers`, {}).expect(303);
    expect((await deedsOf(id, "moved")).map(({ detail }) => detail)).toEqual([{ step: "draft", was: "open", is: "drafted" }]);
  });

  test("the same draft twice is one version", async () => {
    const id = await opened("Stellen, doppelt");
    await Promise.all([post(`/workbench/cases/${id}/answers`, {}), post(`/workbench/cases/${id}/answers`, {})]);
    expect(await read().selectFrom("Answer").select("version").where("case", "=", id).execute()).toEqual([{ version: 1 }]);
  });

  test("without an answer: with a reason, frozen until it is taken up again", async () => {
    const id = await opened("Stellen, zurückgezogen");
    await post(`/workbench/cases/${id}/dismissal`, { reason: "withdrawn", note: "Telefonat mit der Fraktion" }).expect(303);
    const [deed] = await deedsOf(id, "moved");
    expect(deed).toMatchObject({ by: "brandt", detail: { is: "dismissed", reason: "zurückgezogen: Telefonat mit der Fraktion" } });
    await post(`/workbench/cases/${id}/inquiries`, { askers: "x", question: "y", kind: "question" }).expect(409);
    await post(`/workbench/cases/${id}/dismissal`, { reason: "withdrawn" }).expect(409);
    await post(`/workbench/cases/${id}/reopening`, { reason: " " }).expect(400);
    await post(`/workbench/cases/${id}/reopening`, { reason: "doch gewünscht" }).expect(303);
    expect(await caseOf(read(), id)).toMatchObject({ state: "open" });
  });

  test("closed when filed and read, and not before", async () => {
    const { id, answer } = await released("Stellen, abschließen");
    await post(`/workbench/cases/${id}/close`, {}).expect(409);
    await world.parts.store.write(async (transaction) => {
      await transaction.updateTable("Delivery").set({ state: "confirmed" }).where("subjectId", "=", answer).execute();
      await transaction.updateTable("Case").set({ receiving: "2026-10-01" }).where("id", "=", id).execute();
    });
    expect((await get(`/workbench/cases/${id}`).expect(200)).text).toContain(">Abschließen<");
    await post(`/workbench/cases/${id}/close`, {}, approver).expect(403);
    await post(`/workbench/cases/${id}/close`, {}).expect(303);
    expect(await caseOf(read(), id)).toMatchObject({ state: "closed" });
  });
});

describe("dates", () => {
  test("an extension keeps the old and the new day and the reason, and the list shows it; an earlier day is refused", async () => {
    const id = await opened("Stellen, Verlängerung");
    const { due } = await caseOf(read(), id);
    const until = addDays(due, 30);
    await post(`/workbench/cases/${id}/deadline`, { until, reason: "mit der Fraktion vereinbart" }).expect(303);
    expect(await caseOf(read(), id)).toMatchObject({ due: until });
    const page = (await get(`/workbench/cases/${id}`).expect(200)).text;
    expect(page).toMatch(/Verlängert vom \d\d\.\d\d\.\d{4} auf den \d\d\.\d\d\.\d{4} durch brandt[^<]*: mit der Fraktion vereinbart/);
    const refused = await post(`/workbench/cases/${id}/deadline`, { until, reason: "noch einmal" }).expect(422);
    expect(refused.body.title).toContain("späteren Tag");
    expect(await deedsOf(id, "extended")).toHaveLength(1);
  });

  test("a holding reply in every format on the house's paper, once, sent by a person on a day", async () => {
    const id = await opened("Stellen, Zwischennachricht");
    const until = addDays(today(world.parts.clock), 40);
    const given = { until, note: "Die Zahlen werden noch erhoben." };
    await post(`/workbench/cases/${id}/holding-replies`, given).expect(303);
    await post(`/workbench/cases/${id}/holding-replies`, given).expect(303);
    const replies = await read().selectFrom("HoldingReply").selectAll().where("case", "=", id).execute();
    expect(replies).toHaveLength(1);
    const address = `/workbench/holding-replies/${replies[0]?.id}`;
    const text = (await get(`${address}/document?format=txt`).expect(200)).text;
    expect(text).toContain("Die in der Sitzung des Ausschusses für Chancengerechtigkeit und Integration vom 21.09.2026 gestellte Anfrage");
    expect(text).toMatch(/Eine Antwort ist bis zum \d\d\.\d\d\.\d{4} vorgesehen/);
    expect(text).toContain("Die Zahlen werden noch erhoben.");
    expect(text).not.toMatch(/ENTWURF|Muster/);
    const word = await get(`${address}/document?format=docx`).buffer(true).parse(binary).expect(200);
    expect(new PizZip(word.body).file("word/document.xml")?.asText()).toContain("vorgesehen");
    await post(`${address}/sent`, { day: addDays(today(world.parts.clock), 1) }).expect(422);
    await post(`${address}/sent`, { day: today(world.parts.clock) }).expect(303);
    await post(`${address}/sent`, { day: today(world.parts.clock) }).expect(409);
    expect(await deedsOf(id, "holding-sent")).toHaveLength(1);
    expect((await get(`/workbench/cases/${id}`)).text).toContain("verschickt am");
    expect(await caseOf(read(), id)).toMatchObject({ due: (await caseOf(read(), id)).due });
  });

  test("a moved or cancelled sitting is noticed; a person confirms the next one, once, and a draft for the old one is not released", async () => {
    const id = await opened("Stellen, verlegt");
    const before = await caseOf(read(), id);
    expect(before.receivingMeeting).toMatch(/^http/);
    const seen = async (day = "2026-10-01") => receivingOf(read(), koeln(), await caseOf(read(), id), day);
    expect(await seen()).toMatchObject({ warning: null });
    expect(await seen("2026-11-20")).toMatchObject({ warning: expect.stringContaining("Redaktionsschluss") });
    await post(`/workbench/cases/${id}/answers`, {}).expect(303);
    const meeting = { town: "koeln", id: before.receivingMeeting ?? "" };
    const set = (columns: object) =>
      world.parts.store.write((transaction) =>
        transaction.updateTable("Meeting").set(columns).where("town", "=", meeting.town).where("id", "=", meeting.id).execute(),
      );
    const { start } = await read().selectFrom("Meeting").select("start").where("id", "=", meeting.id).executeTakeFirstOrThrow();
    const moved = addDays(before.receiving ?? "", 3);
    await set({ start: `${moved}T17:00:00+01:00` });
    expect(await seen()).toMatchObject({ warning: expect.stringContaining("verlegt"), proposed: meeting.id });
    expect((await get(`/workbench/cases/${id}`).expect(200)).text).toContain("wurde im RIS auf den");
    await post(`/workbench/cases/${id}/receiving`, { meeting: meeting.id }).expect(303);
    await post(`/workbench/cases/${id}/receiving`, { meeting: meeting.id }).expect(303);
    expect(await deedsOf(id, "rescheduled")).toHaveLength(1);
    // Köln counts 14 days before the sitting: the deadline moves with it.
    expect(await caseOf(read(), id)).toMatchObject({ receiving: moved, due: addDays(before.due, 3) });
    const { id: answer } = await read().selectFrom("Answer").select("id").where("case", "=", id).executeTakeFirstOrThrow();
    const refused = await post(`/workbench/answers/${answer}/release`, {}, approver).expect(409);
    expect(refused.body.type).toBe("urn:kim-im-rat:release.sitting-changed");
    await set({ cancelled: 1 });
    expect(await seen()).toMatchObject({ warning: expect.stringContaining("abgesagt") });
    await post(`/workbench/cases/${id}/receiving`, { meeting: meeting.id }).expect(422);
    await set({ cancelled: 0, start });
  });

  test("an internal day before the deadline, a body's own Redaktionsschluss and Ladungsfrist: data of the town", async () => {
    const context = { store: world.parts.store, clock: world.parts.clock };
    const id = await opened("Stellen, Fristen des Gremiums");
    const of = await caseOf(read(), id);
    const town = {
      ...koeln(),
      internal: { count: 3, working: true },
      sittings: [{ body, editorial: { count: 10, working: true }, notice: { count: 7, working: false } }],
    };
    const [, other] = (await receivingOf(read(), town, of, "2026-09-22")).choices;
    if (!other) throw new Error("the sample town needs two coming sittings");
    await reschedule(context, town, of, other.id, "brandt");
    const after = await caseOf(read(), id);
    expect(after).toMatchObject({ receiving: other.date, due: other.closing });
    expect(after.due < addDays(other.date, -13)).toBe(true);
    expect((after.internalDue ?? "") < after.due && (after.internalDue ?? "") >= addDays(after.due, -7)).toBe(true);
    // Later than the closing of its sitting: the answer goes to the one after, if there is one.
    await extend(context, town, after, { until: addDays(other.date, -1), reason: "Urlaub" }, "brandt");
    expect((await caseOf(read(), id)).receiving).not.toBe(other.date);
  });
});

describe("the RIS side", () => {
  test("number, department, office and day by hand; the same again leaves no trace", async () => {
    const id = await opened("Stellen, Nummer");
    const given = { reference: "4711/2026", department: "Dezernat V", office: "Amt 50", clearedOn: "2026-11-20" };
    await post(`/workbench/cases/${id}/ris`, given).expect(303);
    await post(`/workbench/cases/${id}/ris`, given).expect(303);
    expect(await caseOf(read(), id)).toMatchObject(given);
    expect((await deedsOf(id, "noted")).map(({ detail }) => detail)).toEqual([given]);
    expect((await get(`/workbench/cases/${id}`)).text).toContain("Diese Nummer steht im RIS noch nicht.");
  });

  test("a paper with the title of a released answer is proposed, and certain once its number is entered", async () => {
    const title = "Besetzung der Stellen im Quartier";
    const { id } = await released(title);
    const paper = { town: "koeln", id: "https://ris.example/paper/answer", seen: "2026-11-22", name: `Beantwortung: ${title}` };
    const raw = JSON.stringify({ underDirectionOf: ["https://ris.example/organization/50"] });
    await world.parts.store.write(async (transaction) => {
      const rest = { parent: null, position: null, created: null, modified: null, deleted: null, hash: null, embedded: null };
      await transaction
        .insertInto("Paper")
        .values({
          ...rest,
          ...paper,
          raw,
          reference: "0815/2026",
          paperType: "Beantwortung",
          date: "2026-11-21",
          mainFile: null,
          web: null,
        })
        .execute();
      const office = { town: "koeln", id: "https://ris.example/organization/50", seen: "2026-11-22", name: "Amt für Integration" };
      await transaction
        .insertInto("Organization")
        .values({ ...rest, ...office, raw: null })
        .execute();
    });
    const page = (await get(`/workbench/cases/${id}`).expect(200)).text;
    expect(page).toContain("Vielleicht ist das die Antwort");
    const fields = Object.fromEntries(
      [...page.slice(page.indexOf("Vielleicht")).matchAll(/name="(reference|department|office|clearedOn)" value="([^"]*)"/g)]
        .slice(0, 4)
        .map(([, name, value]) => [name, value]),
    );
    await post(`/workbench/cases/${id}/ris`, fields).expect(303);
    expect(await caseOf(read(), id)).toMatchObject({ reference: "0815/2026", office: "Amt für Integration", clearedOn: "2026-11-21" });
    const after = (await get(`/workbench/cases/${id}`)).text;
    expect(after).not.toContain("Vielleicht ist das die Antwort");
    expect(after).toContain(`Beantwortung: ${title} (0815/2026)`);
  });

  test("an earlier answer and its paper are linked by number, both ways, and the link can be taken away", async () => {
    const earlier = await opened("Stellen, früher");
    await post(`/workbench/cases/${earlier}/ris`, { reference: "3333/2025" }).expect(303);
    const id = await opened("Stellen, später");
    const unknown = await post(`/workbench/cases/${id}/links`, { reference: "9999/1999" }).expect(422);
    expect(unknown.body.title).toContain("9999/1999");
    await post(`/workbench/cases/${id}/links`, { reference: "3333/2025" }).expect(303);
    await post(`/workbench/cases/${id}/links`, { reference: "3333/2025" }).expect(303);
    expect((await get(`/workbench/cases/${id}`)).text).toContain(`href="/workbench/cases/${earlier}"`);
    expect((await get(`/workbench/cases/${earlier}`)).text).toContain(`href="/workbench/cases/${id}"`);
    await post(`/workbench/cases/${id}/links/removal`, { kind: "case", target: earlier }).expect(303);
    expect((await get(`/workbench/cases/${id}`)).text).not.toContain(`href="/workbench/cases/${earlier}"`);
    expect((await deedsOf(id)).map(({ action }) => action).filter((one) => one.endsWith("linked"))).toEqual(["linked", "unlinked"]);
  });
});

describe("the receiving sitting", () => {
  test("lists what is released and what is missing, as page, text and Word; the agenda item links case and answer", async () => {
    const { id } = await released("Stellen, Sitzungsliste");
    const waiting = await opened("Stellen, noch offen");
    const { receiving, receivingMeeting } = await caseOf(read(), id);
    const overview = (await get("/workbench/towns/koeln/sittings").expect(200)).text;
    expect(overview).toContain(`/workbench/towns/koeln/sittings/${receiving}`);
    const page = (await get(`/workbench/towns/koeln/sittings/${receiving}`).expect(200)).text;
    const [ready = "", missing = ""] = page.split("Noch nicht freigegeben");
    expect(ready).toContain("Stellen, Sitzungsliste");
    expect(ready).toMatch(/ablage: /);
    expect(missing).toContain(waiting);
    const list = `/workbench/towns/koeln/sittings/${receiving}/list?${new URLSearchParams({ body })}`;
    const text = (await get(`${list}&format=txt`).expect(200)).text;
    expect(text).toContain("Stellen, Sitzungsliste");
    expect(text).not.toContain("Muster");
    const word = await get(`${list}&format=docx`).buffer(true).parse(binary).expect(200);
    expect(new PizZip(word.body).file("word/document.xml")?.asText()).toContain("Stellen, Sitzungsliste");
    const item = await read()
      .selectFrom("AgendaItem")
      .select(["id", "key"])
      .where("town", "=", "koeln")
      .where("meeting", "=", receivingMeeting ?? "")
      .executeTakeFirstOrThrow();
    await world.parts.store.write((transaction) =>
      transaction.updateTable("Case").set({ agendaItem: item.id }).where("id", "=", id).execute(),
    );
    const agenda = (await get(`/workbench/agenda-items/${item.key}`).expect(200)).text;
    expect(agenda).toContain(`/workbench/cases/${id}#entwurf`);
    expect(agenda).toContain(`/workbench/towns/koeln/sittings/${receiving}`);
  });
});

describe("the list of cases", () => {
  test("a thousand cases: one query, filters and pages by links, nothing lost between the pages", async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({
      ...{ id: `many${String(index).padStart(4, "0")}`, town: "gladbeck", kind: "report" as const, title: `Vorlage ${index}` },
      ...{ organization: index % 2 ? "Rat der Stadt" : "Hauptausschuss", sitting: "2026-12-02", house: "gladbeck" },
      ...{ due: addDays("2026-11-01", index % 60), receiving: null, opened: "2026-11-01T00:00:00Z", details: "{}", state: "open" as const },
    }));
    await world.parts.store.write(async (transaction) => {
      for (let from = 0; from < rows.length; from += 200)
        await transaction
          .insertInto("Case")
          .values(rows.slice(from, from + 200))
          .execute();
    });
    const seen = new Set<string>();
    let next: string | undefined = "?state=open&body=Rat+der+Stadt&kind=&due=";
    let pages = 0;
    while (next) {
      const page: string = (await get(`/workbench/towns/gladbeck/cases${next}`).expect(200)).text;
      for (const [, id = ""] of page.matchAll(/cases\/(many\d+)/g)) seen.add(id);
      next = /href="([^"]+)" rel="next"/.exec(page)?.[1]?.replaceAll("&amp;", "&").replaceAll("&#x3D;", "=");
      pages++;
    }
    expect(seen.size).toBe(500);
    expect(pages).toBe(10);
    const late = await caseList(read(), "gladbeck", { dueBefore: "2026-11-02" });
    expect(late.length).toBeGreaterThan(10);
    const none = (await get("/workbench/towns/gladbeck/cases?state=signed").expect(200)).text;
    expect(none).toContain("Zu dieser Auswahl gibt es keinen Vorgang");
    expect((await get("/workbench").expect(200)).text).toContain("weitere in der Liste");
    await get("/workbench/towns/gladbeck/cases?state=anders").expect(400);
    await get("/workbench/towns/gladbeck/cases?page=99999").expect(200);
  });

  test("counts open questions as the case page does", async () => {
    const id = await opened("Stellen, zählen");
    const more = { askers: "RM Herr Probe", question: "wer sie bezahlt", kind: "question" };
    await post(`/workbench/cases/${id}/inquiries`, more).expect(303);
    await post(`/workbench/cases/${id}/inquiries`, { ...more, state: "answered" }).expect(303);
    expect((await caseList(read(), "koeln")).find((one) => one.id === id)?.open).toBe(2);
  });
});

test("another town's cases, sittings and letters are not there", async () => {
  const id = await opened("Stellen, fremd");
  await post(`/workbench/cases/${id}/holding-replies`, { until: "2027-03-01" }).expect(303);
  const reply = await read().selectFrom("HoldingReply").select("id").where("case", "=", id).executeTakeFirstOrThrow();
  await world.parts.store.write((transaction) => transaction.updateTable("Case").set({ town: "anderswo" }).where("id", "=", id).execute());
  await get(`/workbench/holding-replies/${reply.id}/document`).expect(404);
  await post(`/workbench/holding-replies/${reply.id}/sent`, { day: today(world.parts.clock) }).expect(404);
  for (const path of ["close", "dismissal", "reopening", "deadline", "receiving", "holding-replies", "ris", "links"]) {
    const fields = { reason: "withdrawn", until: "2027-03-01", meeting: "x", reference: "1" };
    const { status } = await post(`/workbench/cases/${id}/${path}`, fields);
    expect([400, 404], path).toContain(status);
  }
  await get("/workbench/towns/anderswo/sittings").expect(404);
});

function binary(response: request.Response, done: (error: Error | null, body: Buffer) => void): void {
  const parts: Buffer[] = [];
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on("data", (part: Buffer) => parts.push(part)).on("end", () => done(null, Buffer.concat(parts)));
}
