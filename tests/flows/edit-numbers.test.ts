import { describe, expect, it } from "vitest";
import type { Figure } from "../../plugin/figures/figure.ts";
import { house } from "../../plugin/houses.ts";
import { verify } from "../../plugin/inquiry/answer.ts";
import type { Block, Draft, Sentence, Source } from "../../plugin/inquiry/draft/document.ts";
import { figureSentence, figureSource } from "../../plugin/inquiry/draft/sentences.ts";

const { phrases } = house("koeln");
const figure: Figure = {
  ...{ id: "f1", town: "koeln", indicator: "RES.DULD", label: "Personen mit Duldung", unit: "Personen", value: "4725", dimensions: {} },
  ...{ area: { ags: "05315000", name: "Köln" }, reference: { kind: "date", date: "2022-12-31" }, status: "final" },
  ...{ source: "Ausländerbehörde", protection: "round5", example: false },
};
const told = figureSentence(figure, phrases);
const head = { town: "Köln", title: "x", organization: "Rat", date: null, asOf: "2026-11-22" };
const draft = (...blocks: Block[]): Draft => ({
  ...{ house: "koeln/beantwortung", head, blocks, sources: [figureSource(figure, phrases)], gaps: [], commitments: [] },
});
const codes = (...blocks: Block[]) => verify(draft(...blocks), [figure]).map(({ code }) => code);
const own = (text: string): Sentence => ({ text, sources: [], was: "" });
const edited = (text: string): Sentence => ({ text, sources: [0], was: told });
const paragraph = (...sentences: Sentence[]): Block => ({ kind: "paragraph", role: "answer", sentences });

describe("numbers in what a person wrote", () => {
  const disguises = [
    ["digits", "Es sind 47 Personen."],
    ["a word", "Es sind siebenundvierzig Personen."],
    ["thin spaces", "Es sind 4\u2009725 Personen."],
    ["zero width between digits", "Es sind 4\u200b7 Personen."],
    ["full width", "Es sind ４７ Personen."],
    ["Roman", "Es sind XLVII Personen."],
    ["a single Roman letter", "Es sind X Personen."],
    ["Arabic digits", "Es sind ٤٧ Personen."],
    ["circled", "Es sind ㊼ Personen."],
    ["letters apart", "Es sind v i e r Personen."],
    ["soft hyphens", "Es sind sieben\u00adund\u00advierzig Personen."],
    ["Cyrillic letters within", "Es sind zw\u0435i Personen."],
    ["a paragraph that is none", "Es sind § 47 Personen."],
    ["a share", "Es ist ein Drittel."],
    ["a part of many", "Es ist ein Zwanzigstel."],
    ["one and a half", "Es sind zweieinhalb."],
    ["a hair space within a word", "Es sind f\u200aünf Personen."],
    ["an invisible joiner within a word", "Es sind fü\u034fnf Personen."],
    ["a variation mark within a word", "Es sind v\ufe0fier Personen."],
    ["accents", "Es sind víèr Personen."],
    ["an i without its dot", "Es sind v\u0131er Personen."],
    ["a stroke below a letter", "Es sind zw\u0332ei Personen."],
    ["dots between letters", "Es sind v.i.e.r Personen."],
    ["Armenian letters within", "Es sind z\u057ei Personen."],
    ["small Roman letters", "Es sind xi Personen."],
    ["a Roman letter at the beginning", "X Personen kamen."],
  ] as const;

  it.each(disguises)("are found as %s, in every kind of block", (_name, text) => {
    expect(codes(paragraph(own(text)))).toEqual(["number-added"]);
    expect(codes({ kind: "paragraph", role: "text", sentences: [own(text)] })).toEqual(["number-added"]);
    expect(codes({ kind: "heading", level: 2, text, was: "" })).toEqual(["number-added"]);
    expect(codes({ kind: "lines", role: "text", lines: [own(text)] })).toEqual(["number-added"]);
    expect(codes({ kind: "list", ordered: false, items: [[own(text)]] })).toEqual(["number-added"]);
    expect(codes({ kind: "table", columns: ["a", "b"], rows: [[own(text), { text: told, sources: [0] }]] })).toContain("number-added");
  });

  it("are found when split over two sentences, and under a mark that says it is a remark", () => {
    expect(codes(paragraph(own("Es sind vierzig"), own("und sieben Personen.")))).toEqual(["number-added", "number-added"]);
    expect(codes(paragraph({ ...own("Das sind 47."), note: true }))).toEqual(["number-added"]);
  });

  it("beside a figure: its value may stay in any dress, another may not be told with it, nor a year become a count", () => {
    expect(codes(paragraph(edited(told.replace("gab es", "lebten"))))).toEqual([]);
    expect(codes(paragraph(edited(told.replace("4\u202f725", "4.725"))))).toEqual([]);
    expect(codes(paragraph(edited(told.replace("4\u202f725", "4\u202f730"))))).toEqual(["number-added", "number-missing"]);
    expect(codes(paragraph(edited(`${told} Davon sind siebenundvierzig Kinder.`)))).toEqual(["number-added"]);
    expect(codes(paragraph(edited(`${told} Es kamen 2022 Kinder.`)))).toEqual(["number-added"]);
  });

  it("of words that only this house vouches for, what may count people goes to the data office; days, times, sums and papers stay", () => {
    const alone = (text: string, id: string) => {
      const statement = {
        id,
        town: "koeln",
        topic: "",
        text,
        asOf: "2026-11-01",
        source: "Amt 50",
        office: "Amt 50",
        approvedBy: "a",
        example: false,
      };
      const source: Source = { kind: "statement", id, label: "Angabe", source: "Amt 50", standing: "Stand 01.11.2026", statement };
      const written = { ...draft({ kind: "paragraph", role: "answer", sentences: [{ text, sources: [0], was: "" }] }), sources: [source] };
      return verify(written, []).map(({ code }) => code);
    };
    for (const id of ["own:1", "reply:1"]) {
      for (const text of [
        "Betroffen sind 3 Personen.",
        "Betroffen sind drei Personen.",
        "Es waren 2023 Personen.",
        "Am 3. Mai 2026 waren es 4.",
      ])
        expect(alone(text, id), text).toEqual(["number-unvouched"]);
      const harmless = [
        "Geöffnet ist seit dem 3. Mai 2026 von 8 bis 12 Uhr, siehe Vorlage 2561/2017.",
        "Die Stelle im Baustein 2 ist seit 01.05.2026 besetzt und kostet 45.000 Euro im Jahr 2026.",
      ];
      for (const text of harmless) expect(alone(text, id), text).toEqual([]);
    }
    expect(alone("Betroffen sind 3 Personen.", "s1")).toEqual([]);
  });

  it("a promise says by when, not how many", () => {
    const promise = (text: string) => {
      const written = draft(paragraph({ text, sources: [], note: true }));
      return verify({ ...written, commitments: [{ text, office: null, until: null }] }, [figure]).map(({ code }) => code);
    };
    expect(promise("Derzeit leben hier 49 Geduldete.")).toEqual(["number-added"]);
    expect(promise("Derzeit leben hier neunundvierzig Geduldete.")).toEqual(["number-added"]);
    expect(promise("Binnen sechs Wochen, spätestens bis zum 31.03.2027, wird berichtet.")).toEqual([]);
  });

  it("beside a figure: its value may not become thousands, a share, or be read backwards", () => {
    const value = "4\u202f725";
    expect(told).toContain(value);
    for (const other of [
      `${value} Mio.`,
      `${value} Tsd.`,
      `${value} %`,
      `${value} Prozent der`,
      `\u202e${value}\u202c`,
      `\u200f47\u200f25`,
    ])
      expect(codes(paragraph(edited(told.replace(value, other)))), other).toContain("number-added");
  });

  it("laws, SGB XII and prose are no numbers; what the form says with a number may keep it", () => {
    for (const text of [
      "Das regelt § 25b AufenthG.",
      "Nach §§ 25a, 25b des Aufenthaltsgesetzes und dem SGB XII.",
      "Eine Stelle berät im Viertel.",
      "In den Vierteln, z. B. im Norden, wird u. a. auf Türkisch beraten (Ansprechperson: Işık Yıldız, Café André).",
    ])
      expect(codes(paragraph(own(text)))).toEqual([]);
    const was = "Die in der Sitzung vom 11.09.2017 gestellte Nachfrage:";
    const form = (text: string): Block => ({ kind: "paragraph", role: "text", sentences: [{ text, sources: [], was }] });
    expect(codes(form("Die am vom 11.09.2017 gestellte Frage:"))).toEqual([]);
    expect(codes(form("Die in der Sitzung gestellten 2017 Fragen:"))).toEqual(["number-added"]);
  });
});
