import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clean, original } from "../../plugin/inquiry/extract/clean.ts";
import { commitments, extract, pseudonymise } from "../../plugin/inquiry/extract.ts";
import { own } from "../flows/inquiry-set.ts";

const passages = own();
const words = [
  "RM Frau Ahlers",
  "fragt",
  "bittet",
  "um",
  "ob",
  "wann",
  ",",
  ".",
  "?",
  ":",
  "\n",
  "\n\n",
  "Die Verwaltung",
  "sagt dies zu",
  "Auf Nachfrage von",
  "(SPD)",
  "„",
  "“",
  "- ",
  "1. ",
  "und",
  "zu prüfen",
  "TOP 9 Anfragen",
  "\u00AD",
  "Herr",
  "Dr.",
  "wird",
  "nicht",
  "Antwort:",
  "dass",
];
const minutes = fc
  .array(fc.oneof(fc.constantFrom(...words), fc.constantFrom(...passages.map(({ text }) => text.slice(0, 200)))), { maxLength: 60 })
  .map((parts) => parts.join(" "));
const anything = fc.oneof(fc.string({ unit: "binary", maxLength: 400 }), fc.string({ unit: "grapheme", maxLength: 400 }), minutes);

describe("extract, on any text", () => {
  it("gives spans of the text in order, without overlap, without outer white space", () => {
    fc.assert(
      fc.property(anything, (text) => {
        let end = 0;
        for (const inquiry of extract({ text })) {
          expect(inquiry.question).toBe(text.slice(inquiry.start, inquiry.end));
          expect(inquiry.question).not.toBe("");
          expect(inquiry.question).toBe(inquiry.question.trim());
          expect(inquiry.start).toBeGreaterThanOrEqual(end);
          end = inquiry.end;
        }
      }),
      { numRuns: 400 },
    );
  });

  it("counts askers as the attribution says", () => {
    fc.assert(
      fc.property(minutes, (text) => {
        for (const { attribution, askers, asker } of extract({ text })) {
          expect(attribution).toBe(askers.length === 0 ? "collective" : askers.length === 1 ? "single" : "joint");
          expect(asker).toBe(askers[0]?.asker ?? null);
        }
      }),
    );
  });

  it("gives the same again, and the same through pseudonymise twice", () => {
    fc.assert(
      fc.property(minutes, fc.boolean(), (text, citizens) => {
        const passage = { text, sitzung: citizens ? "Einwohnerfragestunde" : "TOP 3" };
        const found = extract(passage);
        expect(extract(passage)).toEqual(found);
        const once = found.map(pseudonymise);
        expect(once.map(pseudonymise)).toEqual(once);
      }),
    );
  });

  it("finds the same whatever the line ends, and however many soft hyphens", () => {
    const reduced = (text: string) =>
      extract({ text }).map(({ kind, askers, answered_in_session, answer_promised }) => ({
        kind,
        askers,
        answered_in_session,
        answer_promised,
      }));
    fc.assert(
      fc.property(fc.constantFrom(...passages), ({ text }) => {
        const plain = reduced(text);
        expect(reduced(text.replaceAll("\n", "\r\n"))).toEqual(plain);
        expect(reduced(text.replace(/(\p{Ll}{3})(?=\p{Ll}{3})/gu, "$1\u00AD"))).toEqual(plain);
        expect(reduced(`\uFEFF${text}\n`)).toEqual(plain);
      }),
      { numRuns: 120 },
    );
  });

  it("finds two passages one after another as it finds each alone, under headings of their own", () => {
    const texts = passages
      .filter(({ sitzung, municipality_style }) => !sitzung && !municipality_style)
      .map(({ text }) => text)
      .filter((text) => !/folgt beantwortet|geehrte|Beschluss:|Antrag/.test(text));
    const questions = (text: string) => extract({ text }).map(({ question }) => question);
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.constantFrom(...texts), (one, other) => {
        fc.pre(one !== other);
        expect(questions(`TOP 3 Bericht\n\n${one}\n\nTOP 4 Bericht\n\n${other}`)).toEqual([
          ...questions(`TOP 3 Bericht\n\n${one}`),
          ...questions(`TOP 4 Bericht\n\n${other}`),
        ]);
      }),
      { numRuns: 150 },
    );
  });
});

describe("clean", () => {
  it("maps every span back into the text", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const cleaned = clean(text);
        expect(cleaned.origin.length).toBe(cleaned.text.length);
        for (let at = 0; at < cleaned.text.length; at++) {
          const { start, end } = original(cleaned, at, at + 1);
          if (/\S/.test(cleaned.text.charAt(at))) expect(text.slice(start, end)).toBe(cleaned.text.charAt(at));
        }
      }),
    );
  });
});

describe("commitments, on any text", () => {
  it("are slices of it", () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const { text: words, start, end, due } of commitments(text)) {
          expect(words).toBe(text.slice(start, end));
          expect(due.date ?? "2024").toMatch(/^20\d\d(?:-\d\d(?:-\d\d)?)?$/);
        }
      }),
    );
  });
});

describe("hostile texts end", () => {
  const big = 400_000;
  it.each([
    ["no full stop", "und die Verwaltung fragt ob ".repeat(big / 28)],
    ["one word", "a".repeat(big)],
    ["only commas", ",".repeat(big)],
    ["only brackets", "(".repeat(big)],
    ["verbs of promise", "sagt ".repeat(big / 5)],
    ["auxiliaries", "wird ".repeat(big / 5)],
    ["salutations", "Frau Dr. ".repeat(big / 9)],
    ["names", "Frau Von Der Zu Müller-".repeat(big / 23)],
    ["question marks", "?".repeat(big)],
    ["numbers", "1. ".repeat(big / 3)],
    ["dots", ". ".repeat(big / 2)],
    ["blank lines", "\n \n".repeat(big / 3)],
    ["divided words", "Pau-\n".repeat(big / 5)],
    ["mangled umlauts", "FrÃ¤gt â€ž Ã¼ber ".repeat(big / 17)],
    ["a table of contents", "12.3 Anfragen ............... 14\n".repeat(big / 33)],
    ["inquiries", "RM Frau Ahlers fragt, ob es geht. ".repeat(big / 34)],
  ])("%s", (_name, text) => {
    expect(Array.isArray(extract({ text }))).toBe(true);
    expect(Array.isArray(commitments(text))).toBe(true);
  });
});
