import PizZip from "pizzip";
import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatNumber } from "../../plugin/figures/format.ts";
import { storedContent } from "../../plugin/inquiry/answer-content.ts";
import type { Draft, Sentence } from "../../plugin/inquiry/draft/document.ts";
import { groupsOf } from "../../plugin/inquiry/draft/units.ts";
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
const answers = (id: string) => read().selectFrom("Answer").selectAll().where("case", "=", id).orderBy("version").execute();
const newest = async (id: string) => {
  const row = (await answers(id)).at(-1);
  if (!row) throw new Error("no answer");
  return { row, content: storedContent(row) };
};

/** A case with a question and a draft. @returns its id */
async function drafted(title: string, question = "wie viele Stellen im Case Management besetzt sind"): Promise<string> {
  const place = { organization: "Ausschuss für Chancengerechtigkeit und Integration", sitting: "2026-09-21", title };
  const answer = await post("/workbench/towns/koeln/cases", place, secretary).expect(303);
  const id = /cases\/(\w+)/.exec(answer.headers.location ?? "")?.[1] ?? "";
  await post(`/workbench/cases/${id}/inquiries`, { askers: "RM Frau Muster", question, kind: "question" }, secretary).expect(303);
  await post(`/workbench/cases/${id}/answers`, {}, secretary).expect(303);
  return id;
}

/** What the form of the editing page would send. */
function formOf(html: string): Record<string, string> {
  const plain = (text: string) =>
    text
      .replaceAll("&quot;", '"')
      .replaceAll("&#x27;", "'")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&#x3D;", "=")
      .replaceAll("&amp;", "&");
  const fields = [
    ...html.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)<\/textarea>/g),
    ...html.matchAll(/<input [^>]*name="([^"]+)"(?: type="date")? value="([^"]*)"/g),
  ].map(([, name = "", value = ""]) => [name, plain(value)]);
  return Object.fromEntries(fields.filter(([name]) => name !== "insert.as"));
}
const edit = async (answer: string) => formOf((await get(`/workbench/answers/${answer}/edit`, secretary).expect(200)).text);
const send = (answer: string, form: object, action: string) => post(`/workbench/answers/${answer}/edit`, { ...form, action }, secretary);

const placed = (draft: Draft): [string, Sentence][] =>
  draft.blocks.flatMap((block) =>
    groupsOf(block)
      .flat()
      .map((one): [string, Sentence] => [`${block.id}.${one.id}`, one]),
  );
const sentence = (draft: Draft, is: (one: Sentence) => boolean): [string, Sentence] => {
  const found = placed(draft).find(([, one]) => is(one));
  if (!found) throw new Error("no such sentence");
  return found;
};
const cites = (draft: Draft, kind: "figure" | "statement") => (one: Sentence) => draft.sources[one.sources[0] ?? -1]?.kind === kind;

describe("a person edits an answer", () => {
  test("the page shows the question beside every sentence with its source; saving nothing makes no version", async () => {
    const id = await drafted("Stellen A");
    const { row } = await newest(id);
    const page = await get(`/workbench/answers/${row.id}/edit`, secretary).expect(200);
    expect(page.text).toContain("wie viele Stellen im Case Management besetzt sind");
    expect(page.text).toContain("[1]");
    await send(row.id, formOf(page.text), "save").expect(303);
    expect(await answers(id)).toHaveLength(1);
  });

  test("another number is named at its sentence with the figure's value, and blocks the release; so is one in words", async () => {
    const id = await drafted("Stellen B");
    const { row, content } = await newest(id);
    const [place, told] = sentence(content.draft, cites(content.draft, "figure"));
    const source = content.draft.sources[told.sources[0] ?? -1];
    const shown = source?.kind === "figure" ? formatNumber(source.figure.value, source.figure.unit) : "";
    expect(told.text).toContain(shown);
    const form = await edit(row.id);
    const wrong = { ...form, [`text.${place}`]: told.text.replace(shown, "siebenundvierzig") };
    const checked = await send(row.id, wrong, "check").expect(200);
    expect(checked.text).toContain("nennt die Zahl nicht");
    expect(await answers(id)).toHaveLength(1);
    await send(row.id, wrong, "save").expect(303);
    const edited = await newest(id);
    expect(edited.row).toMatchObject({ version: 2, decision: "proposed" });
    const refused = await post(`/workbench/answers/${edited.row.id}/release`, {}, approver).set("accept", "application/json").expect(409);
    expect(refused.body.type).toBe("urn:kim-im-rat:answer.number-changed");
    const page = await get(`/workbench/cases/${id}`, secretary).expect(200);
    expect(page.text).toContain(`/workbench/answers/${edited.row.id}/edit#s-${place}`);
    const history = await read().selectFrom("History").selectAll().where("subjectId", "=", edited.row.id).execute();
    expect(history.map(({ action, detail }) => [action, JSON.parse(detail).blocks])).toEqual([
      ["edited", { changed: [place.split(".")[0]] }],
    ]);
  });

  test("striking the sentence of a gap does not close it; words of one's own with source and day do", async () => {
    const id = await drafted("Stellen C", "warum offene Stellen nicht besetzt werden");
    const { row, content } = await newest(id);
    const [place] = sentence(content.draft, ({ gap }) => gap !== undefined);
    const [block] = place.split(".");
    const struck = await send(row.id, await edit(row.id), `remove ${block}`).expect(200);
    expect(struck.text).toContain("Davon stehen diese nicht mehr im Text");
    await send(row.id, formOf(struck.text), "save").expect(303);
    const without = await newest(id);
    expect([without.content.draft.gaps.length, without.row.version]).toEqual([content.draft.gaps.length, 2]);
    const first = await edit(row.id).catch(() => null);
    expect(first).toBeNull();
    const added = await send(without.row.id, await edit(without.row.id), `add ${without.content.draft.blocks[0]?.id}`).expect(200);
    const form = formOf(added.text);
    const own =
      Object.keys(form)
        .find((name) => /^text\.n\w+\.n/.test(name))
        ?.slice("text.".length) ?? "";
    const words = { [`text.${own}`]: "Drei Stellen sind ausgeschrieben.", [`gap.${own}`]: content.draft.gaps[0]?.missing };
    const bare = await send(without.row.id, { ...form, ...words, [`source.${own}`]: "Auskunft" }, "save").expect(200);
    expect(bare.text).toContain("fehlen Quelle oder Stand");
    const full = { ...form, ...words, [`source.${own}`]: "Auskunft des Personalamts", [`asof.${own}`]: "2026-10-01" };
    await send(without.row.id, full, "save").expect(303);
    const closed = await newest(id);
    expect(closed.content.draft.gaps).toHaveLength(content.draft.gaps.length - 1);
    expect(closed.content.draft.sources.at(0)).toMatchObject({ source: "Auskunft des Personalamts", standing: "Stand 01.10.2026" });
    const gone = await send(closed.row.id, await edit(closed.row.id), `remove ${own.split(".")[0]}`).expect(200);
    await send(closed.row.id, formOf(gone.text), "save").expect(303);
    expect((await newest(id)).content.draft.gaps).toHaveLength(content.draft.gaps.length);
  });

  test("a known figure is inserted by the code of the draft; blocks move; who was overtaken sees both texts and loses nothing", async () => {
    const id = await drafted("Stellen D");
    const { row, content } = await newest(id);
    const page = await get(`/workbench/answers/${row.id}/edit`, secretary).expect(200);
    const key = /<option value="(figure:[^"]+)"/.exec(page.text)?.[1] ?? "";
    const last = content.draft.blocks.filter(({ when }) => when === undefined).at(-1)?.id ?? "";
    const inserted = await send(
      row.id,
      { ...formOf(page.text), "insert.what": key, "insert.after": last, "insert.as": "paragraph" },
      "insert",
    );
    const mine = formOf(inserted.text);
    const block = /"(n\w+)",\[\[\["n/.exec(mine.layout ?? "")?.[1] ?? "";
    const raised = formOf((await send(row.id, mine, `up ${block}`).expect(200)).text);
    expect(raised.layout?.indexOf(block)).toBeLessThan(mine.layout?.indexOf(block) ?? 0);
    const [heading] = sentence(content.draft, ({ text }) => text.startsWith("Beantwortung"));
    await send(row.id, { ...(await edit(row.id)), [`text.${heading}`]: "Antwort der Verwaltung" }, "save").expect(303);
    const conflict = await send(row.id, { ...raised, [`text.${heading}`]: "Auskunft der Verwaltung" }, "save").expect(200);
    expect(conflict.text).toContain("In der neueren Fassung steht hier: „Antwort der Verwaltung“");
    const both = formOf(conflict.text);
    expect(both[`text.${heading}`]).toBe("Auskunft der Verwaltung");
    const second = await newest(id);
    await send(second.row.id, both, "save").expect(303);
    const third = await newest(id);
    expect([third.row.version, third.content.draft.blocks.some((one) => one.id === block)]).toEqual([3, true]);
    const changes = await get(`/workbench/answers/${third.row.id}/changes`, approver).expect(200);
    expect(changes.text).toContain("<ins>Auskunft der Verwaltung</ins>");
    await get(`/workbench/answers/${third.row.id}/changes?with=1`, approver).expect(200);
  });

  test("drafting anew first says what of the edits would be lost, and keeps what is chosen", async () => {
    const id = await drafted("Stellen E");
    const { row, content } = await newest(id);
    const [heading] = sentence(content.draft, ({ text }) => text.startsWith("Beantwortung"));
    await send(row.id, { ...(await edit(row.id)), [`text.${heading}`]: "Antwort der Verwaltung" }, "save").expect(303);
    const edited = await newest(id);
    const led = await post(`/workbench/cases/${id}/answers`, {}, secretary).expect(303);
    expect(led.headers.location).toBe(`/workbench/answers/${edited.row.id}/redraft`);
    const page = await get(led.headers.location ?? "", secretary).expect(200);
    expect(page.text).toContain("Antwort der Verwaltung");
    const keep = [...page.text.matchAll(/name="keep" value="([^"]+)" checked/g)].map(([, found]) => found);
    expect(keep).toEqual([heading.split(".")[0]]);
    await post(`/workbench/answers/${edited.row.id}/redraft`, { keep }, secretary).expect(303);
    await post(`/workbench/answers/${edited.row.id}/redraft`, { keep }, secretary).set("accept", "application/json").expect(409);
    const again = await newest(id);
    expect(again.row.version).toBe(3);
    expect(again.content.draft.blocks[0]).toMatchObject({ text: "Antwort der Verwaltung", was: expect.stringContaining("Beantwortung") });
    await post(`/workbench/answers/${again.row.id}/redraft`, {}, secretary).expect(303);
    expect((await newest(id)).content.draft).toEqual(content.draft);
  });
});

test("what is not answered names no number that nobody asked with, by no key of a reason either", async () => {
  const id = await drafted("Stellen I", "wie viele der 300 Plätze besetzt sind");
  const send = (withheldPart: string, withheldReason = "privacy") => {
    const question = { askers: "RM Frau Muster", question: "wie viele der 300 Plätze frei sind", kind: "question" };
    return post(`/workbench/cases/${id}/inquiries`, { ...question, withheldPart, withheldReason }, secretary).set(
      "accept",
      "application/json",
    );
  };
  for (const [part, reason] of [["dass es 47 sind"], ["dass es siebenundvierzig sind"], ["das", "es sind 47"]] as const)
    expect((await send(part, reason)).body.type).toBe("urn:kim-im-rat:inquiry.withheld-number");
  await send("welche der 300 Plätze frei sind").expect(303);
});

test("the name of a citizen is kept neither as asker nor in the question, however it is typed", async () => {
  const id = await drafted("Stellen J");
  const question = "Frau Muster-Wald (*1990) fragt, wann Waldwege öffnen";
  await post(
    `/workbench/cases/${id}/inquiries`,
    { askers: "Frau Muster-Wald (Einwohnerin)", question, kind: "question" },
    secretary,
  ).expect(303);
  const rows = await read()
    .selectFrom("Inquiry")
    .select(["askers", "question"])
    .where("case", "=", id)
    .orderBy("position", "desc")
    .execute();
  expect(JSON.stringify(rows[0])).not.toContain("Muster-Wald");
  expect(rows[0]?.question).toBe("Frau [Name] (*1990) fragt, wann Waldwege öffnen");
});

describe("an answer goes through Word and back", () => {
  const word = async (answer: string): Promise<Buffer> =>
    get(`/workbench/answers/${answer}/document?format=docx`, secretary)
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part)).on("end", () => done(null, Buffer.concat(parts)));
      })
      .expect(200)
      .then(({ body }) => body as Buffer);
  const changed = (file: Buffer, change: (xml: string) => string): Buffer => {
    const zip = new PizZip(file);
    zip.file("word/document.xml", change(zip.file("word/document.xml")?.asText() ?? ""));
    return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
  };
  const upload = (answer: string, file: Buffer, name = "Antwort.docx") =>
    request(world.url).post(`/workbench/answers/${answer}/word`).set("cookie", secretary).attach("file", file, name);
  /** As Word saves it: runs split, with rsid attributes and spelling marks between. */
  const asWordSaves = (xml: string) =>
    xml
      .replace(/<w:p>/g, '<w:p w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3">')
      .replace(
        /<w:r><w:t xml:space="preserve">(\p{L}{4})/gu,
        '<w:r w:rsidR="00D4E5F6"><w:t xml:space="preserve">$1</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">',
      );
  const formula = "wird durch die Verwaltung wie folgt beantwortet:";

  test("untouched it changes nothing; changed texts are shown first and become a version when they are taken", async () => {
    const id = await drafted("Stellen F");
    const { row } = await newest(id);
    const file = await word(row.id);
    const same = await upload(row.id, changed(file, asWordSaves)).expect(200);
    expect(same.text).toContain("Die Texte in der Datei sind unverändert.");
    expect(same.text).not.toContain("kern-alert--warning");
    const edited = changed(file, (xml) => asWordSaves(xml.replace("wie folgt beantwortet:", "so beantwortet:")));
    const page = await upload(row.id, edited).expect(200);
    expect(page.text).toContain("<ins>wird durch die Verwaltung so beantwortet:</ins>");
    expect(await answers(id)).toHaveLength(1);
    await send(row.id, { ...hidden(page.text), origin: "word" }, "save").expect(303);
    const second = await newest(id);
    expect(placed(second.content.draft).some(([, { text }]) => text === "wird durch die Verwaltung so beantwortet:")).toBe(true);
    const old = await upload(
      second.row.id,
      changed(file, (xml) => xml.replace("wie folgt beantwortet:", "anders beantwortet:")),
    ).expect(200);
    expect(old.text).toContain("Hier haben beide geändert.");
  });

  test("what cannot be taken is named: text outside, fields lost or doubled, tracked changes, another case, no Word file, macros", async () => {
    const [id, other] = [await drafted("Stellen G"), await drafted("Stellen H")];
    const { row } = await newest(id);
    const file = await word(row.id);
    const outside = await upload(
      row.id,
      changed(file, (xml) => xml.replace("<w:sectPr>", "<w:p><w:r><w:t>Freier Zusatz.</w:t></w:r></w:p><w:sectPr>")),
    ).expect(200);
    expect(outside.text).toContain("Freier Zusatz.");
    const sdt = new RegExp(`<w:sdt>(?:(?!</w:sdt>).)*${formula}(?:(?!</w:sdt>).)*</w:sdt>`, "su");
    const lost = await upload(
      row.id,
      changed(file, (xml) => xml.replace(sdt, "")),
    ).expect(200);
    expect(lost.text).toContain("fehlt in der Datei das Feld");
    const twice = await upload(
      row.id,
      changed(file, (xml) => xml.replace(sdt, (one) => one + one.replace("wie folgt", "zweimal"))),
    ).expect(200);
    expect(twice.text).toContain("mehrfach oder ineinander");
    const tracked = await upload(
      row.id,
      changed(file, (xml) =>
        xml.replace("<w:sectPr>", '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>Neu.</w:t></w:r></w:ins></w:p><w:sectPr>'),
      ),
    ).expect(200);
    expect(tracked.text).toContain("als wären sie alle angenommen");
    const refusals = [
      [await word((await newest(other)).row.id), "word.other-case"],
      [changed(file, (xml) => xml.replace(/<w:sdtPr>.*?<\/w:sdtPr>/gsu, "")), "word.no-controls"],
      [Buffer.from("kein Word"), "word.unreadable"],
      [Buffer.from("d0cf11e0a1b11ae1", "hex"), "word.locked"],
      [new PizZip(file).file("word/vbaProject.bin", "x").generate({ type: "nodebuffer" }), "word.macros"],
    ] as const;
    for (const [bytes, code] of refusals) {
      const refused = await upload(row.id, bytes).set("accept", "application/json");
      expect(refused.body.type).toBe(`urn:kim-im-rat:${code}`);
    }
    expect(await answers(id)).toHaveLength(1);
  });
});

/** The hidden fields of a page's form. */
function hidden(html: string): Record<string, string> {
  return formOf(html.replaceAll('type="hidden" ', ""));
}
