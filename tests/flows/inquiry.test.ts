import PizZip from "pizzip";
import request from "supertest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inquiriesOf } from "../../plugin/store/cases.ts";
import { bootWorld, type World } from "../world.ts";

let world: World;
let secretary: string;
let approver: string;
beforeAll(async () => {
  world = await bootWorld();
  secretary = await world.signIn("committee-secretary");
  approver = await world.signIn("approver");
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const get = (path: string, cookie: string) => request(world.url).get(path).set("cookie", cookie).set("accept", "text/html");
const post = (path: string, fields: object, cookie: string) =>
  request(world.url).post(path).set("cookie", cookie).type("form").send(fields);
const read = () => world.parts.store.read;

async function keyOf(town: string, start: string, title: string): Promise<string> {
  const row = await read()
    .selectFrom("AgendaItem as item")
    .innerJoin("Meeting as meeting", "meeting.id", "item.meeting")
    .select("item.key")
    .where("item.town", "=", town)
    .where("meeting.start", "like", `${start}%`)
    .where("item.name", "like", title)
    .executeTakeFirstOrThrow();
  return row.key;
}

/** Takes the minutes of an item from the RIS. @returns id of the case */
async function fromRis(key: string): Promise<string> {
  const answer = await post(`/workbench/agenda-items/${key}/minutes`, {}, secretary).expect(303);
  return /cases\/(\w+)/.exec(answer.headers.location ?? "")?.[1] ?? "";
}

const document = async (id: string, format: string) =>
  get(`/workbench/answers/${id}/document?format=${format}`, secretary)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part)).on("end", () => done(null, Buffer.concat(parts)));
    })
    .expect(200)
    .then(({ body }) => body as Buffer);

const answers = (id: string) => read().selectFrom("Answer").selectAll().where("case", "=", id).orderBy("version").execute();

let koeln: string;

test("Köln, 11.09.2017: the published minutes give three inquiries with asker, role, kind and state", async () => {
  koeln = await fromRis(await keyOf("koeln", "2017-09-11", "Sachstandsbericht%"));
  const found = await inquiriesOf(read(), koeln);
  expect(found.map(({ askers, kind, question }) => [askers[0]?.role, askers[0]?.salutation, kind, question.split(" ")[0]])).toEqual([
    ["IRM", "Frau", "question", "warum"],
    ["RM", "Herr", "question", "ob"],
    ["RM", "Frau", "remark", "dass"],
  ]);
  for (const { because, answeredInSession } of found) {
    expect(because).not.toBe("");
    expect(answeredInSession).toBe(false);
  }
  const of = await read().selectFrom("Case").selectAll().where("id", "=", koeln).executeTakeFirstOrThrow();
  expect(of).toMatchObject({ sitting: "2017-09-11", receiving: "2017-12-04", paperReference: "2561/2017" });
  const page = await get(`/workbench/cases/${koeln}`, secretary).expect(200);
  expect(page.text).toContain("Erkannt, weil:");
});

test("the same minutes again are refused", async () => {
  const key = await keyOf("koeln", "2017-09-11", "Sachstandsbericht%");
  const again = await post(`/workbench/agenda-items/${key}/minutes`, {}, secretary).set("accept", "application/json").expect(409);
  expect(again.body.type).toBe("urn:kim-im-rat:minutes.twice");
});

test("the draft for 04.12.2017 has the form of the house, sources and, where nothing is known, a gap that blocks the release", async () => {
  await post(`/workbench/cases/${koeln}/answers`, {}, secretary).expect(303);
  const [first] = await answers(koeln);
  const html = (await document(first?.id ?? "", "html")).toString("utf8");
  for (const words of [
    "Beantwortung einer mündlichen Anfrage aus einer früheren Sitzung",
    "04.12.2017",
    "(2561/2017)",
    "Die in der Sitzung des Integrationsrates vom 11.09.2017 gestellten mündlichen Nachfragen:",
    "werden durch die Verwaltung wie folgt beantwortet:",
  ]) {
    expect(html.replace(/Integrationsrats /, "Integrationsrates ")).toContain(words);
  }
  expect(html).toContain("Entwurf");
  expect(html).not.toMatch(/Gez\./);
  expect((await document(first?.id ?? "", "txt")).toString("utf8")).toContain("ENTWURF");
  const docx = new PizZip(await document(first?.id ?? "", "docx")).file("word/document.xml")?.asText() ?? "";
  expect(docx).toContain("werden durch die Verwaltung wie folgt beantwortet");
  const { draft } = JSON.parse(first?.content ?? "{}");
  expect(draft.sources.length).toBeGreaterThan(0);
  for (const { office, missing } of draft.gaps) expect(`${office}${missing}`.length).toBeGreaterThan(10);
});

test("an inquiry can be entered, corrected, split and rejected by hand", async () => {
  const typed = {
    askers: "RM Frau Beispiel (XYZ)\nHerr Dr. Muster",
    question: "wie viele Stellen besetzt sind und wer sie bezahlt",
    kind: "question",
  };
  await post(`/workbench/cases/${koeln}/inquiries`, typed, secretary).expect(303);
  const entered = (await inquiriesOf(read(), koeln)).at(-1);
  expect(entered).toMatchObject({ attribution: "joint", decision: "approved", because: "von Hand eingetragen" });
  expect(entered?.askers).toEqual([
    { role: "RM", salutation: "Frau", asker: "Beispiel", party: "XYZ" },
    { role: null, salutation: "Herr", asker: "Dr. Muster", party: null },
  ]);
  await post(
    `/workbench/inquiries/${entered?.id}/split`,
    { first: "wie viele Stellen besetzt sind", second: "wer sie bezahlt" },
    secretary,
  ).expect(303);
  const after = await inquiriesOf(read(), koeln);
  expect(after.slice(-2).map(({ question }) => question)).toEqual(["wie viele Stellen besetzt sind", "wer sie bezahlt"]);
  await post(`/workbench/inquiries/${after[4]?.id}/decision`, { decision: "rejected" }, secretary).expect(303);
  await post(
    `/workbench/inquiries/${entered?.id}`,
    { ...typed, question: "ob alle Stellen besetzt sind", state: "answered" },
    secretary,
  ).expect(303);
  const [corrected, rejected] = (await inquiriesOf(read(), koeln)).slice(-2);
  expect(corrected).toMatchObject({ question: "ob alle Stellen besetzt sind", answeredInSession: true });
  expect(rejected?.decision).toBe("rejected");
});

test("Aachen, 18.10.2023: three joint inquiries, only the last is answered; the draft leaves it out and names the gap", async () => {
  const id = await fromRis(await keyOf("aachen", "2023-10-18", "Sachstandsbericht%"));
  const found = await inquiriesOf(read(), id);
  expect(found.map(({ attribution, askers, answeredInSession }) => [attribution, askers.length, answeredInSession])).toEqual([
    ["joint", 3, false],
    ["joint", 3, false],
    ["joint", 3, true],
  ]);
  await post(`/workbench/cases/${id}/answers`, {}, secretary).expect(303);
  const [draft] = await answers(id);
  const { gaps } = JSON.parse(draft?.content ?? "{}").draft;
  expect(gaps).toHaveLength(1);
  const refused = await post(`/workbench/answers/${draft?.id}/release`, {}, approver).set("accept", "application/json").expect(409);
  expect(refused.body.type).toBe("urn:kim-im-rat:answer.gap-open");
});

test("minutes by upload: Word, with a citizen who stays nameless, to the released and filed answer", async () => {
  const text = [
    "Einwohnerfragestunde",
    "Frau Gundula Beispielhaft, Einwohnerin, fragt, wie viele Stellen im Case Management besetzt sind.",
    "Die Verwaltung sagt eine schriftliche Antwort zu.",
  ];
  const answer = await request(world.url)
    .post("/workbench/towns/koeln/minutes")
    .set("cookie", secretary)
    .field({
      organization: "Ausschuss für Chancengerechtigkeit und Integration",
      sitting: "2026-09-21",
      title: "Einwohnerfragestunde",
      status: "draft",
    })
    .attach("file", docx(text), "Entwurf der Niederschrift.docx")
    .expect(303);
  const id = /cases\/(\w+)/.exec(answer.headers.location ?? "")?.[1] ?? "";
  const [inquiry] = await inquiriesOf(read(), id);
  expect(inquiry).toMatchObject({ answerPromised: true });
  expect(JSON.stringify(inquiry?.askers)).not.toContain("Beispielhaft");
  await post(`/workbench/cases/${id}/answers`, {}, secretary).expect(303);
  const [draft] = await answers(id);
  expect(JSON.parse(draft?.content ?? "{}").draft.gaps).toEqual([]);
  await post(`/workbench/answers/${draft?.id}/release`, {}, secretary).expect(403);
  await post(`/workbench/answers/${draft?.id}/release`, {}, approver).expect(303);
  const html = (await document(draft?.id ?? "", "html")).toString("utf8");
  expect(html).not.toMatch(/Entwurf/i);
  expect(html).toMatch(/Gez\./);
  await post(`/workbench/inquiries/${inquiry?.id}/decision`, { decision: "rejected" }, secretary).expect(409);
});

test("a draft for other questions than are open now cannot be released", async () => {
  const text = "RM Frau Muster fragt, wie viele Stellen im Case Management besetzt sind. Die Verwaltung sagt eine schriftliche Antwort zu.";
  const fields = {
    organization: "Ausschuss für Chancengerechtigkeit und Integration",
    sitting: "2026-09-21",
    title: "Stellen",
    status: "draft",
    text,
  };
  const answer = await request(world.url).post("/workbench/towns/koeln/minutes").set("cookie", secretary).field(fields).expect(303);
  const id = /cases\/(\w+)/.exec(answer.headers.location ?? "")?.[1] ?? "";
  await post(`/workbench/cases/${id}/answers`, {}, secretary).expect(303);
  const [draft] = await answers(id);
  await post(
    `/workbench/cases/${id}/inquiries`,
    { askers: "RM Herr Probe", question: "wer sie bezahlt", kind: "question" },
    secretary,
  ).expect(303);
  const refused = await post(`/workbench/answers/${draft?.id}/release`, {}, approver).set("accept", "application/json").expect(409);
  expect(refused.body.type).toBe("urn:kim-im-rat:release.questions-changed");
});

test("impossible days and blank names are refused", async () => {
  const good = { organization: "Rat", sitting: "2026-09-01", title: "Bericht" };
  for (const wrong of [{ sitting: "2026-02-30" }, { title: " " }, { organization: "\t" }]) {
    await post("/workbench/towns/koeln/cases", { ...good, ...wrong }, secretary)
      .set("accept", "application/json")
      .expect(400);
  }
});

test("minutes without an inquiry open no case and say so", async () => {
  const fields = { organization: "Rat", sitting: "2026-09-01", title: "Formalien", status: "approved", text: "Anfragen liegen nicht vor." };
  const answer = await request(world.url).post("/workbench/towns/koeln/minutes").set("cookie", secretary).field(fields).expect(303);
  expect((await get(answer.headers.location ?? "", secretary).expect(200)).text).toContain("keine mündliche Anfrage");
});

test("what is no readable file is refused with a sentence", async () => {
  const fields = { organization: "Rat", sitting: "2026-09-01", title: "x", status: "draft" };
  const send = (file: Buffer, name: string) =>
    request(world.url)
      .post("/workbench/towns/koeln/minutes")
      .set("cookie", secretary)
      .set("accept", "application/json")
      .field(fields)
      .attach("file", file, name);
  for (const [file, name] of [
    [Buffer.from("%PDF-1.7"), "a.pdf"],
    [Buffer.from("PK\u0003\u0004kaputt"), "a.docx"],
  ] as const) {
    const { status, body } = await send(file, name);
    expect([409, 415, 422], JSON.stringify(body)).toContain(status);
    expect(body.title).toMatch(/[a-zäöü]{4}/);
  }
});

function docx(paragraphs: readonly string[]): Buffer {
  const zip = new PizZip();
  const body = paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join("");
  zip.file("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>');
  zip.file(
    "word/document.xml",
    `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  );
  return zip.generate({ type: "nodebuffer" });
}
