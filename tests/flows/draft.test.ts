import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import PizZip from "pizzip";
import { afterAll, describe, expect, it, type TestContext } from "vitest";
import type { Figure, Statement } from "../../plugin/figures/figure.ts";
import { findIndicator, indicators } from "../../plugin/figures/indicators.ts";
import { house, readHouses } from "../../plugin/houses.ts";
import { OpenGaps } from "../../plugin/inquiry/answer/gaps.ts";
import { assertFinal, renderDocx, renderHtml, renderText, verify } from "../../plugin/inquiry/answer.ts";
import type { Sentence } from "../../plugin/inquiry/draft/document.ts";
import { readMarkup } from "../../plugin/inquiry/draft/markup.ts";
import { money } from "../../plugin/inquiry/draft/money.ts";
import { askedReference } from "../../plugin/inquiry/draft/period.ts";
import { figureSentence } from "../../plugin/inquiry/draft/sentences.ts";
import { object } from "../../plugin/inquiry/draft/shape.ts";
import { compileTemplate } from "../../plugin/inquiry/draft/template.ts";
import { type Draft, type DraftCase, type DraftInquiry, draft } from "../../plugin/inquiry/draft.ts";
import { retell } from "../../plugin/inquiry/words/speech.ts";
import { bodyOn, genitive, nominative } from "../../plugin/inquiry/words.ts";
import { Refusal } from "../../plugin/refusal.ts";

const answers = fileURLToPath(new URL("../../templates/answer/", import.meta.url));
const shared = fileURLToPath(new URL("../../../shared/", import.meta.url));
const temporary: string[] = [];
afterAll(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true });
});

/** Text of a file of the material beside the checkout; skips with a reason when it is not there. */
function material(context: TestContext, path: string): string {
  const file = join(shared, path);
  if (!existsSync(file)) context.skip(`${file} is not there: the true documents lie beside the checkout only`);
  return readFileSync(file, "utf8");
}

interface Labelled {
  readonly id: string;
  readonly gremium: string;
  readonly inquiries: readonly (Omit<DraftInquiry, "answeredInSession"> & { readonly answered_in_session: boolean })[];
}
const labelled = (jsonl: string): Labelled[] =>
  jsonl
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
const open = ({ inquiries }: Labelled): DraftInquiry[] => inquiries.map((one) => ({ ...one, answeredInSession: one.answered_in_session }));

const koeln: DraftCase = {
  title: 'Sachstandsbericht zum Projekt "Einwanderung gestalten NRW"',
  organization: "Integrationsrat",
  sitting: "2017-09-11",
  receiving: "2017-12-04",
  paperReference: "2561/2017",
};
const real = { examples: false };
const ask = (question: string, what: Partial<DraftInquiry> = {}): DraftInquiry => ({
  askers: [{ asker: "Beispiel", salutation: "Frau", role: "RM" }],
  attribution: "single",
  question,
  kind: "question",
  topics: ["duldung"],
  answeredInSession: false,
  ...what,
});
const figure = (what: Partial<Figure> = {}): Figure => ({
  id: "f1",
  town: "koeln",
  indicator: "RES.DULD",
  label: "Personen mit Duldung",
  unit: "Personen",
  area: { ags: "05315000", name: "Köln" },
  reference: { kind: "date", date: "2022-12-31" },
  value: "4725",
  dimensions: {},
  status: "final",
  source: "Ausländerbehörde",
  protection: "round5",
  example: false,
  ...what,
});
const statement = (what: Partial<Statement> = {}): Statement => ({
  id: "s1",
  town: "koeln",
  topic: "T8",
  text: "Die Ausländerbehörde berät alle Betroffenen.",
  asOf: "2023-01-15",
  source: "Auskunft",
  office: "Ausländerbehörde",
  approvedBy: "Beispielperson",
  example: false,
  ...what,
});
const write = (inquiries: DraftInquiry[], facts: { figures?: Figure[]; statements?: Statement[] } = {}, more: object = {}): Draft =>
  draft({
    case: koeln,
    inquiries,
    figures: [],
    statements: [],
    ...facts,
    house: "koeln",
    signatory: "Beispiel",
    today: "2023-03-01",
    ...more,
  });
/** What a draft shows; "Gez." is not among it. */
const sentences = (of: Draft): Sentence[] =>
  of.blocks
    .filter(({ when }) => when !== "final")
    .flatMap((block) => {
      if (block.kind === "paragraph") return block.sentences;
      return block.kind === "table" ? block.rows.flat() : block.kind === "lines" ? block.lines : [];
    });
const sourced = (of: Draft) => sentences(of).filter(({ sources }) => sources.length > 0);
const part = (docx: Buffer, name: string) => new PizZip(docx).file(name)?.asText() ?? "";
const words = (xml: string) => [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join("");

describe("the true documents", () => {
  it("Köln, 04.12.2017: the same fields, order and formulae as the paper, to the letter", (context) => {
    const seed = material(context, "seeds/003_c9046f2b53bf297f.txt");
    const inquiries = labelled(material(context, "inquiries/seeds.jsonl")).find(({ id }) => id === "seed-koeln");
    if (!inquiries) throw new Error("seeds.jsonl has no seed-koeln");
    const [, given = ""] = /wie folgt beantwortet:\s+([\s\S]*)\s+Gez\./.exec(seed) ?? [];
    const paragraphs = given.trim().split("\n\n");
    const statements = [
      statement({ id: "bodies", topic: "T22", text: paragraphs.slice(0, -1).join("\n\n"), asOf: "2017-11-01" }),
      statement({ id: "target", topic: "T5", text: paragraphs.at(-1) ?? "", asOf: "2017-11-01" }),
    ];
    const signatory = /Gez\. (\S+)/.exec(seed)?.[1] ?? "";
    const written = draft({
      case: koeln,
      inquiries: open(inquiries),
      figures: [],
      statements,
      house: "koeln",
      signatory,
      today: "2017-11-20",
    });
    const flat = (text: string) => text.replace(/\s+/g, " ").trim();
    const [paper = ""] = renderText(written, { final: true })
      .replace(/ \[\d+\]/g, "")
      .split("\n\nQuellen\n");
    expect(flat(paper)).toBe(flat(seed));
  });

  it("Köln without facts: every question is a gap with its office, and nothing becomes final", (context) => {
    const inquiries = labelled(material(context, "inquiries/seeds.jsonl")).find(({ id }) => id === "seed-koeln");
    if (!inquiries) throw new Error("seeds.jsonl has no seed-koeln");
    const written = draft({ case: koeln, inquiries: open(inquiries), figures: [], statements: [], house: "koeln", today: "2017-11-20" });
    expect(written.gaps.map(({ inquiry }) => inquiry)).toEqual([0, 1, 2]);
    for (const gap of written.gaps) {
      expect(gap.missing).toContain(inquiries.inquiries[gap.inquiry ?? -1]?.question);
      expect(renderText(written, { final: false })).toContain(`[FEHLT: ${gap.missing} – ${gap.office}]`);
    }
    for (const render of [renderText, renderHtml, renderDocx]) expect(() => render(written, { final: true })).toThrow(OpenGaps);
  });

  it("Aachen, 18.10.2023: the open questions of the Fragerunde, not the one answered there", (context) => {
    const inquiries = labelled(material(context, "inquiries/seeds.jsonl")).find(({ id }) => id === "seed-aachen");
    if (!inquiries) throw new Error("seeds.jsonl has no seed-aachen");
    const of = {
      title: "Sachstandsbericht zum Kommunalen Integrationsmanagement",
      organization: "Integrationsrat",
      sitting: "2023-10-18",
      receiving: "2023-12-06",
    };
    const text = renderText(
      draft({ case: of, inquiries: open(inquiries), figures: [], statements: [], house: "aachen", today: "2023-11-20" }),
      { final: false },
    );
    expect(text).toContain(
      "Herr Demmer, Herr Fallah und Frau Blume fragen nach der Zusammenarbeit und den Schnittstellen mit dem KIM der StädteRegion Aachen.",
    );
    expect(text).not.toContain("Beteiligung des Integrationsrats an den Gremienstrukturen");
    const fields = ["Der Oberbürgermeister", "Vorlage", "Federführende Dienststelle", "Status", "Datum", "Beratungsfolge", "Kenntnisnahme"];
    const later = [
      "Beschlussvorschlag",
      "Der Integrationsrat nimmt",
      "Erläuterungen",
      "In der Sitzung des Integrationsrats vom 18.10.2023",
      "Frage 1:",
      "Frage 2:",
    ];
    const places = [...fields, ...later].map((field) => text.indexOf(field));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(-1);
  });

  it("retells every labelled question with all of its words", (context) => {
    for (const passage of [
      ...labelled(material(context, "inquiries/dev.jsonl")),
      ...labelled(material(context, "inquiries/seeds.jsonl")),
    ]) {
      for (const [turn, one] of passage.inquiries.entries()) {
        const told = retell(one, { speech: house("koeln").speech, organization: passage.gremium, genitive: "long", turn });
        expect(told).toMatch(/^(?:\p{Lu}|\d).*[.?“]$/u);
        expect(told).not.toMatch(/undefined|null|\s{2}|[\u00ad\n{}]/u);
        const last =
          one.question
            .replace(/[\u00ad?.]/gu, "")
            .trim()
            .split(/\s+/u)
            .at(-1) ?? "";
        const implied = /^(?:Nach|An)frage von/u.test(one.question);
        if (!implied) expect(told).toContain(last);
      }
    }
  });
});

describe("every house", () => {
  for (const { key, forms } of readHouses().values()) {
    for (const form of forms.keys()) describeForm(key, form);
  }

  function describeForm(key: string, form: string): void {
    const sample = JSON.parse(readFileSync(join(answers, key, `${form}.sample.json`), "utf8"));
    const name = `${key}/${form}`;
    const written = draft({ ...sample, house: name });

    it(`${name}: its sample agrees with its sources, and every example value says so`, () => {
      expect(written.house).toBe(name);
      expect(verify(written, sample.figures)).toEqual([]);
      for (const { text, sources } of sourced(written)) {
        const facts = sources.map((index) => written.sources[index]);
        if (facts.some((fact) => fact?.kind === "figure" && fact.figure.example)) expect(text).toContain("Beispielwert");
      }
      expect(JSON.parse(JSON.stringify(written))).toEqual(written);
    });

    it(`${name}: page, text and Word file say the same and say that they are a draft`, () => {
      const text = renderText(written, { final: false });
      const html = renderHtml(written, { final: false });
      const docx = renderDocx(written, { final: false });
      for (const { text: sentence } of sentences(written)) {
        const plain = sentence.replace(/[\u00a0]/gu, " ");
        expect(text.replace(/\u00a0/gu, " ")).toContain(plain);
        expect(unescaped(html)).toContain(plain);
        expect(unescaped(words(part(docx, "word/document.xml")))).toContain(plain);
      }
      expect(text).toMatch(/^ENTWURF/);
      expect(html).toContain('<p class="draft-mark">ENTWURF');
      expect(words(part(docx, "word/header1.xml"))).toContain("ENTWURF");
      expect(text).not.toMatch(/^gez\./im);
    });

    it(`${name}: the page stands alone, speaks German and has no inline style`, () => {
      const html = renderHtml(written, { final: false });
      expect(html).toMatch(/^<!doctype html>\s*<html lang="de">/);
      expect(html).not.toMatch(/\sstyle=|<strong|<em[ >]|<dl|<script|<img|<link|@import/);
      expect(html).toContain("size: A4");
      expect(html.match(/<h1>/g)).toHaveLength(1);
      expect(html).toContain(written.head.town);
      expect(html).toContain(`Stand: ${written.head.asOf.split("-").reverse().join(".")}`);
      expect(html.match(/<li id="quelle-\d+">/g) ?? []).toHaveLength(written.sources.length);
    });

    it(`${name}: the Word file is German, styled, numbered and without a tag left`, () => {
      const docx = renderDocx(written, { final: false });
      const body = part(docx, "word/document.xml");
      const styles = part(docx, "word/styles.xml");
      for (const xml of [body, part(docx, "word/header1.xml"), part(docx, "word/footer1.xml"), part(docx, "docProps/core.xml")]) {
        expect(xml).not.toMatch(/[{}]/);
      }
      for (const [, used] of body.matchAll(/<w:pStyle w:val="([^"]+)"/g)) expect(styles).toContain(`w:styleId="${used}"`);
      const tables = body.split("<w:tbl>").slice(1);
      for (const table of tables) expect(table).toMatch(/<w:tblHeader\/>|w:firstColumn="1"/);
      expect(body).toContain('w:val="berschrift1"');
      expect(styles).toContain('<w:lang w:val="de-DE"');
      expect(part(docx, "word/footer1.xml")).toMatch(/> PAGE <[\s\S]*> NUMPAGES </);
      expect(part(docx, "docProps/core.xml")).toContain(`<dc:title>${written.head.title}</dc:title>`);
      expect(renderDocx(written, { final: false }).equals(docx)).toBe(true);
    });

    it(`${name}: prints no hole when everything that may be missing is missing`, () => {
      const { kind, title, organization, sitting } = sample.case;
      const { signatory: _unsigned, place: _nowhere, ...bare } = sample;
      const bareCase = { ...(kind ? { kind } : {}), title, organization, sitting };
      const empty = draft({ ...bare, case: bareCase, house: name });
      const text = renderText(empty, { final: false });
      expect(text).not.toMatch(/undefined|null|\(\)|\n\n\n| {2}|NaN|\[object/);
      const required = Object.values(readHouses().get(key)?.forms.get(form)?.fields ?? {}).filter(
        (field) => field.required && !field.preset,
      );
      for (const { label } of required) expect(empty.gaps.map(({ missing }) => missing)).toContainEqual(expect.stringContaining(label));
      for (const gap of empty.gaps) expect(text).toContain(`[FEHLT: ${gap.missing} – ${gap.office}]`);
    });
  }

  it("is added by copying a folder", () => {
    const folder = copyOfAnswers();
    cpSync(join(folder, "koeln"), join(folder, "musterstadt"), { recursive: true });
    const file = join(folder, "musterstadt", "house.json");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("Stadt Köln", "Stadt Musterstadt").replace('"long"', '"short"'));
    const houses = readHouses(folder);
    const written = write([ask("ob das stimmt")], {}, { house: "musterstadt", houses });
    expect(renderText(written, { final: false })).toContain(
      "Die in der Sitzung des Integrationsrats vom 11.09.2017 gestellte mündliche Nachfrage:",
    );
    expect(words(part(renderDocx(written, { final: false, houses }), "word/header1.xml"))).toContain("Stadt Musterstadt");
    expect(() => house("musterstadt")).toThrow(expect.objectContaining({ code: "house.unknown" }));
  });

  it("is refused with file, field and mend when it would print a hole, unescaped text or a field that is not there", () => {
    const broken: [string, string, RegExp][] = [
      ["<p>\n{{{title}}}</p>", "Zeile 2, Feld „title“", /zwei geschweifte/],
      ["<p>{{&title}}</p>", "Zeile 1, Feld „title“", /ungeschützt/],
      ["<p>{{receiving}}</p>", "Zeile 1, Feld „receiving“", /\{#if\}/],
      ["<p>{{#if title}}{{paperReference}}{{/if}}</p>", "Zeile 1, Feld „paperReference“", /\{#if\}/],
      ["<p>{{shout title}}</p>", "Zeile 1, Feld „shout“", /if, unless, each und with/],
      ["<p>{{#unless receiving}}{{receiving}}{{/unless}}</p>", "Zeile 1, Feld „receiving“", /\{#if\}/],
      ["<p>{{recieving}}</p>", "Zeile 1, Feld „recieving“", /Vorhanden sind: .*receiving/],
      ["{{#if recieving}}<p>x</p>{{/if}}", "Zeile 1, Feld „recieving“", /Vorhanden sind/],
      ["{{#each questions}}<p>{{title}}</p>{{/each}}", "Zeile 1, Feld „title“", /Vorhanden sind: asked/],
      ["<p>{{fields.nothing}}</p>", "Zeile 1, Feld „fields.nothing“", /Vorhanden sind/],
      ["{{#each title}}<p>{{this}}</p>{{/each}}", "Zeile 1, Feld „title“", /keine Liste/],
      ["<p>{{questions}}</p>", "Zeile 1, Feld „questions“", /each oder with/],
      ["{{> teile}}", "Zeile 1, Feld „teile“", /Vorhanden sind: parts/],
      ["<p>{{#if title}}x</p>", "Zeile 1", /gehen nicht auf/],
      ["<p>x", "–", /gültigen Absätze/],
      ["<div>x</div>", "–", /gültigen Absätze/],
    ];
    const folder = copyOfAnswers();
    for (const house of ["aachen", "gladbeck", "muenchen", "standard"]) rmSync(join(folder, house), { recursive: true });
    for (const [text, field, mend] of broken) {
      writeFileSync(join(folder, "koeln", "beantwortung.hbs"), text);
      const refused = catching(() => readHouses(folder));
      const values = { file: "koeln/beantwortung.hbs", field, mend: expect.stringMatching(mend) };
      expect([text, refused]).toEqual([text, expect.objectContaining({ code: "house.broken", values })]);
    }
    expect(compileTemplate("{{#if receiving}}{{receiving}}{{/if}}", {}, object({ receiving: "optional" }))({ receiving: "<b>" })).toBe(
      "&lt;b&gt;",
    );
  });

  it("is refused with file, key and mend when house.json is broken", () => {
    const change = (edit: (text: string) => string) => {
      const folder = copyOfAnswers();
      const file = join(folder, "gladbeck", "house.json");
      writeFileSync(file, edit(readFileSync(file, "utf8")));
      return (catching(() => readHouses(folder)) as Refusal).values;
    };
    expect(change((text) => text.replace('"long"', '"lang"'))).toMatchObject({ file: "gladbeck/house.json", field: "genitive" });
    expect(change((text) => text.replace('"T14"', '"T99"'))).toMatchObject({ field: expect.stringContaining("offices.topics") });
    expect(change((text) => text.slice(0, -20))).toMatchObject({ mend: expect.stringContaining("JSON") });
    expect(change((text) => text.replace('"kind": "amount"', '"kind": "money"'))).toMatchObject({
      field: "forms.vorlage.fields.incomeOnce.kind",
    });
    expect(change((text) => text.replace('"vorlage": {', '"bericht": {'))).toMatchObject({
      file: "gladbeck/bericht.hbs",
      mend: expect.stringContaining("fehlt"),
    });
  });
});

describe("a letterhead", () => {
  it("that asks for something a draft does not have is refused, by name", () => {
    const folder = copyOfAnswers();
    const file = join(folder, "koeln", "letterhead.docx");
    const zip = new PizZip(readFileSync(file));
    zip.file("word/footer1.xml", (zip.file("word/footer1.xml")?.asText() ?? "").replace("{asOf}", "{telefon}"));
    writeFileSync(file, zip.generate({ type: "nodebuffer" }));
    expect(catching(() => readHouses(folder))).toMatchObject({
      code: "house.broken",
      values: { file: "koeln/letterhead.docx", field: "{telefon}", mend: expect.stringContaining("entfernen") },
    });
  });

  it("without the mark of the body, or that is no Word file, is refused", () => {
    const spoil = (edit: (xml: string) => string) => {
      const folder = copyOfAnswers();
      const file = join(folder, "koeln", "letterhead.docx");
      const zip = new PizZip(readFileSync(file));
      zip.file("word/document.xml", edit(zip.file("word/document.xml")?.asText() ?? ""));
      writeFileSync(file, zip.generate({ type: "nodebuffer" }));
      return (catching(() => readHouses(folder)) as Refusal).values;
    };
    expect(spoil((xml) => xml.replace("{#blocks}", "").replace("{/blocks}", ""))).toMatchObject({ field: "{#blocks}" });
    expect(
      spoil((xml) =>
        xml.replace(
          /<w:p><w:pPr><w:pStyle w:val="Standard"\/><\/w:pPr><w:r><w:t xml:space="preserve">\{#question\}.*?\{\/question\}<\/w:t><\/w:r><\/w:p>/s,
          "",
        ),
      ),
    ).toMatchObject({
      field: expect.stringContaining("{#question}"),
      mend: expect.stringContaining("übernehmen"),
    });
    expect(spoil((xml) => xml.replace("{/blocks}", ""))).toMatchObject({ mend: expect.stringContaining("unvollständig") });
    const folder = copyOfAnswers();
    writeFileSync(join(folder, "koeln", "letterhead.docx"), "kein Word");
    expect((catching(() => readHouses(folder)) as Refusal).values).toMatchObject({ mend: expect.stringContaining("keine Word-Datei") });
  });

  it("is made again from house.json to the byte", () => {
    execFileSync(process.execPath, [fileURLToPath(new URL("../../.ci/letterheads.ts", import.meta.url)), "--check"]);
  });

  it("prints lists, and refuses tables it has no columns for", () => {
    const written = write([ask("ob das stimmt")], { statements: [statement()] });
    const blocks = readMarkup('<ol><li>eins</li><li><sentence sources="0">zwei</sentence></li></ol><ul><li>drei</li></ul>');
    expect(renderText({ ...written, blocks }, { final: true })).toContain("1. eins\n2. zwei [1]\n\n- drei");
    const body = part(renderDocx({ ...written, blocks }, { final: true }), "word/document.xml");
    expect(body.match(/w:val="Listennummer"/g)).toHaveLength(2);
    expect(body.match(/w:val="Aufzhlungszeichen"/g)).toHaveLength(1);
    expect(renderHtml({ ...written, blocks }, { final: true })).toMatch(/<ol><li>eins<\/li><li>zwei .*<ul><li>drei/s);
    const wide = readMarkup("<table><tr><th>1</th><th>2</th><th>3</th><th>4</th><th>5</th><th>6</th><th>7</th></tr></table>");
    expect(() => renderDocx({ ...written, blocks: wide }, { final: true })).toThrow(/7 columns/);
  });
});

describe("facts", () => {
  it("tells a figure with its Stichtag, cites it, and freezes it whole", () => {
    const given = figure({ sourceUrl: "https://example.org/azr", ruleVersion: "v1" });
    const written = write([ask("wie viele Personen mit Duldung in Köln leben")], { figures: [given] });
    expect(sourced(written)).toEqual([{ text: "Zum Stichtag 31.12.2022 gab es in Köln 4\u202f725 Personen mit Duldung.", sources: [0] }]);
    expect(written.sources).toEqual([
      expect.objectContaining({ kind: "figure", id: "f1", standing: "Stand 31.12.2022", url: "https://example.org/azr", figure: given }),
    ]);
    expect(written.sources[0]?.source).toContain("Regelversion v1");
    expect(written.gaps).toEqual([]);
    expect(() => assertFinal(written, [given], real)).not.toThrow();
  });

  it("takes the Stichtag the question fixes, or the nearest and says so", () => {
    const figures = ["2020-12-31", "2021-12-31", "2022-12-31"].map((date, index) =>
      figure({ id: `f${index}`, value: `${100 + index * 5}`, reference: { kind: "date", date } }),
    );
    const about = (question: string) =>
      sentences(write([ask(question)], { figures }))
        .map(({ text }) => text)
        .join(" ");
    expect(about("wie viele Personen mit Duldung es gibt")).toContain("31.12.2022 gab es in Köln 110");
    const exact = about("wie viele Personen mit Duldung es zum 31.12.2021 gab");
    expect(exact).toContain("31.12.2021 gab es in Köln 105");
    expect(exact).not.toContain("liegen keine Angaben vor");
    const near = about("wie viele Personen mit Duldung es zum 30.01.2021 gab");
    expect(near).toContain(
      "Für den 30.01.2021 liegen keine Angaben vor; genannt sind die zeitlich nächstgelegenen. Zum Stichtag 31.12.2020",
    );
    expect(near).not.toContain("31.12.2022");
    const span = about("wie viele Personen mit Duldung es in den Jahren 2020 bis 2021 gab");
    expect(span).toContain("31.12.2020");
    expect(span).toContain("31.12.2021");
    expect(span).not.toContain("31.12.2022");
  });

  it("reads the Stichtag or period of a question", () => {
    const read = (question: string) => askedReference(question, "2024-05-06");
    const period = (from: string, to: string) => ({ kind: "period", from, to });
    expect(read("wie viele Geduldete es am 30.06.2023 gab")).toEqual({ kind: "date", date: "2023-06-30" });
    expect(read("zum Stichtag 31. Dezember 2023")).toEqual({ kind: "date", date: "2023-12-31" });
    expect(read("Anträge seit dem 01.01.2023")).toEqual(period("2023-01-01", "2024-05-06"));
    expect(read("Anträge von 2017 bis 2022")).toEqual(period("2017-01-01", "2022-12-31"));
    expect(read("im zweiten Halbjahr 2023")).toEqual(period("2023-07-01", "2023-12-31"));
    expect(read("im 1. Quartal 2024")).toEqual(period("2024-01-01", "2024-03-31"));
    expect(read("im Februar 2024")).toEqual(period("2024-02-01", "2024-02-29"));
    expect(read("Ende 2022")).toEqual({ kind: "date", date: "2022-12-31" });
    expect(read("im vergangenen Jahr")).toEqual(period("2023-01-01", "2023-12-31"));
    expect(read("zum Jahresbeginn")).toEqual({ kind: "date", date: "2024-01-01" });
    for (const none of [
      "aktuell",
      "nach § 25b AufenthG",
      "Vorlage 2561/2017",
      "zum 31.02.2023 ".trim(),
      "Anfrage vom 21. Juni 2022 (21-26/0412)",
    ]) {
      expect([none, read(none)]).toEqual([none, null]);
    }
  });

  it("calls what meets the time limits Potenzial, never entitled", () => {
    const potential = figure({ id: "pot", indicator: "POT.104C", label: "Potenzial § 104c AufenthG", value: "1235", ruleVersion: "r1" });
    const granted = figure({
      id: "granted",
      indicator: "RES.104C.ST",
      label: "Personen mit Aufenthaltserlaubnis nach § 104c AufenthG",
      value: "600",
    });
    const entitled = ask("wie viele Personen die Voraussetzungen des § 104c AufenthG erfüllen", { topics: ["chancenaufenthalt"] });
    const written = write([entitled], { figures: [potential, granted] });
    const text = renderText(written, { final: true });
    expect(text).toContain("erfüllten in Köln 1\u202f235 Personen die zeitlichen Voraussetzungen des §\u00a0104c AufenthG (Potenzial).");
    expect(text).toContain("Wie viele Personen einen Anspruch haben, wird nicht statistisch erfasst");
    expect(text).toContain("Potenzial, kein Anspruch");
    expect(text).not.toContain("600");
    expect(write([entitled], { figures: [granted] }).gaps).toHaveLength(1);
    const advice = ask("wie viele Personen Anspruch auf Beratung haben", { topics: ["beratung"] });
    expect(write([advice], { figures: [potential] }).gaps).toHaveLength(1);
    const unknown = figure({ indicator: "POT.NEW", label: "Personen nach neuer Regel" });
    expect(figureSentence(unknown, house("koeln").phrases)).toMatch(/Personen nach neuer Regel \(Potenzial\)\.$/);
  });

  it("leaves a gap where numbers cannot answer", () => {
    const figures = [figure()];
    const why = write([ask("warum so viele Personen eine Duldung haben")], { figures });
    expect(why.gaps).toEqual([
      expect.objectContaining({ inquiry: 0, office: "Ausländerbehörde", missing: expect.stringContaining("warum") }),
    ]);
    expect(sourced(why)).toEqual([]);
    const both = write([ask("wie viele Personen eine Duldung haben und warum es so viele sind")], { figures });
    expect(sourced(both)).toHaveLength(1);
    expect(both.gaps).toEqual([expect.objectContaining({ missing: expect.stringContaining("Zahlen allein") })]);
    expect(write([ask("warum so viele Personen eine Duldung haben")], { figures, statements: [statement()] }).gaps).toEqual([]);
    expect(write([ask("ob die Behörde berät")], { figures }).gaps).toHaveLength(1);
  });

  it("does not print a statement that no longer holds, and asks its office", () => {
    const written = write([ask("ob die Behörde berät")], { statements: [statement({ validUntil: "2023-02-28", office: "Amt 33" })] });
    expect(sourced(written)).toEqual([]);
    expect(written.gaps).toEqual([{ inquiry: 0, missing: expect.stringContaining("galt bis 28.02.2023"), office: "Amt 33" }]);
  });

  it("says protected, provisional, and the area of another town", () => {
    const many = ask("wie viele Personen mit Duldung es gibt");
    const text = (what: Partial<Figure>) =>
      sourced(write([many], { figures: [figure(what)] }))
        .map((one) => one.text)
        .join();
    expect(text({ value: null })).toMatch(/geheim gehalten \(g\), weil/);
    expect(text({ status: "provisional", example: true, dimensions: { Geschlecht: "weiblich" } })).toContain(
      "(Geschlecht: weiblich; vorläufig; Beispielwert).",
    );
    expect(text({ area: { ags: "05562", name: "Kreis Recklinghausen" } })).toContain("im Kreis Recklinghausen");
    expect(text({ value: "1" })).toContain("der Wert 1 ausgewiesen");
    expect(text({ label: "Offene Anträge auf Einbürgerung" })).toContain("4\u202f725 offene Anträge");
  });

  it("makes a table of a breakdown, with a caption, and cites every row", () => {
    const ages = ["unter 18 Jahre", "18 bis unter 27 Jahre", "27 bis unter 60 Jahre", "60 Jahre und älter"];
    const figures = ages.map((age, index) => figure({ id: `a${index}`, value: `${index * 5 + 10}`, dimensions: { Altersgruppe: age } }));
    const written = write([ask("wie viele Personen mit Duldung es gibt, aufgeschlüsselt nach Alter")], { figures: [figure(), ...figures] });
    const table = written.blocks.find((block) => block.kind === "table" && block.caption);
    expect(table).toMatchObject({ caption: "Personen mit Duldung in Köln, Stand 31.12.2022:", columns: ["Merkmal", "Wert"] });
    expect(table?.kind === "table" && table.rows.map(([, cell]) => cell?.sources)).toEqual([[0], [1], [2], [3], [4]]);
    expect(renderHtml(written, { final: true })).toContain("<caption>Personen mit Duldung");
    expect(verify(written, [figure(), ...figures])).toEqual([]);
  });

  it("leaves out what was answered, rejected or withdrawn, and refuses an empty answer", () => {
    const inquiries = [
      ask("ob eins", { answeredInSession: true }),
      ask("ob zwei", { decision: "rejected" }),
      ask("ob drei", { decision: "withdrawn" }),
    ];
    expect(() => write(inquiries)).toThrow(expect.objectContaining({ code: "draft.nothing-open" }));
    const written = write([...inquiries, ask("ob vier", { decision: "approved" })]);
    expect(written.gaps.map(({ inquiry }) => inquiry)).toEqual([3]);
    expect(renderText(written, { final: false })).not.toMatch(/ob (?:eins|zwei|drei)/);
  });

  it("tells a fact once and refers to it", () => {
    const twice = [ask("ob die Behörde berät"), ask("wer berät")];
    const written = write(twice, { statements: [statement()] }, { house: "aachen" });
    expect(sourced(written)).toHaveLength(1);
    expect(renderText(written, { final: true })).toContain("Hierzu wird auf die Antwort zu Frage 1 verwiesen.");
  });

  it("hints in the draft only: a number asked for and not there, a value that is old", () => {
    const figures = [
      figure({
        id: "n",
        indicator: "NAT.GRANT",
        label: "Einbürgerungen",
        reference: { kind: "period", from: "2015-01-01", to: "2015-12-31" },
      }),
    ];
    const written = write([ask("wie viele Einbürgerungen und wie viele Anträge es gibt", { topics: ["einbuergerung"] })], { figures });
    expect(written.gaps).toEqual([{ inquiry: 0, missing: "Zahl zu „Anträge“", office: "Einbürgerungsbehörde" }]);
    expect(renderText(written, { final: false })).toContain("Nicht mehr aktuell: „Einbürgerungen“");
    const one = write([ask("wie viele Anträge auf Einbürgerung es bei den Einbürgerungen gab", { topics: ["einbuergerung"] })], {
      figures,
    });
    expect(renderText(one, { final: false })).toContain("dazu liegt keine Zahl vor: Anträge.");
    expect(renderText(one, { final: true })).not.toMatch(/Prüfhinweise|Nicht mehr aktuell/);
  });

  it("keeps text that looks like markup as text", () => {
    const nasty = '<script>alert("1")</script> {{title}} {#blocks} & </sentence><h1>';
    const written = write([ask(`ob ${nasty}`)], { statements: [statement({ text: nasty, sourceUrl: "javascript:alert(1)" })] });
    expect(sourced(written).map(({ text }) => text)).toEqual([nasty]);
    const html = renderHtml(written, { final: true });
    expect(html).not.toMatch(/<script|<a href="javascript/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(unescaped(words(part(renderDocx(written, { final: true }), "word/document.xml")))).toContain(nasty);
    expect(() => readMarkup("<p><b>x</b></p>")).toThrow(/<b>/);
    expect(() => readMarkup("<div>x</div>")).toThrow(/<div>/);
  });

  it("never names a citizen, and no party", () => {
    const citizen = { asker: "Erfunden", salutation: "Frau", role: "Einwohner", party: "XYZ" };
    const text = renderText(write([ask("ob das so bleibt", { askers: [citizen] })]), { final: false });
    expect(text).toContain("Eine Einwohnerin fragt, ob das so bleibt.");
    expect(text).not.toMatch(/Erfunden|XYZ/);
  });
});

describe("careful answers", () => {
  const kreis = { topics: ["T8"], authority: "Kreis Musterkreis, Ausländerbehörde", address: "Kreishaus 1, 00000 Musterstadt" };
  const shown = (of: Draft, final = false) => renderText(of, { final }).replace(/\u00a0/gu, " ");

  it("lets statements decide: whether and why need words, numbers help only where they are asked for", () => {
    const posts = figure({
      id: "p",
      indicator: "KIM.POST.FILL",
      label: "Besetzte Stellen",
      unit: "VZÄ",
      value: "3.50",
      protection: "none",
    });
    const whether = write([ask("ob alle Stellen besetzt sind", { topics: ["kim_stellen"] })], { figures: [posts] });
    expect(sourced(whether)).toHaveLength(1);
    expect(whether.gaps[0]?.missing).toContain("Zahlen allein beantworten das nicht");
    const words = statement({ topic: "T1", text: "Alle Stellen sind besetzt." });
    const decided = write([ask("ob die Stellen sinnvoll sind", { topics: ["kim_stellen"] })], { figures: [posts], statements: [words] });
    expect(sourced(decided).map(({ text }) => text)).toEqual(["Alle Stellen sind besetzt."]);
    const why = write([ask("warum die Wartezeit so lang ist", { topics: ["T4"] })], {
      figures: [figure({ indicator: "KIM.WAIT", label: "Warteliste", value: "35" })],
    });
    expect([sourced(why), why.gaps.length]).toEqual([[], 1]);
  });

  it("names the criteria of a Potenzial by the version that counted it, and every Potenzial says what was not looked at", () => {
    const potential = (ruleVersion: string, date: string) =>
      figure({ indicator: "POT.25B", label: "Potenzial § 25b AufenthG", value: "85", ruleVersion, reference: { kind: "date", date } });
    const many = ask("wie viele Personen die Voraussetzungen des § 25b AufenthG erfüllen", { topics: ["bleiberecht_25ab"] });
    const today = write([many], { figures: [potential("25b@2022-12-31", "2023-12-31")] });
    expect(shown(today, true)).toContain("6 Jahre ununterbrochener Aufenthalt, 4 Jahre mit minderjährigem ledigem Kind");
    const before = write([many], { figures: [potential("unbekannt", "2022-06-30")] });
    expect(shown(before, true)).toContain("8 Jahre ununterbrochener Aufenthalt");
    for (const { id, caveat } of indicators) if (id.startsWith("POT.")) expect([id, caveat]).toEqual([id, expect.stringMatching(/\S/)]);
  });

  it("says who is competent instead, with the address, and leaves a gap only for the rest", () => {
    const own = ask("wie viele Personen mit Duldung es gibt");
    const written = write([own], {}, { elsewhere: [kreis] });
    expect(written.gaps).toEqual([]);
    expect(shown(written, true)).toContain("Zuständige Stelle: Kreis Musterkreis, Ausländerbehörde, Kreishaus 1, 00000 Musterstadt.");
    const both = write(
      [ask("wie Duldung und Einbürgerung zusammenhängen", { topics: ["duldung", "einbuergerung"] })],
      {},
      { elsewhere: [kreis] },
    );
    expect(shown(both)).toContain("Kreishaus 1");
    expect(both.gaps).toHaveLength(1);
    const given = write([own], { figures: [figure({ area: { ags: "05999", name: "Musterkreis" } })] }, { elsewhere: [kreis] });
    expect(sourced(given)).toHaveLength(1);
    expect(shown(given)).toContain("Kreishaus 1");
  });

  it("answers the part that can be answered, and gives the reason for the other", () => {
    const withheld = { part: "wie viele davon krank sind", reason: "personal" };
    const written = write([ask("wie viele Personen mit Duldung es gibt und wie viele davon krank sind", { withheld })], {
      figures: [figure()],
    });
    expect(written.gaps).toEqual([]);
    expect(shown(written, true)).toContain("4\u202f725 Personen mit Duldung");
    expect(shown(written, true)).toContain("Keine Antwort ist möglich auf „wie viele davon krank sind“: Die Antwort ließe Rückschlüsse");
  });

  it("tells promises with office and day where the sentence does not, and keeps them", () => {
    const commitments = [
      { text: "Der Bericht folgt im Frühjahr 2024.", office: null, until: "2024-04-30" },
      { text: "Die Verwaltung berichtet.", office: "das Sozialamt", until: "2024-06-30" },
    ];
    const written = write([ask("wie viele Personen mit Duldung es gibt")], { figures: [figure()] }, { case: { ...koeln, commitments } });
    expect(shown(written, true)).toContain("Der Bericht folgt im Frühjahr 2024.\n");
    expect(shown(written, true)).toContain(
      "Die Verwaltung berichtet. Federführend ist das Sozialamt. Vorgesehen ist das bis zum 30.06.2024.",
    );
    expect(written.commitments).toEqual(commitments);
  });

  it("does not release made-up values, and where the demo may, every page says so", () => {
    const given = figure({ example: true });
    const written = write([ask("wie viele Personen mit Duldung es gibt")], { figures: [given] });
    expect(() => assertFinal(written, [given], real)).toThrow(
      expect.objectContaining({ code: "answer.made-up", values: expect.objectContaining({ label: "Personen mit Duldung" }) }),
    );
    expect(() => assertFinal(written, [given], { examples: true })).not.toThrow();
    const invented = write([ask("ob die Behörde berät")], { statements: [statement({ example: true })] });
    expect(() => assertFinal(invented, [], real)).toThrow(expect.objectContaining({ code: "answer.made-up" }));
    for (const one of [written, invented]) {
      expect(renderText(one, { final: true })).toMatch(/^BEISPIEL/);
      const html = renderHtml(one, { final: true });
      expect(html).toContain("<title>BEISPIEL: ");
      expect(html).toMatch(/@top-right \{ content: "BEISPIEL"/);
      expect(words(part(renderDocx(one, { final: true }), "word/header1.xml"))).toContain("BEISPIEL");
    }
    expect(renderText(write([ask("ob die Behörde berät")], { statements: [statement()] }), { final: true })).not.toContain("BEISPIEL");
  });

  it("hints at numbers in own words, but not at paragraphs of laws", () => {
    const report = (thanks: string) =>
      draft({
        ...{ inquiries: [], figures: [], statements: [], house: "aachen/niederschrift", today: "2023-03-01" },
        case: { kind: "report", title: "T", organization: "Rat", sitting: "2023-02-01", fields: { thanks } },
      });
    expect(shown(report("Es waren 12 Personen da."))).toContain("Zahl ohne Quelle im Feld „Dank und weitere Wortmeldungen“");
    expect(shown(report("Es ging um § 25b Abs. 1 AufenthG und die Bausteine 1 und 2."))).not.toContain("Zahl ohne Quelle");
  });

  it("writes amounts as the house does, and takes nothing else for an amount", () => {
    const patterns = { whole: "{euros},--", cents: "{euros},{cents}" };
    const written = ["25000", "25.000", "1.234.567,00", "12,50", "25.000 Euro", "25.000,-- Euro"].map((typed) => money(typed, patterns));
    expect(written).toEqual(["25.000,--", "25.000,--", "1.234.567,--", "12,50", "25.000,--", "25.000,--"]);
    for (const no of ["viel", "25,0", "1.23", "-5", ""]) expect([no, money(no, patterns)]).toEqual([no, null]);
  });
});

describe("release", () => {
  const many = ask("wie viele Personen mit Duldung es gibt");

  it("is refused while a gap is open, with the gaps and the sentence a person reads", () => {
    const written = write([many, ask("ob das stimmt", { topics: ["einbuergerung"] })], { figures: [figure()] });
    const refused = catching(() => assertFinal(written, [figure()], real));
    expect(refused).toBeInstanceOf(OpenGaps);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({
      code: "answer.gap-open",
      gaps: [{ inquiry: 1, missing: "Antwort auf die Frage, ob das stimmt", office: "Einbürgerungsbehörde" }],
    });
    const hidden = { ...written, gaps: [] };
    expect(() => renderText(hidden, { final: true })).toThrow(OpenGaps);
  });

  it("is signed and unmarked only when final", () => {
    const written = write([many], { figures: [figure()] });
    for (const text of [
      renderText(written, { final: true }),
      renderHtml(written, { final: true }),
      words(part(renderDocx(written, { final: true }), "word/document.xml")),
    ]) {
      expect(text).toContain("Gez. Beispiel");
      expect(text).not.toMatch(/entwurf/i);
    }
    expect(part(renderDocx(written, { final: true }), "word/header1.xml")).not.toMatch(/ENTWURF/);
    expect(renderHtml(written, { final: false })).not.toContain("Gez.");
  });

  it("is refused when a number, a label, a statement or a frozen figure was altered", () => {
    const given = figure({ example: true });
    const told = statement();
    const written = write([many], { figures: [given], statements: [told] });
    const altered = (from: string, to: string): Draft =>
      JSON.parse(JSON.stringify(written).replaceAll(JSON.stringify(from).slice(1, -1), to));
    const codes = (of: Draft, figures: Figure[] = [given]) => verify(of, figures).map(({ code }) => code);
    expect(codes(written)).toEqual([]);
    expect(codes(altered("gab es in Köln 4\u202f725", "gab es in Köln 4\u202f825"))).toEqual(["number-added", "number-missing"]);
    expect(codes(altered("Stichtag 31.12.2022", "Stichtag 31.12.2023"))).toContain("number-added");
    expect(codes(altered("4\u202f725 Personen", "viele Personen"))).toEqual(["number-missing"]);
    expect(codes(altered("(Beispielwert).", "."))).toEqual(["label-missing"]);
    expect(codes(altered("gab es in Köln", "lebten in Köln"))).toEqual([]);
    expect(codes(written, [{ ...given, value: "4730" }])).toEqual(["figure-changed"]);
    expect(codes(written, [])).toEqual(["figure-changed"]);
    const rewritten = {
      ...written,
      blocks: written.blocks.map((block) =>
        block.kind === "paragraph"
          ? { ...block, sentences: block.sentences.map((one) => ({ ...one, text: one.text.replace("alle", "nicht alle") })) }
          : block,
      ),
    };
    expect(codes(rewritten)).toEqual(["statement-changed"]);
    const added = {
      ...written,
      blocks: [...written.blocks, { kind: "paragraph", role: "answer", sentences: [{ text: "Es sind 12.", sources: [] }] } as const],
    };
    expect(codes(added)).toEqual(["number-added"]);
    expect(() => assertFinal(added, [given], { examples: true })).toThrow(expect.objectContaining({ code: "answer.number-changed" }));
  });
});

describe("words", () => {
  it("inflects bodies", () => {
    const forms: [string, string, string][] = [
      ["Integrationsrat", "des Integrationsrates", "der Integrationsrat"],
      ["Rat", "des Rates", "der Rat"],
      ["Bezirksvertretung Mülheim", "der Bezirksvertretung Mülheim", "die Bezirksvertretung Mülheim"],
      [
        "Ausschuss für Chancengerechtigkeit und Integration",
        "des Ausschusses für Chancengerechtigkeit und Integration",
        "der Ausschuss für Chancengerechtigkeit und Integration",
      ],
      ["Haupt- und Finanzausschuss", "des Haupt- und Finanzausschusses", "der Haupt- und Finanzausschuss"],
      ["Seniorenbeirat", "des Seniorenbeirates", "der Seniorenbeirat"],
      ["Ständige Kommission", "der Ständigen Kommission", "die Ständige Kommission"],
      ["Gemeinsamer Ausschuss", "des Gemeinsamen Ausschusses", "der Gemeinsame Ausschuss"],
      ["Wuppertaler Rat", "des Wuppertaler Rates", "der Wuppertaler Rat"],
      ["Runder Tisch Integration", "des Runden Tisches Integration", "der Runde Tisch Integration"],
      ["Rat der Stadt Köln", "des Rates der Stadt Köln", "der Rat der Stadt Köln"],
      ["AG Integration", "der AG Integration", "die AG Integration"],
      ["Haus der Vielfalt", "des Hauses der Vielfalt", "das Haus der Vielfalt"],
      ["Xyz", "des Gremiums „Xyz“", "das Gremium „Xyz“"],
    ];
    for (const [name, ofIt, itself] of forms) expect([genitive(name), nominative(name)]).toEqual([ofIt, itself]);
    expect(genitive("Integrationsrat", "short")).toBe("des Integrationsrats");
    expect(genitive("Kreistag", "short")).toBe("des Kreistags");
  });

  it("uses the name a body had on the day", () => {
    const renamed = [
      [
        { name: "Integrationsrat", until: "2025-09-13" },
        { name: "Ausschuss für Chancengerechtigkeit und Integration", since: "2025-09-14" },
      ],
    ];
    expect(bodyOn("Integrationsrat", "2025-09-13", renamed)).toBe("Integrationsrat");
    expect(bodyOn("Integrationsrat", "2025-09-14", renamed)).toBe("Ausschuss für Chancengerechtigkeit und Integration");
    expect(bodyOn("Ausschuss für Chancengerechtigkeit und Integration", "2014-05-01", renamed)).toBe("Integrationsrat");
    expect(bodyOn("Integrationsrat der Stadt", "2026-01-01", renamed)).toBe("Ausschuss für Chancengerechtigkeit und Integration der Stadt");
    expect(bodyOn("Sozialausschuss", "2026-01-01", renamed)).toBe("Sozialausschuss");
    const across = { ...koeln, sitting: "2025-06-17", receiving: "2025-11-25" };
    const text = renderText(write([ask("ob das stimmt")], {}, { case: across }), { final: false });
    expect(text).toContain("Ausschuss für Chancengerechtigkeit und Integration\t25.11.2025");
    expect(text).toContain("Die in der Sitzung des Integrationsrates vom 17.06.2025");
  });

  it("retells every form of question", () => {
    const { speech } = house("koeln");
    const tell = (question: string, what: Partial<DraftInquiry> = {}, turn = 0) =>
      retell(ask(question, what), { speech, organization: "Integrationsrat", genitive: "long", turn });
    const three = ["A", "B", "C"].map((asker) => ({ asker, salutation: asker === "C" ? "Frau" : "Herr", role: null }));
    expect(tell("warum es lange dauert")).toBe("RM Frau Beispiel fragt, warum es lange dauert.");
    expect(tell("in welchem Umfang gefördert wird", {}, 1)).toBe("RM Frau Beispiel erkundigt sich, in welchem Umfang gefördert wird.");
    expect(tell("der Zusammenarbeit und den Schnittstellen", { askers: three })).toBe(
      "Herr A, Herr B und Frau C fragen nach der Zusammenarbeit und den Schnittstellen.",
    );
    expect(tell("ob das stimmt", { askers: [] })).toBe("Aus der Mitte des Integrationsrates wird gefragt, ob das stimmt.");
    expect(tell("Wie viele sind es?")).toBe("RM Frau Beispiel fragt: „Wie viele sind es?“");
    expect(tell("in der nächsten Sitzung zu berichten", { kind: "request" })).toBe(
      "RM Frau Beispiel bittet darum, in der nächsten Sitzung zu berichten.",
    );
    expect(tell("eine Übersicht der Fördersummen", { kind: "request" })).toBe(
      "RM Frau Beispiel bittet um eine Übersicht der Fördersummen.",
    );
    expect(tell("dass Hinweise fehlen", { kind: "remark" })).toBe("RM Frau Beispiel macht darauf aufmerksam, dass Hinweise fehlen.");
    expect(tell("die Zahl der Anträge")).toBe("RM Frau Beispiel erfragt die Zahl der Anträge.");
    expect(tell("Nachfrage von RM Frau Beispiel")).toBe("RM Frau Beispiel stellt eine Nachfrage.");
    expect(tell("schlägt einen anderen Ort vor", { kind: "request" })).toBe(
      "RM Frau Beispiel äußert folgende Bitte: „schlägt einen anderen Ort vor“.",
    );
    expect(tell("ob die Verwal\u00adtung neben\nder Unterkunft baut")).toBe(
      "RM Frau Beispiel fragt, ob die Verwaltung neben der Unterkunft baut.",
    );
    const role = (role: string, asker: string, salutation: string | null) =>
      tell("ob das stimmt", { askers: [{ asker, salutation, role }] }).split(" fragt")[0];
    expect(role("Ratsherr", "Beispiel", "Herr")).toBe("Ratsherr Beispiel");
    expect(role("sachkundige Bürgerin", "Beispiel", "Frau")).toBe("Sachkundige Bürgerin Frau Beispiel");
    expect(role("Ratsfraktion", "Bunte Liste", null)).toBe("Die Ratsfraktion Bunte Liste");
    expect(role("Gremium", "Bezirksausschuss 25", null)).toBe("Der Bezirksausschuss 25");
    expect(role("Vorsitz", "Vorsitzender", "Herr")).toBe("Der Vorsitzende");
  });

  it("has in every house a phrase only for indicators that exist", () => {
    for (const { phrases } of readHouses().values()) {
      for (const id of Object.keys(phrases.indicators)) expect([id, findIndicator(id)?.id]).toEqual([id, id]);
    }
  });
});

function unescaped(markup: string): string {
  const text = markup
    .replace(/<[^>]*>/g, "")
    .replace(/&#x([0-9A-F]+);/gi, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
  return text
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/\u00a0/g, " ");
}

function copyOfAnswers(): string {
  const folder = mkdtempSync(join(tmpdir(), "houses-"));
  temporary.push(folder);
  cpSync(answers, folder, { recursive: true });
  return folder;
}

function catching(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was refused");
}
