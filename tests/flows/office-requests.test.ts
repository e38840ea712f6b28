import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PizZip from "pizzip";
import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestDue } from "../../plugin/inquiry/office/due.ts";
import { requestEvents, requestStates, requestSteps } from "../../plugin/inquiry/office/state.ts";
import { readDay } from "../../plugin/inquiry/office/word-reply.ts";
import { answersOf, inquiriesOf } from "../../plugin/store/cases.ts";
import { type OfficeReply, officeRepliesOf, officeRequest, officeRequestsOf, overdueRequests } from "../../plugin/store/office-requests.ts";
import { bootWorld, type World } from "../world.ts";

let world: World;
let secretary: string;
let approver: string;
let data: string;
beforeAll(async () => {
  world = await bootWorld();
  secretary = await world.signIn("committee-secretary");
  approver = await world.signIn("approver");
  data = await world.signIn("data-office");
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const read = () => world.parts.store.read;
const get = (path: string, cookie = secretary) => request(world.url).get(path).set("cookie", cookie).set("accept", "text/html");
const post = (path: string, fields: object, cookie = secretary) =>
  request(world.url).post(path).set("cookie", cookie).set("accept", "application/json").type("form").send(fields);
const bytesOf = (path: string): Promise<Buffer> =>
  get(path)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part)).on("end", () => done(null, Buffer.concat(parts)));
    })
    .expect(200)
    .then(({ body }) => body as Buffer);

const office = { kim: "Amt für Integration und Vielfalt, Kommunales Integrationsmanagement", foreigners: "Ausländerbehörde" };
const whether = "ob die Beratung im Case Management kostenlos ist";
const why = "warum Anträge auf eine Fiktionsbescheinigung abgelehnt werden";
const many = "wie viele Fiktionsbescheinigungen zum 31.12.2024 gültig waren";

/** A case in Köln with these questions, and a draft. @returns its id */
async function opened(...questions: (string | { askers: string; question: string })[]): Promise<string> {
  const place = { organization: "Integrationsrat", sitting: "2026-09-01", title: `Bericht ${Math.random()}` };
  const answer = await post("/workbench/towns/koeln/cases", place).expect(303);
  const id = /cases\/(\w+)/.exec(answer.headers.location ?? "")?.[1] ?? "";
  for (const one of questions) {
    const typed = typeof one === "string" ? { askers: "RM Frau Muster", question: one } : one;
    await post(`/workbench/cases/${id}/inquiries`, { ...typed, kind: "question" }).expect(303);
  }
  await post(`/workbench/cases/${id}/answers`, {}).expect(303);
  return id;
}
const keysOf = async (id: string) => (await inquiriesOf(read(), id)).map((one) => `inquiry:${one.id}`);
async function asked(id: string, name: string, items: readonly string[]) {
  await post(`/workbench/cases/${id}/office-requests`, { office: name, items }).expect(303);
  const found = (await officeRequestsOf(read(), id)).find((one) => one.office === name);
  if (!found) throw new Error("no request");
  return found;
}
const replies = (id: string): Promise<OfficeReply[]> => officeRepliesOf(read(), id);
const draftOf = async (id: string) => {
  await post(`/workbench/cases/${id}/answers`, {}).expect(303);
  const [newest] = await answersOf(read(), id);
  return { row: newest, draft: JSON.parse(newest?.content ?? "{}").draft };
};
const said = { "text-1": "Die Beratung ist kostenlos.", "asOf-1": "2026-11-03", "source-1": "Konzept des Case Managements, Kapitel vier" };

test("the states of a request form a closed graph: each is reached from open, each event is used", () => {
  const reached = new Set(["open"]);
  for (const state of requestStates) for (const next of Object.values(requestSteps[state])) reached.add(next);
  expect([...reached].sort()).toEqual([...requestStates].sort());
  expect([...new Set(Object.values(requestSteps).flatMap((steps) => Object.keys(steps)))].sort()).toEqual([...requestEvents].sort());
});

test("the day is counted back in working days of the Land, and never lies in the past", () => {
  // Thursday 05.11.2026 minus three working days; All Saints is a Sunday in 2026 and takes none.
  expect(requestDue({ due: "2026-11-05" }, 3, "2026-10-01", "NW").due).toBe("2026-11-02");
  // Over Christmas: 24. and 28. to 30. are working days, 25. is not.
  expect(requestDue({ due: "2026-12-30" }, 3, "2026-10-01", "NW").due).toBe("2026-12-24");
  expect(requestDue({ due: "2026-11-07" }, 0, "2026-10-01", "NW").due).toBe("2026-11-06");
  const late = requestDue({ due: "2026-11-05" }, 5, "2026-11-06", "NW");
  expect(late).toEqual({ due: "2026-11-09", because: expect.stringContaining("schon vorbei") });
});

describe("the request", () => {
  test("one per office: its gaps, numbered, without who asked and without anything of other offices", async () => {
    const id = await opened(whether, {
      askers: "Herr Kaltwasser (Einwohner)\nEinwohner Herr Kaltwasser",
      question: `${why}, fragt Kaltwasser`,
    });
    const page = (await get(`/workbench/cases/${id}`).expect(200)).text;
    expect(page).toContain(`${office.kim}: um Zulieferung bitten`);
    expect(page).toContain(`${office.foreigners}: um Zulieferung bitten`);
    const [first = "", second = ""] = await keysOf(id);
    const kim = await asked(id, office.kim, [first]);
    const foreigners = await asked(id, office.foreigners, [second]);
    expect(kim).toMatchObject({ state: "open", sentOn: null });
    for (const format of ["txt", "html", "docx"]) {
      const sent = await bytesOf(`/workbench/office-requests/${foreigners.id}/document?format=${format}`);
      const text = format === "docx" ? (new PizZip(sent).file("word/document.xml")?.asText() ?? "") : sent.toString("utf8");
      expect(text, format).toContain("abgelehnt werden");
      expect(text, format).toContain(`${foreigners.id}/1`);
      for (const secret of ["Kaltwasser", "Muster", "kostenlos", office.kim])
        expect(text, `${format} says ${secret}`).not.toContain(secret);
    }
    await read().updateTable("Case").set({ public: 0 }).where("id", "=", id).execute();
    expect((await bytesOf(`/workbench/office-requests/${kim.id}/document?format=html`)).toString("utf8")).toContain(
      "vertraulich behandeln",
    );
    // The same again, also twice at once, is the same request.
    await Promise.all([asked(id, office.kim, [first]), asked(id, office.kim, [first])]);
    expect((await officeRequest(read(), kim.id)).versions).toHaveLength(1);
    await post(`/workbench/cases/${id}/office-requests`, { office: office.kim }).expect(422);
  });

  test("a number is named with indicator, Stichtag and unit, and cannot be typed", async () => {
    const id = await opened(many);
    const [key = ""] = await keysOf(id);
    const one = await asked(id, office.foreigners, [key]);
    const [item] = one.versions[0]?.items ?? [];
    expect(item?.form).toBe("figure");
    expect(item?.figures[0]).toMatchObject({ indicator: "RES.FIKT", reference: "31.12.2024", unit: "Bescheinigungen" });
    for (const { indicator } of item?.figures ?? []) expect(indicator).toMatch(/^RES\.FIKT/);
    const xml = new PizZip(await bytesOf(`/workbench/office-requests/${one.id}/document`)).file("word/document.xml")?.asText() ?? "";
    for (const words of ["RES.FIKT", "31.12.2024", "bitte nicht von Hand eintragen", "Zahlen kommen über die datenhaltende Stelle"])
      expect(xml).toContain(words);
    expect(xml).not.toContain("Antwort zu 1");
    const typed = await post(`/workbench/office-requests/${one.id}/replies`, {
      version: "1",
      "outcome-1": "figure",
      "text-1": "Es waren 37.",
    });
    expect(typed.body.type).toBe("urn:kim-im-rat:office-request.figure-typed");
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "1", "outcome-1": "figure" }).expect(303);
    expect(await officeRequest(read(), one.id)).toMatchObject({ state: "answered" });
  });

  test("mail to copy, a link while it is short, sent once, reminders of two kinds, withdrawn", async () => {
    const id = await opened(whether, why);
    const [first = "", second = ""] = await keysOf(id);
    const one = await asked(id, office.kim, [first]);
    const page = () => get(`/workbench/cases/${id}`).then(({ text }) => text);
    expect(await page()).toMatch(/href="mailto:\?subject&#x3D;Zulieferung%20bis/);
    await post(`/workbench/office-requests/${one.id}/reminders`, {}).expect(409);
    await post(`/workbench/office-requests/${one.id}/sending`, { on: "2999-01-01" }).expect(422);
    for (let twice = 0; twice < 2; twice++) await post(`/workbench/office-requests/${one.id}/sending`, { on: "2026-11-02" }).expect(303);
    expect(await officeRequest(read(), one.id)).toMatchObject({ state: "sent", sentOn: "2026-11-02" });
    expect(await page()).toContain("gesendet am 02.11.2026");
    expect(await page()).toContain("Erinnerung zum Kopieren");
    for (let twice = 0; twice < 2; twice++) await post(`/workbench/office-requests/${one.id}/reminders`, {}).expect(303);
    expect((await officeRequest(read(), one.id)).reminders).toHaveLength(1);
    expect(await page()).toContain("Zweite Erinnerung, Zulieferung war fällig am");
    const deeds = await read().selectFrom("History").select("action").where("subjectId", "=", one.id).orderBy("sequence").execute();
    expect(deeds.map(({ action }) => action)).toEqual(["requested", "sent", "reminded"]);
    const other = await asked(id, office.foreigners, [second]);
    for (let twice = 0; twice < 2; twice++)
      await post(`/workbench/office-requests/${other.id}/withdrawal`, { reason: "Frage zurückgezogen" }).expect(303);
    expect(await page()).toContain("zurückgezogen");
    await post(`/workbench/office-requests/${other.id}/sending`, { on: "2026-11-02" }).expect(409);
    // Asked again, it is open again.
    expect(await asked(id, office.foreigners, [second])).toMatchObject({ state: "open" });
  });

  test("a long text has no link; nobody's mail program would take it", async () => {
    const id = await opened(
      ...Array.from({ length: 8 }, (_, index) => `ob das Case Management ${"sehr ".repeat(20)}wichtig ist, ${index}`),
    );
    const one = await asked(id, office.kim, await keysOf(id));
    expect(one.versions[0]?.items).toHaveLength(8);
    expect((await get(`/workbench/cases/${id}`)).text).toContain("ist der Text zu lang");
  });

  test("overdue ones stand on the page of the morning and at the case until the answer is released", async () => {
    const id = await opened(whether);
    const one = await asked(id, office.kim, await keysOf(id));
    await read().updateTable("OfficeRequest").set({ due: "2026-01-05" }).where("id", "=", one.id).execute();
    expect((await get("/workbench")).text).toContain(`/workbench/cases/${id}#zulieferung-${one.id}`);
    expect((await get(`/workbench/cases/${id}`)).text).toContain("überfällig");
    expect((await overdueRequests(read(), "koeln", "2026-01-06")).map((row) => row.id)).toContain(one.id);
    await read().updateTable("Case").set({ state: "dismissed" }).where("id", "=", id).execute();
    expect((await overdueRequests(read(), "koeln", "2026-01-06")).map((row) => row.id)).not.toContain(one.id);
    await post(`/workbench/cases/${id}/office-requests`, { office: "Andere", items: await keysOf(id) }).expect(409);
  });
});

describe("the reply", () => {
  test("pasted, kept once, taken into this answer: the gap is closed, with Stand, source and office in every form", async () => {
    const id = await opened(whether);
    const [key = ""] = await keysOf(id);
    const one = await asked(id, office.kim, [key]);
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "1" }).expect(422);
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "7", ...said }).expect(422);
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "1", "outcome-1": "unknown" }).expect(422);
    for (let twice = 0; twice < 2; twice++)
      await post(`/workbench/office-requests/${one.id}/replies`, { version: "1", ...said }).expect(303);
    const [reply, ...more] = await replies(id);
    expect(more).toEqual([]);
    expect(reply).toMatchObject({ decision: "proposed", outcome: "answered", channel: "pasted", notes: [] });
    expect(await officeRequest(read(), one.id)).toMatchObject({ state: "answered" });
    expect((await get(`/workbench/cases/${id}`)).text).toContain("vorgeschlagen");
    // As long as nobody has decided, nothing of it is in a draft.
    expect((await draftOf(id)).draft.gaps).toHaveLength(1);
    await post(`/workbench/office-replies/${reply?.id}/use`, { use: "answer" }).expect(303);
    await post(`/workbench/office-replies/${reply?.id}/use`, { use: "answer" }).expect(409);
    await read().updateTable("Case").set({ receiving: "2026-12-08" }).where("id", "=", id).execute();
    const { row, draft } = await draftOf(id);
    expect(draft.gaps).toEqual([]);
    expect(draft.sources[0]).toMatchObject({
      kind: "statement",
      standing: "Stand 03.11.2026",
      source: expect.stringContaining(office.kim),
    });
    for (const format of ["txt", "html"]) {
      const text = (await bytesOf(`/workbench/answers/${row?.id}/document?format=${format}`)).toString("utf8");
      for (const words of ["Die Beratung ist kostenlos.", "Konzept des Case Managements", "Stand 03.11.2026"])
        expect(text).toContain(words);
    }
    await post(`/workbench/answers/${row?.id}/release`, {}, approver).expect(303);
    // Late words are kept, and cannot change what is released.
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "1", ...said, "text-1": "Doch nicht." }).expect(303);
    const late = (await replies(id)).at(-1);
    await post(`/workbench/office-replies/${late?.id}/use`, { use: "answer" }).expect(409);
  });

  test("becomes a statement of the town only by the data office, and answers the question it was asked for", async () => {
    const id = await opened("ob es dafür im Hause einen Ansprechpartner gibt");
    const one = await asked(id, "Amt für Integration und Vielfalt", await keysOf(id));
    const text = "Ansprechpartnerin ist die Leitung des Amtes.";
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "1", ...said, "text-1": text }).expect(303);
    const [reply] = await replies(id);
    const statement = { topic: "T16", text, asOf: "2026-11-03", source: "Organisationsplan", office: one.office, validUntil: "2027-12-31" };
    const path = `/workbench/office-replies/${reply?.id}/statement`;
    await post(path, statement, secretary).expect(403);
    await post(path, statement, approver).expect(403);
    await post(path, { ...statement, asOf: "2999-01-01" }, data).expect(422);
    expect((await get("/workbench", data)).text).toContain(`#zulieferung-antwort-${reply?.id}`);
    await post(path, statement, data).expect(303);
    await post(path, statement, data).expect(409);
    const [kept] = await replies(id);
    expect(kept).toMatchObject({ decision: "approved", statement: expect.stringMatching(/\.1$/) });
    const { draft } = await draftOf(id);
    expect(draft.gaps).toEqual([]);
    expect(draft.sources).toEqual([expect.objectContaining({ id: kept?.statement, standing: "Stand 03.11.2026" })]);
    expect((await get("/workbench", data)).text).not.toContain(`#zulieferung-antwort-${reply?.id}`);
    // Corrected by the data office, the corrected words are told.
    const corrected = { ...statement, text: "Ansprechpartner ist die Amtsleitung.", replaces: kept?.statement, approvedBy: "Beispiel" };
    await post("/workbench/towns/koeln/statements", corrected, data).expect(303);
    expect((await draftOf(id)).draft.sources[0].statement.text).toBe("Ansprechpartner ist die Amtsleitung.");
  });

  test("whoever brought it in does not vouch for it", async () => {
    const id = await opened(whether);
    const one = await asked(id, office.kim, await keysOf(id));
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "1", ...said, "text-1": "Ja, immer." }).expect(303);
    const [reply] = await replies(id);
    const { receivedBy } = await read()
      .selectFrom("OfficeReply")
      .select("receivedBy")
      .where("id", "=", reply?.id ?? "")
      .executeTakeFirstOrThrow();
    expect(receivedBy).not.toBe("");
    await read()
      .updateTable("OfficeReply")
      .set({ receivedBy: "engels" })
      .where("id", "=", reply?.id ?? "")
      .execute();
    const statement = { topic: "T4", text: "Ja, immer.", asOf: "2026-11-03", source: "Konzept", office: office.kim };
    const refused = await post(`/workbench/office-replies/${reply?.id}/statement`, statement, data).expect(403);
    expect(refused.body.type).toBe("urn:kim-im-rat:approve.four-eyes");
  });

  test("twice and different: side by side, one is taken, the other is not lost", async () => {
    const id = await opened(whether);
    const one = await asked(id, office.kim, await keysOf(id));
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "1", ...said }).expect(303);
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "1", ...said, "text-1": "Die Beratung kostet nichts." }).expect(
      303,
    );
    const page = (await get(`/workbench/cases/${id}`)).text;
    expect(page).toContain("Mehrere Antworten: bitte vergleichen");
    expect(page).toContain("Die Beratung ist kostenlos.");
    expect(page).toContain("Die Beratung kostet nichts.");
    const [first, second] = await replies(id);
    await post(`/workbench/office-replies/${first?.id}/use`, { use: "answer" }).expect(303);
    const taken = await post(`/workbench/office-replies/${second?.id}/use`, { use: "answer" }).expect(409);
    expect(taken.body.type).toBe("urn:kim-im-rat:office-request.taken");
    // Set aside, the first leaves the answer, and the second may take its place.
    await post(`/workbench/office-replies/${first?.id}/use`, { use: "none" }).expect(303);
    await post(`/workbench/office-replies/${second?.id}/use`, { use: "answer" }).expect(303);
    const { draft } = await draftOf(id);
    expect(JSON.stringify(draft.blocks)).toContain("kostet nichts");
    expect(JSON.stringify(draft.blocks)).not.toContain("ist kostenlos");
  });

  test("to an earlier version of the questions says so", async () => {
    const id = await opened(whether, "ob das Case Management Dolmetscher hat");
    const [first = "", second = ""] = await keysOf(id);
    const one = await asked(id, office.kim, [first, second]);
    await post(`/workbench/inquiries/${first.slice(8)}`, {
      askers: "RM Frau Muster",
      question: "ob das Case Management für alle kostenfrei ist",
      kind: "question",
    }).expect(303);
    expect((await get(`/workbench/cases/${id}`)).text).toContain("Neues fehlt");
    const again = await asked(id, office.kim, [second, first]);
    expect(again).toMatchObject({ id: one.id, state: "open", versions: [{ version: 1 }, { version: 2 }] });
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "1", ...said, "text-2": "Ja, auf Wunsch." }).expect(303);
    const page = (await get(`/workbench/cases/${id}`)).text;
    expect(page).toContain(`Antwort auf Fassung 1 der Fragen. Gefragt war damals: „${whether}“`);
    expect(page).toContain("diese Frage ist seither gleich geblieben");
    // One question was worded otherwise: it still waits.
    expect(await officeRequest(read(), one.id)).toMatchObject({ state: "open" });
  });

  test("declined: a reason becomes a part that cannot be answered, another office is asked, and neither is done twice", async () => {
    const id = await opened(whether, why);
    const [first = "", second = ""] = await keysOf(id);
    const kim = await asked(id, office.kim, [first]);
    const foreigners = await asked(id, office.foreigners, [second]);
    const no = (outcome: string, more: object = {}) => ({ version: "1", "outcome-1": outcome, "reason-1": "Wird nicht erfasst.", ...more });
    await post(`/workbench/office-requests/${kim.id}/replies`, no("not-evaluable")).expect(303);
    await post(`/workbench/office-requests/${foreigners.id}/replies`, no("not-competent", { "elsewhere-1": "Bürgeramt" })).expect(303);
    expect((await officeRequestsOf(read(), id)).map(({ state }) => state)).toEqual(["declined", "declined"]);
    const [none, other] = await replies(id);
    await post(`/workbench/office-replies/${none?.id}/use`, { use: "answer" }).expect(409);
    const withheld = { use: "withheld", part: "die Kosten", reason: "effort" };
    await post(`/workbench/office-replies/${none?.id}/use`, withheld).expect(303);
    await post(`/workbench/office-replies/${none?.id}/use`, withheld).expect(409);
    await post(`/workbench/office-replies/${other?.id}/use`, { use: "forwarded", office: "Bürgeramt" }).expect(303);
    const requests = await officeRequestsOf(read(), id);
    expect(requests.map((one) => one.office)).toContain("Bürgeramt");
    const { row, draft } = await draftOf(id);
    expect(draft.gaps).toHaveLength(1);
    const text = (await bytesOf(`/workbench/answers/${row?.id}/document?format=txt`)).toString("utf8");
    expect(text).toContain("Keine Antwort ist möglich auf „die Kosten“: Dafür müssten alle Einzelakten");
    // Now the other office is the one to be asked for it.
    const page = (await get(`/workbench/cases/${id}`)).text;
    expect(page).toContain("Bürgeramt: Fragen der Anforderung ändern");
    expect(page).not.toContain(`${office.foreigners}: um Zulieferung`);
  });

  test("for a field of the form and for a topic of a report", async () => {
    const place = { kind: "report", organization: "Integrationsrat", sitting: "2026-12-01", title: "Bericht zur Beteiligung" };
    const answer = await post("/workbench/towns/koeln/cases", place).expect(303);
    const id = /cases\/(\w+)/.exec(answer.headers.location ?? "")?.[1] ?? "";
    await post(`/workbench/cases/${id}/fields`, { topics: "T20" }).expect(303);
    const { draft: before } = await draftOf(id);
    expect(before.gaps).toEqual([expect.objectContaining({ inquiry: null, topic: "T20" })]);
    const one = await asked(id, "Einbürgerungsbehörde", ["topic:T20"]);
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "1", ...said, "text-1": "Klagen sind selten." }).expect(303);
    const [reply] = await replies(id);
    await post(`/workbench/office-replies/${reply?.id}/use`, { use: "answer" }).expect(303);
    const { draft } = await draftOf(id);
    expect(draft.gaps).toEqual([]);
    expect(JSON.stringify(draft.blocks)).toContain("Klagen sind selten.");
  });

  test("nobody of another town sees or changes it", async () => {
    const id = await opened(whether);
    const one = await asked(id, office.kim, await keysOf(id));
    await read().updateTable("OfficeRequest").set({ town: "elsewhere" }).where("id", "=", one.id).execute();
    await get(`/workbench/office-requests/${one.id}/document`).expect(404);
    await post(`/workbench/office-requests/${one.id}/replies`, { version: "1", ...said }).expect(404);
  });
});

/** The XML between two marks, changed. */
function changed(file: Uint8Array, change: (xml: string) => string): Buffer {
  const zip = new PizZip(file);
  zip.file("word/document.xml", change(zip.file("word/document.xml")?.asText() ?? ""));
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}

/** Fills the control of a field as Word does: the prompt's mark goes, the text stands in the given runs. */
const fillIn = (file: Uint8Array, fields: Readonly<Record<string, string>>): Buffer =>
  changed(file, (xml) =>
    xml.replace(/<w:sdt>.*?<\/w:sdt>/gsu, (control) => {
      const field = /<w:tag w:val="kim\/\w+\/\d+\/(\d+\/\w+)"/u.exec(control)?.[1] ?? "";
      const content = fields[field];
      if (content === undefined) return control;
      const runs = content.startsWith("<") ? content : `<w:r><w:t xml:space="preserve">${content}</w:t></w:r>`;
      return control
        .replace("<w:showingPlcHdr/>", "")
        .replace(/<w:sdtContent>.*<\/w:sdtContent>/su, `<w:sdtContent>${runs}</w:sdtContent>`);
    }),
  );

describe("the Word file comes back", () => {
  let id: string;
  let one: Awaited<ReturnType<typeof asked>>;
  let sent: Buffer;
  beforeAll(async () => {
    id = await opened(whether, "ob das Case Management Dolmetscher hat");
    one = await asked(id, office.kim, await keysOf(id));
    sent = await bytesOf(`/workbench/office-requests/${one.id}/document`);
  });
  const upload = (file: Buffer, name = "zulieferung.docx", to = one.id) =>
    request(world.url)
      .post(`/workbench/office-requests/${to}/word`)
      .set("cookie", secretary)
      .set("accept", "application/json")
      .attach("file", file, name);
  const last = async () => (await replies(id)).at(-1);

  test("is the same file each time, with a tag per field that Word takes", async () => {
    expect((await bytesOf(`/workbench/office-requests/${one.id}/document`)).equals(sent)).toBe(true);
    const xml = new PizZip(sent).file("word/document.xml")?.asText() ?? "";
    const tags = [...xml.matchAll(/<w:tag w:val="([^"]+)"/g)].map(([, tag]) => tag ?? "");
    expect(tags).toHaveLength(14);
    expect(new Set(tags).size).toBe(14);
    for (const tag of tags) expect(tag.length).toBeLessThanOrEqual(64);
    expect(xml).not.toContain("\u27e6");
  });

  test("with text in several runs, several paragraphs, marks of the spelling and a date in words", async () => {
    const text = `<w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>Die Beratung </w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">ist </w:t></w:r><w:r><w:t>frei</w:t><w:br/><w:t>und vertraulich &amp; offen.</w:t></w:r>`;
    await upload(fillIn(sent, { "1/text": text, "1/asOf": "3. November 2026", "1/source": "Konzept", "1/outcome": "beantwortet" })).expect(
      303,
    );
    expect(await last()).toMatchObject({
      outcome: "answered",
      channel: "word",
      asOf: "2026-11-03",
      source: "Konzept",
      version: 1,
      notes: [],
    });
    expect((await last())?.text).toBe("Die Beratung ist frei\nund vertraulich & offen.");
    expect(await officeRequest(read(), one.id)).toMatchObject({ state: "open", remarks: [] });
  });

  test("the same file again adds nothing", async () => {
    const file = fillIn(sent, { "2/text": "Ja.", "2/asOf": "03.11.2026", "2/source": "Konzept", "2/outcome": "beantwortet" });
    await Promise.all([upload(file).expect(303), upload(file).expect(303)]);
    await upload(file).expect(303);
    expect((await replies(id)).filter(({ text }) => text === "Ja.")).toHaveLength(1);
    expect(await officeRequest(read(), one.id)).toMatchObject({ state: "answered" });
  });

  test("with tracked changes: read as accepted, and the page says so", async () => {
    const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const text = `${run("Ja, ")}<w:del w:id="1" w:author="x"><w:r><w:delText>nie</w:delText></w:r></w:del><w:ins w:id="2" w:author="x">${run("immer.")}</w:ins>`;
    await upload(fillIn(sent, { "1/text": text, "1/source": "Konzept", "1/asOf": "irgendwann" })).expect(303);
    expect(await last()).toMatchObject({ text: "Ja, immer.", asOf: "", notes: ["no-stand"] });
    const page = (await get(`/workbench/cases/${id}`)).text;
    expect(page).toContain("In der Datei sind Änderungen nachverfolgt.");
    expect(page).toContain("Stand zu 1: irgendwann");
    // Without a Stand nothing is told; a person can add it.
    const reply = await last();
    await post(`/workbench/office-replies/${reply?.id}/use`, { use: "answer" }).expect(422);
    await post(`/workbench/office-replies/${reply?.id}/use`, { use: "answer", asOf: "2026-11-04" }).expect(303);
  });

  test("with words beside the fields and without controls, as programs leave it that do not know them", async () => {
    const bare = changed(fillIn(sent, { "1/text": "Nur der Text.", "1/source": "Konzept", "1/asOf": "04.11.2026" }), (xml) =>
      xml
        .replace(/<w:sdtPr>.*?<\/w:sdtPr>/gsu, "")
        .replace(/<\/?w:sdt(?:Content)?>/gu, "")
        .replace(/<w:sectPr/u, "<w:p><w:r><w:t>Bitte anrufen.</w:t></w:r></w:p><w:sectPr"),
    );
    await upload(bare).expect(303);
    expect(await last()).toMatchObject({ text: "Nur der Text.", source: "Konzept", asOf: "2026-11-04", outcome: "answered" });
    expect((await officeRequest(read(), one.id)).remarks.at(-1)?.text).toBe("Bitte anrufen.");
    expect((await get(`/workbench/cases/${id}`)).text).toContain("Bitte anrufen.");
  });

  test("declined in the file", async () => {
    await upload(
      fillIn(sent, { "2/outcome": "nicht zuständig", "2/reason": "Das macht ein anderes Amt.", "2/elsewhere": "Bürgeramt" }),
    ).expect(303);
    expect(await last()).toMatchObject({ outcome: "not-competent", elsewhere: "Bürgeramt", notes: [] });
  });

  test.each([
    ["an empty form", () => sent, 422, "office-request.reply-none"],
    ["no Word file", () => Buffer.from("Hallo"), 415, "word.unreadable"],
    ["somebody else's Word file", () => readFileSync("templates/answer/koeln/letterhead.docx"), 422, "office-request.word-foreign"],
    ["a file cut in half", () => sent.subarray(0, 3000), 415, "word.unreadable"],
  ])("%s is refused in clear words", async (_what, file, status, code) => {
    const refused = await upload(file()).expect(status);
    expect(refused.body.type).toBe(`urn:kim-im-rat:${code}`);
    expect(refused.body.title.length).toBeGreaterThan(30);
  });

  test("the file of another request is refused, and one of two requests", async () => {
    const other = await opened(whether);
    const second = await asked(other, office.kim, await keysOf(other));
    const file = fillIn(sent, { "1/text": "Ja." });
    expect((await upload(file, "a.docx", second.id).expect(422)).body.type).toBe("urn:kim-im-rat:office-request.word-other");
    const mixed = changed(file, (xml) => xml.replace(`kim/${one.id}/1/2/text`, `kim/${second.id}/1/2/text`));
    expect((await upload(mixed).expect(422)).body.type).toBe("urn:kim-im-rat:office-request.word-mixed");
  });

  test("as LibreOffice saves it", async () => {
    const soffice = spawnSync("soffice", ["--version"]).status === 0;
    if (!soffice) return console.warn("LibreOffice round trip: not run, there is no soffice");
    const folder = mkdtempSync(join(tmpdir(), "kim-office-"));
    try {
      const fields = { "1/text": "Aus LibreOffice.", "1/source": "Konzept", "1/asOf": "05.11.2026", "1/outcome": "beantwortet" };
      writeFileSync(join(folder, "a.docx"), fillIn(sent, fields));
      const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
      execFileSync("soffice", [profile, "--headless", "--convert-to", "docx", "--outdir", join(folder, "out"), join(folder, "a.docx")], {
        stdio: "ignore",
      });
      await upload(readFileSync(join(folder, "out", "a.docx"))).expect(303);
      expect(await last()).toMatchObject({ text: "Aus LibreOffice.", source: "Konzept", asOf: "2026-11-05", outcome: "answered" });
      // The letterhead, the prompts and our own sentences are no words of the office.
      expect((await officeRequest(read(), one.id)).remarks.map(({ text }) => text).join()).not.toMatch(
        /Ganze|ganzen Sätzen|Zulieferung|Kennung/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test.each([
  ["03.11.2026", "2026-11-03"],
  ["3. März 2026", "2026-03-03"],
  ["2026-11-03", "2026-11-03"],
  ["31.02.2026", ""],
  ["gestern", ""],
  ["", ""],
])("the day %s is read as %s", (text, iso) => {
  expect(readDay(text)).toBe(iso);
});
