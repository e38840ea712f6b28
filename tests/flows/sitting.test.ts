import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const read = () => world.parts.store.read;
const get = (path: string, cookie = secretary) => request(world.url).get(path).set("cookie", cookie).set("accept", "text/html");
const post = (path: string, fields: object, cookie = secretary) =>
  request(world.url).post(path).set("cookie", cookie).type("form").send(fields);
const body = "Ausschuss für Chancengerechtigkeit und Integration";
const upload = (fields: object, cookie = secretary) =>
  request(world.url)
    .post("/workbench/towns/koeln/minutes")
    .set("cookie", cookie)
    .set("accept", "text/html")
    .field({ organization: body, status: "draft", ...fields });
const casesOn = (sitting: string) =>
  read().selectFrom("Case").selectAll().where("town", "=", "koeln").where("sitting", "=", sitting).orderBy("title").execute();

const contents = `Tagesordnung

Öffentlicher Teil
1 Einwohnerfragestunde
2 Sachstandsbericht Kommunales Integrationsmanagement 1234/2026
3 Anfragen
4 Verschiedenes
Nichtöffentlicher Teil
5 Mitteilungen`;

const minutes = (asked: { stellen?: string; gruen?: string; more?: string } = {}) => `Niederschrift über die Sitzung am 05.10.2026

Anwesend: RM Frau Ahlers, RM Herr Brockhoff, Frau Celan (Verwaltung)

${contents}

Öffentlicher Teil

TOP 1 Einwohnerfragestunde

Frau Gundula Beispielhaft, Ringstraße 12, fragt, wann das Büro am Ring wieder öffnet. Die Verwaltung sagt eine schriftliche Antwort zu. Frau Beispielhaft dankt.

TOP 2 Sachstandsbericht Kommunales Integrationsmanagement 1234/2026

${asked.stellen ?? "RM Frau Ahlers fragt, wie viele Stellen im Case Management besetzt sind."} Das Konzept werde voraussichtlich im März 2027 fertiggestellt.

TOP 3 Anfragen

${asked.gruen ?? "RM Herr Brockhoff fragt, ob die Bäume am Ring nachgepflanzt werden."} Die Verwaltung bejaht dies.
${asked.more ?? ""}

TOP 4 Verschiedenes

Anfragen liegen nicht vor.

Nichtöffentlicher Teil

TOP 5 Mitteilungen

RM Frau Ahlers fragt, was das Grundstück an der Mole kostet.
`;

const day = { sitting: "2026-10-05" };
let first: string;

describe("the minutes of a sitting", () => {
  test("give one case per item with inquiries, and a page that tells of every item", async () => {
    const answer = await upload({ ...day, text: minutes() }).expect(303);
    first = answer.headers.location ?? "";
    expect(first).toMatch(/^\/workbench\/towns\/koeln\/minutes\/\w{16}$/);
    const cases = await casesOn(day.sitting);
    expect(cases.map(({ title, paperReference, public: isPublic }) => [title, paperReference, isPublic])).toEqual([
      ["Anfragen", null, 1],
      ["Einwohnerfragestunde", null, 1],
      ["Mitteilungen", null, 0],
      ["Sachstandsbericht Kommunales Integrationsmanagement", "1234/2026", 1],
    ]);
    const { text } = await get(first).expect(200);
    for (const said of [
      "Kopf und Anwesenheit",
      "Inhaltsverzeichnis",
      "Im Text steht, dass nichts gefragt wurde.",
      "nichtöffentlich",
      "[Name]",
    ])
      expect(text).toContain(said);
  });

  test("hold the names of citizens nowhere", async () => {
    const rows = await read().selectFrom("Minutes").selectAll().execute();
    const inquiries = await read().selectFrom("Inquiry").selectAll().execute();
    const history = await read().selectFrom("History").selectAll().execute();
    const all = JSON.stringify([rows, inquiries, history]);
    for (const name of ["Beispielhaft", "Gundula", "Ringstraße"]) expect(all).not.toContain(name);
    expect(all).toContain("Ahlers");
    const stored = rows.find(({ id }) => first.endsWith(id));
    for (const one of inquiries.filter((row) => row.minutes === stored?.id))
      expect(stored?.text.slice(one.start ?? 0, one.end ?? 0)).toBe(one.question);
  });

  test("say at the case from which sentence a state follows", async () => {
    const [anfragen, einwohner] = await casesOn(day.sitting);
    expect((await get(`/workbench/cases/${anfragen?.id}`).expect(200)).text).toMatch(/Gilt als beantwortet.*Die Verwaltung bejaht dies\./);
    expect((await get(`/workbench/cases/${einwohner?.id}`).expect(200)).text).toMatch(/Gilt als zugesagt.*schriftliche Antwort zu/);
  });

  test.each([
    ["the same text", minutes()],
    ["other line breaks", minutes().replaceAll("\n", "\r\n").replaceAll("fragt, ", "fragt,\n")],
    ["other spaces", minutes().replaceAll(" ", "  ")],
  ])("are refused a second time, with the way to the first: %s", async (_what, text) => {
    const refused = await upload({ ...day, text })
      .set("accept", "application/json")
      .expect(409);
    expect(refused.body).toMatchObject({ type: "urn:kim-im-rat:minutes.twice", link: first });
    expect((await upload({ ...day, text }).expect(409)).text).toContain(`href="${first}"`);
  });

  test("two uploads at once make nothing double", async () => {
    const text = minutes().replaceAll("05.10.2026", "06.10.2026");
    const answers = await Promise.all([upload({ sitting: "2026-10-06", text }), upload({ sitting: "2026-10-06", text })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect(await casesOn("2026-10-06")).toHaveLength(4);
  });

  test("the text of one item without a title is refused with what to do", async () => {
    const refused = await upload({ ...day, text: "RM Frau Ahlers fragt, ob die Halle frei ist." })
      .set("accept", "application/json")
      .expect(422);
    expect(refused.body.title).toContain("Betreff");
  });

  test("a co-signer or another town's secretary sees nothing of it", async () => {
    await get(first, await world.signIn("co-signer")).expect(403);
    await get(first.replace("koeln", "aachen")).expect(404);
  });
});

describe("announcements", () => {
  test("wait at the case and in the list, and become a promise with office and day", async () => {
    const report = (await casesOn(day.sitting)).at(-1);
    const page = await get(`/workbench/cases/${report?.id}`).expect(200);
    expect(page.text).toContain("März 2027");
    const list = await get("/workbench/towns/koeln/cases").expect(200);
    expect(list.text).toContain("noch nicht geprüft");
    const id = /announcements\/(\w{16})/.exec(page.text)?.[1] ?? "";
    await post(`/workbench/announcements/${id}`, { decision: "taken", office: "Amt 50", until: "2027-03-31" }).expect(303);
    await post(`/workbench/announcements/${id}`, { decision: "dismissed" }).expect(409);
    const promises = (await get("/workbench/towns/koeln/cases").expect(200)).text;
    expect(promises).toMatch(/bis 31\.03\.2027: Das Konzept[^<]*\(Amt 50\)/);
  });
});

describe("the approved minutes", () => {
  const reworded = {
    stellen: "RM Frau Ahlers fragt, wie viele Stellen im Case Management am Jahresende besetzt sind.",
    more: "RM Herr Brockhoff fragt ferner, wer die Pflege der Beete bezahlt.",
  };
  let approved: string;

  test("meet the cases of the draft: nothing is opened twice, the changed, the new and the unchanged are told apart", async () => {
    const before = await casesOn(day.sitting);
    const answer = await upload({ ...day, status: "approved", text: minutes(reworded) }).expect(303);
    approved = answer.headers.location ?? "";
    expect((await casesOn(day.sitting)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const page = (await get(approved).expect(200)).text;
    expect(page).toContain("1 geändert");
    expect(page).toMatch(/1 unverändert, 1 neu/);
    const [anfragen] = before;
    expect((await inquiriesOf(read(), anfragen?.id ?? "")).map(({ question }) => question)).toEqual([
      "ob die Bäume am Ring nachgepflanzt werden",
      "wer die Pflege der Beete bezahlt",
    ]);
  });

  test("a changed question stands beside the old one, and a person takes it once", async () => {
    const report = (await casesOn(day.sitting)).at(-1);
    const page = (await get(`/workbench/cases/${report?.id}`).expect(200)).text;
    expect(page).toMatch(/<ins><span class="kim-hidden">\[neu: <\/span>am Jahresende/);
    const [id = ""] = [...page.matchAll(/rewordings\/(\w{16})/g)].map(([, found]) => found ?? "");
    const [old] = await inquiriesOf(read(), report?.id ?? "");
    await post(`/workbench/rewordings/${id}`, { decision: "taken" }).expect(303);
    await post(`/workbench/rewordings/${id}`, { decision: "kept" }).expect(409);
    const [now] = await inquiriesOf(read(), report?.id ?? "");
    expect(now).toMatchObject({ id: old?.id, question: "wie viele Stellen im Case Management am Jahresende besetzt sind" });
    const { detail } = await read()
      .selectFrom("History")
      .select("detail")
      .where("subjectId", "=", now?.id ?? "")
      .where("action", "=", "rewording-taken")
      .executeTakeFirstOrThrow();
    expect(JSON.parse(detail)).toMatchObject({ before: old?.question });
  });

  test("yet another version: what is gone is named and stays; a released answer stays as it is", async () => {
    const cases = await casesOn(day.sitting);
    const [anfragen, einwohner] = cases;
    await post(`/workbench/cases/${anfragen?.id}/answers`, {}).expect(303);
    await post(`/workbench/cases/${einwohner?.id}/answers`, {}).expect(303);
    const drafted = await read()
      .selectFrom("Answer")
      .selectAll()
      .where("case", "=", einwohner?.id ?? "")
      .executeTakeFirstOrThrow();
    // The release itself has its own tests; here only counts that the case is released.
    await world.parts.store.write(async (transaction) => {
      await transaction.updateTable("Answer").set({ decision: "approved" }).where("id", "=", drafted.id).execute();
      await transaction
        .updateTable("Case")
        .set({ state: "released" })
        .where("id", "=", einwohner?.id ?? "")
        .execute();
    });
    const text = minutes({ ...reworded, gruen: "Der Punkt wird vertagt." }).replace(
      "wann das Büro am Ring wieder öffnet",
      "wann das Büro am Ring endlich wieder öffnet",
    );
    await upload({ ...day, status: "approved", text }).expect(303);
    const gone = (await get(`/workbench/cases/${anfragen?.id}`).expect(200)).text;
    expect(gone).toMatch(/Steht dort nicht mehr[\s\S]*nachgepflanzt/);
    expect(await inquiriesOf(read(), anfragen?.id ?? "")).toHaveLength(2);
    const [released] = await inquiriesOf(read(), einwohner?.id ?? "");
    expect(released?.question).toBe("wann das Büro am Ring wieder öffnet");
    expect((await get(`/workbench/cases/${einwohner?.id}`).expect(200)).text).toContain("Die Antwort war schon freigegeben");
  });

  test("the same text once more as approved only approves the draft", async () => {
    const text = "TOP 1 Anfragen\n\nRM Herr Brockhoff fragt, ob der Brunnen läuft.\n\nTOP 2 Verschiedenes\n\nKeine Wortmeldungen.";
    const draft = await upload({ sitting: "2026-10-07", text }).expect(303);
    const again = await upload({ sitting: "2026-10-07", text, status: "approved" }).expect(303);
    expect(again.headers.location).toBe(draft.headers.location);
    expect((await get(again.headers.location ?? "").expect(200)).text).toContain("genehmigt");
    await upload({ sitting: "2026-10-07", text, status: "approved" }).expect(409);
    expect(await casesOn("2026-10-07")).toHaveLength(1);
  });
});

describe("joining and moving", () => {
  const sitting = "2026-10-08";
  const text = `TOP 1 Anfragen

RM Herr Brockhoff fragt, ob der Brunnen läuft.

RM Frau Ahlers fragt, wann der Brunnen gereinigt wird.

TOP 2 Verschiedenes

RM Frau Ahlers fragt, wer den Brunnen bezahlt.`;

  test("two inquiries become one with both askers; one of another item moves", async () => {
    await upload({ sitting, text }).expect(303);
    const [anfragen, verschiedenes] = await casesOn(sitting);
    const [one, two] = await inquiriesOf(read(), anfragen?.id ?? "");
    const [three] = await inquiriesOf(read(), verschiedenes?.id ?? "");
    await post(`/workbench/inquiries/${three?.id}/move`, { case: anfragen?.id }).expect(303);
    expect(await inquiriesOf(read(), verschiedenes?.id ?? "")).toHaveLength(0);
    await post(`/workbench/inquiries/${one?.id}/join`, { other: two?.id }).expect(303);
    await post(`/workbench/inquiries/${one?.id}/join`, { other: two?.id }).expect(409);
    const [joined, withdrawn, moved] = await inquiriesOf(read(), anfragen?.id ?? "");
    expect(joined).toMatchObject({ question: "ob der Brunnen läuft und wann der Brunnen gereinigt wird", attribution: "joint" });
    expect(withdrawn).toMatchObject({ decision: "withdrawn", joinedInto: one?.id });
    expect(moved?.id).toBe(three?.id);
    expect((await get(`/workbench/cases/${anfragen?.id}`).expect(200)).text).toContain("zusammengeführt");
  });

  test("the approved minutes still meet the joined and the moved", async () => {
    await upload({ sitting, status: "approved", text: text.replace("gereinigt", "gründlich gereinigt") }).expect(303);
    const [anfragen] = await casesOn(sitting);
    const page = (await get(`/workbench/cases/${anfragen?.id}`).expect(200)).text;
    const id = /rewordings\/(\w{16})/.exec(page)?.[1] ?? "";
    await post(`/workbench/rewordings/${id}`, { decision: "taken" }).expect(303);
    const [joined, , moved] = await inquiriesOf(read(), anfragen?.id ?? "");
    expect(joined?.question).toBe("ob der Brunnen läuft und wann der Brunnen gründlich gereinigt wird");
    expect(moved?.question).toBe("wer den Brunnen bezahlt");
    expect(await casesOn(sitting)).toHaveLength(2);
  });

  test("not across sittings, not into itself", async () => {
    const [here] = await casesOn(sitting);
    const [elsewhere] = await casesOn(day.sitting);
    const [one] = await inquiriesOf(read(), here?.id ?? "");
    const json = (path: string, fields: object) => post(path, fields).set("accept", "application/json");
    expect((await json(`/workbench/inquiries/${one?.id}/move`, { case: elsewhere?.id }).expect(422)).body.title).toContain(
      "derselben Sitzung",
    );
    await json(`/workbench/inquiries/${one?.id}/join`, { other: one?.id }).expect(422);
    await post(`/workbench/inquiries/${one?.id}/join`, { other: one?.id }, approver).expect(403);
  });
});

describe("examples", () => {
  test("hold what people corrected, with spans in the text and without the names of citizens", async () => {
    const sitting = "2026-10-09";
    const text =
      "TOP 1 Einwohnerfragestunde\n\nFrau Ilse Wendland fragt, ob das Bad öffnet.\n\nTOP 2 Anfragen\n\nRM Frau Ahlers fragt, ob der Steg offen ist und wann er saniert wird.";
    await upload({ sitting, text }).expect(303);
    const [anfragen, einwohner] = await casesOn(sitting);
    const [steg] = await inquiriesOf(read(), anfragen?.id ?? "");
    await post(`/workbench/inquiries/${steg?.id}/split`, { first: "ob der Steg offen ist", second: "wann er saniert wird" }).expect(303);
    const [bad] = await inquiriesOf(read(), einwohner?.id ?? "");
    await post(`/workbench/inquiries/${bad?.id}/decision`, { decision: "rejected" }).expect(303);
    const { text: lines } = await get("/workbench/towns/koeln/minutes/examples").expect(200);
    expect(lines).not.toMatch(/Wendland|Beispielhaft/);
    const all = lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    for (const { text: passage, inquiries } of all)
      for (const { question, start, end } of inquiries) expect(passage.slice(start, end)).toBe(question);
    const own = all.filter(({ sitzung }) => sitzung.startsWith("09.10.2026"));
    expect(own.map(({ inquiries, patterns }) => [inquiries.map(({ question }: { question: string }) => question), patterns])).toEqual([
      [[], ["rejected"]],
      [["ob der Steg offen ist", "wann er saniert wird"], ["split"]],
    ]);
  });
});
