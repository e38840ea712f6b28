import { execFileSync } from "node:child_process";
import { join } from "node:path";
import PizZip from "pizzip";
import request from "supertest";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { demoEnvironment } from "../../plugin/commands/demo.ts";
import { checkHouses } from "../../plugin/commands/houses.ts";
import type { TownConfig } from "../../plugin/config.ts";
import { formatDate } from "../../plugin/figures/format.ts";
import { readHouses } from "../../plugin/houses.ts";
import { detailsOf } from "../../plugin/inquiry/details.ts";
import { involve } from "../../plugin/inquiry/involve.ts";
import { promisesOf } from "../../plugin/inquiry/promises.ts";
import { houseFor, kindsOf } from "../../plugin/inquiry/rules-of-kind.ts";
import { signingRounds } from "../../plugin/store/signatures.ts";
import type { CaseRow } from "../../plugin/store/tables/work.ts";
import { dayOf } from "../../plugin/views/dates.ts";
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

const read = () => world.parts.store.read;
const town = (key: string) => world.parts.config.towns.get(key) as TownConfig;
const get = (path: string, cookie = secretary) => request(world.url).get(path).set("cookie", cookie).set("accept", "text/html");
const post = (path: string, fields: object, cookie = secretary) =>
  request(world.url).post(path).set("cookie", cookie).set("accept", "application/json").type("form").send(fields);
const casesOf = (key: string) => read().selectFrom("Case").selectAll().where("town", "=", key).orderBy("id").execute();
const caseNamed = async (key: string, kind: string) => (await casesOf(key)).find((one) => one.kind === kind) as CaseRow;
const at = (day: string) => ({ now: () => new Date(`${day}T08:00:00Z`) });

/** Drafts a case. @returns the stored draft and the answer's id */
async function drafted(id: string) {
  await post(`/workbench/cases/${id}/answers`, {}).expect(303);
  const row = await read().selectFrom("Answer").selectAll().where("case", "=", id).orderBy("version", "desc").executeTakeFirstOrThrow();
  return { id: row.id, draft: JSON.parse(row.content).draft };
}
const document = async (id: string, format: string): Promise<Buffer> =>
  get(`/workbench/answers/${id}/document?format=${format}`)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part)).on("end", () => done(null, Buffer.concat(parts)));
    })
    .expect(200)
    .then(({ body }) => body as Buffer);

describe("München", () => {
  test("a district motion of the demo: letter by Büroweg, promise kept in the list, signed only when released", async () => {
    const of = await caseNamed("muenchen", "district-motion");
    expect(of).toMatchObject({ house: "muenchen", due: "2027-02-05" });
    const { id, draft } = await drafted(of.id);
    expect(draft.gaps).toEqual([]);
    const text = (await document(id, "txt")).toString("utf8");
    for (const words of ["Vorsitzender des BA Nr. 25", "auf dem Büroweg erfolgt", "geschäftsordnungsgemäß behandelt", "bis zum 31.03.2027"])
      expect(text).toContain(words);
    expect(text).toMatch(/^ENTWURF/);
    expect(text).not.toContain("gez.");
    await post(`/workbench/answers/${id}/release`, {}, secretary).expect(403);
    await post(`/workbench/answers/${id}/release`, {}, approver).expect(303);
    const released = (await document(id, "txt")).toString("utf8");
    expect(released).toMatch(/Mit freundlichen Grüßen\n\ngez\.\nCäcilie Beispiel/);
    expect(released).not.toMatch(/ENTWURF|BEISPIEL/);
    expect(await promisesOf(read(), "muenchen")).toEqual([expect.objectContaining({ until: "2027-03-31", case: of.id })]);
    expect((await get("/workbench/towns/muenchen/cases").expect(200)).text).toContain("Zusagen aus freigegebenen Antworten");
    await post(`/workbench/cases/${of.id}/fields`, { request: "anders" }).expect(409);
  });

  test("the rule opens a co-signing request per unit and paper, once, due before the sitting", async () => {
    const context = { store: world.parts.store, clock: at("2026-11-10") };
    await involve(context, town("muenchen"));
    const cosigning = (await casesOf("muenchen")).filter(({ kind }) => kind === "cosigning");
    const papers = Map.groupBy(cosigning, ({ paperReference }) => paperReference);
    expect([...papers.keys()].sort()).toEqual(["26-32 / V 00412", "26-32 / V 00430"]);
    for (const cases of papers.values()) {
      expect(cases.map((one) => detailsOf(one).fields.unit).sort()).toEqual(["S-III-L/IK", "S-III-MI/BBI"]);
      for (const one of cases) expect(one).toMatchObject({ sitting: "2026-11-24", receiving: "2026-11-24", due: "2026-11-17" });
    }
    expect(await involve(context, town("muenchen"))).toBe(0);
    const history = await read()
      .selectFrom("History")
      .selectAll()
      .where("subjectId", "=", cosigning[0]?.id ?? "")
      .execute();
    expect(history).toEqual([expect.objectContaining({ action: "opened", by: "rule:agam" })]);
    expect(await involve({ ...context, clock: at("2026-11-10") }, town("gladbeck"))).toBe(0);
  });

  test("a co-signing letter is released without a question, by what was filled in", async () => {
    const all = (await casesOf("muenchen")).filter(({ kind }) => kind === "cosigning");
    const of = all.find((one) => detailsOf(one).fields.unit === "S-III-L/IK") as CaseRow;
    const open = await drafted(of.id);
    expect(open.draft.gaps.map(({ missing }: { missing: string }) => missing)).toEqual(["Federführendes Referat", "Ergebnis"]);
    await post(`/workbench/answers/${open.id}/release`, {}, approver).expect(409);
    await post(`/workbench/cases/${of.id}/fields`, {
      lead: "KVR",
      decides: "senate",
      result: "refuses",
      remark: "Es fehlt ein Beteiligungskonzept.",
    }).expect(303);
    expect((await get(`/workbench/cases/${of.id}`).expect(200)).text).toMatch(/option value="KVR" selected/);
    // What was filled in since is not in the old draft.
    const { id } = await drafted(of.id);
    const text = (await document(id, "txt")).toString("utf8");
    for (const words of [
      "AGAM Ziffer 1.2.3",
      "weitere Dienststellen des Sozialreferats",
      "An das Kreisverwaltungsreferat",
      "vom 24.11.2026 (SB)",
    ])
      expect(text).toContain(words);
    expect(text).toContain("zeichnet das Sozialreferat die Beschlussvorlage nicht mit.\n\nEs fehlt ein Beteiligungskonzept.");
    await post(`/workbench/answers/${id}/release`, {}, approver).expect(303);
  });

  test("a written inquiry of the council: question and answer in pairs", async () => {
    const place = {
      kind: "written-inquiry",
      organization: "Kreisverwaltungsausschuss",
      sitting: "2026-10-13",
      title: "Stand der Einbürgerungen",
    };
    const opened = await post("/workbench/towns/muenchen/cases", place).expect(303);
    const id = /cases\/(\w+)/.exec(opened.headers.location ?? "")?.[1] ?? "";
    await post(`/workbench/cases/${id}/inquiries`, {
      askers: "Fraktion Bunte Liste",
      question: "Wie viele Einbürgerungen gab es 2024?",
      kind: "question",
    }).expect(303);
    const { draft } = await drafted(id);
    const shown = draft.blocks.flatMap((block: { text?: string }) => block.text ?? []);
    expect(shown).toEqual(["Stand der Einbürgerungen", "Frage 1:", "Antwort:"]);
    expect(draft.gaps.map(({ missing }: { missing: string }) => missing)).toEqual([
      "Anfrage Nr.",
      "Wer anfragt, im Genitiv",
      "Datum der Anfrage",
      "Anschrift, je Zeile eine",
    ]);
  });
});

describe("Gladbeck", () => {
  test("the Vorlage of the demo in every format; made-up values say so on every page even when released", async () => {
    const of = await caseNamed("gladbeck", "report");
    expect(of).toMatchObject({ house: "gladbeck", receiving: "2026-12-02" });
    const { id, draft } = await drafted(of.id);
    expect(draft.gaps).toEqual([]);
    expect(draft.sources.some(({ kind }: { kind: string }) => kind === "figure")).toBe(true);
    const unsigned = await post(`/workbench/answers/${id}/release`, {}, approver).expect(409);
    expect(unsigned.body.type).toBe("urn:kim-im-rat:signing.demanded");
    await coSigned(of.id, id);
    await post(`/workbench/answers/${id}/release`, {}, approver).expect(303);
    const [text, html, docx, pdf] = await Promise.all(["txt", "html", "docx", "pdf"].map((format) => document(id, format)));
    expect(text?.toString("utf8")).toMatch(/^BEISPIEL – enthält erfundene Angaben/);
    expect(html?.toString("utf8")).toContain('<p class="draft-mark">BEISPIEL');
    expect(new PizZip(docx ?? Buffer.alloc(0)).file("word/header1.xml")?.asText()).toContain("BEISPIEL");
    expect(pdf?.subarray(0, 5).toString()).toBe("%PDF-");
    expect(text?.toString("utf8")).toContain("Der Bürgermeister\ni. V.\n\nRöttgermann\nErster Beigeordneter");
    const day = formatDate(dayOf(new Date().toISOString()));
    const box = [...Array(5).fill("Datum: _____"), `Datum: ${day}, mit Anmerkung`].join("\t");
    expect(text?.toString("utf8")).toContain(`\n${box}\n\nWeitere Mitzeichnung: Personalamt, nicht betroffen, ${day}\n`);
    const word = new PizZip(docx ?? Buffer.alloc(0)).file("word/document.xml")?.asText() ?? "";
    expect(word.match(/Datum: _____/g)).toHaveLength(5);
  });

  /** Has an office of the box and another one sign. */
  async function coSigned(of: string, answer: string): Promise<void> {
    const asked = { order: "sequence", office: ["Personalamt", "Rechtsamt"], due: ["2099-01-01", "2099-01-01"] };
    await post(`/workbench/cases/${of}/signing-rounds`, asked).expect(303);
    const [round] = await signingRounds(read(), of);
    const [first, second] = (round?.turns ?? []).map(({ id }) => `/workbench/co-signatures/${id}`);
    await post(first ?? "", { result: "unaffected", answer }, await world.signIn("co-signer")).expect(303);
    await post(second ?? "", { result: "remarks", remark: "Bitte kürzer.", answer }, await world.signInAs("gruber")).expect(303);
  }

  test("a Vorlage opened from an agenda item takes the topics of its sheet", async () => {
    const office = await world.signIn("council-office");
    const key = await world.approve(
      "Kommunales Integrationsmanagement: Sachstand und Zusammenarbeit mit dem Kreis Recklinghausen",
      "gladbeck",
      office,
      approver,
    );
    const opened = await post(`/workbench/agenda-items/${key}/cases`, { kind: "report" }).expect(303);
    const id = /cases\/(\w+)/.exec(opened.headers.location ?? "")?.[1] ?? "";
    const of = await read().selectFrom("Case").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    expect(of).toMatchObject({ kind: "report", paperReference: "26/0371", sitting: "2026-12-02" });
    expect(detailsOf(of).topics).toContain("T1");
    await post(`/workbench/cases/${id}/promises`, { text: "Es wird berichtet.", until: "2027-03-01" }).expect(303);
    await post(`/workbench/cases/${id}/promises`, { text: "Noch eine." }).expect(303);
    await post(`/workbench/cases/${id}/promises/removal`, { position: "1" }).expect(303);
    const after = await read().selectFrom("Case").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    expect(detailsOf(after).commitments).toEqual([{ text: "Es wird berichtet.", office: null, until: "2027-03-01" }]);
    const page = (await get(`/workbench/cases/${id}`).expect(200)).text;
    expect(page).toContain("Vorlage oder Bericht");
    expect(page).toMatch(/id="topic-T1" name="topics" value="T1" checked/);
  });

  test("a kind without a form is refused with the houses that have one", async () => {
    const place = { kind: "cosigning", organization: "Rat der Stadt Gladbeck", sitting: "2026-12-17", title: "Bericht" };
    const refused = await post("/workbench/towns/gladbeck/cases", place).expect(422);
    expect(refused.body).toMatchObject({ type: "urn:kim-im-rat:house.no-form", title: expect.stringContaining("muenchen/mitzeichnung") });
  });
});

test("what cannot be answered, and what was answered in the sitting, are said in the minutes", async () => {
  const place = {
    organization: "Ausschuss für Chancengerechtigkeit und Integration",
    sitting: "2026-06-10",
    title: "Anfragen und Mitteilungen",
  };
  const opened = await post("/workbench/towns/gladbeck/cases", place).expect(303);
  const id = /cases\/(\w+)/.exec(opened.headers.location ?? "")?.[1] ?? "";
  const ask = (question: string, more: object) =>
    post(`/workbench/cases/${id}/inquiries`, { askers: "RM Frau Muster", question, kind: "question", ...more }).expect(303);
  await ask("wann der Bericht kommt", { state: "answered", given: "der Bericht im Herbst komme" });
  await ask("wie viele Personen einzeln vorgesprochen haben", {
    withheldPart: "wie viele Personen einzeln vorgesprochen haben",
    withheldReason: "not-recorded",
  });
  await ask("wer den Kreis in der Lenkungsgruppe vertritt", {});
  const { id: answer, draft } = await drafted(id);
  const text = (await document(answer, "txt")).toString("utf8");
  expect(text).toContain("Dazu teilt die Verwaltung mit, dass der Bericht im Herbst komme.");
  expect(text).toContain("Keine Antwort ist möglich auf „wie viele Personen einzeln vorgesprochen haben“: Das wird nicht erfasst.");
  expect(text).toContain("Zuständige Stelle: Kreis Recklinghausen, Kommunales Integrationszentrum, Kurt-Schumacher-Allee 1");
  expect(draft.gaps).toEqual([]);
});

describe("draft ID", () => {
  const run = (...words: string[]) => {
    const environment = demoEnvironment({ folder: world.folder, base: world.url, ris: world.ris, ecm: world.ecm });
    const main = new URL("../../plugin/main.ts", import.meta.url).pathname;
    const env = { ...process.env, ...environment, LOG_LEVEL: "silent" };
    return execFileSync(process.execPath, [main, "draft", ...words, "--config", "plugin/demo/config"], { env, maxBuffer: 2 ** 26 });
  };

  it("writes another house and form in every format", async () => {
    const of = (await casesOf("gladbeck")).find(({ title }) => title === "Anfragen und Mitteilungen") as CaseRow;
    expect(run(of.id, "--house", "standard/nummeriert", "--format", "txt").toString("utf8")).toContain("Zu Frage 1:");
    expect(run(of.id, "--house", "koeln", "--format", "html").toString("utf8")).toContain("Beantwortung einer mündlichen Anfrage");
    expect(run(of.id, "--house", "standard/anlage", "--format", "docx").subarray(0, 2).toString()).toBe("PK");
    expect(run(of.id, "--house", "standard", "--format", "pdf").subarray(0, 5).toString()).toBe("%PDF-");
  }, 120_000);
});

describe("the configuration", () => {
  const of = (what: Partial<TownConfig>): TownConfig => ({ ...town("muenchen"), ...what });

  it("decides house and deadline of every kind", () => {
    expect(houseFor(town("muenchen"), "oral-inquiry")).toBe("standard/anlage");
    expect(kindsOf(town("muenchen"))).toEqual(["oral-inquiry", "written-inquiry", "district-motion", "cosigning"]);
    expect(kindsOf(town("koeln"))).toEqual(["oral-inquiry", "written-inquiry", "report"]);
  });

  it("that names a house or form that is not there is refused, with file, key and what there is", () => {
    const houses = readHouses(join(import.meta.dirname, "../../templates/answer"));
    expect(() => checkHouses([of({ house: "nirgends" })], houses)).toThrow(/muenchen\.json.*house.*nirgends.*aachen/);
    expect(() => checkHouses([of({ kinds: { cosigning: { house: "koeln" } } })], houses)).toThrow(
      /kinds\.cosigning\.house.*muenchen\/mitzeichnung/,
    );
    expect(() => checkHouses([of({ kinds: {} })], houses)).toThrow(/kinds\.oral-inquiry\.house/);
    expect(() => checkHouses([...world.parts.config.towns.values()], houses)).not.toThrow();
  });
});
