import fc from "fast-check";
import PizZip from "pizzip";
import { describe, expect, it } from "vitest";
import type { Figure, Statement } from "../../plugin/figures/figure.ts";
import { indicators } from "../../plugin/figures/indicators.ts";
import { topics } from "../../plugin/figures/topics.ts";
import { openGaps } from "../../plugin/inquiry/answer/gaps.ts";
import { renderDocx, renderHtml, renderText, verify } from "../../plugin/inquiry/answer.ts";
import { addDays, addMonths, weekday } from "../../plugin/inquiry/deadline/days.ts";
import { isWorkingDay } from "../../plugin/inquiry/deadline/holidays.ts";
import { due } from "../../plugin/inquiry/deadline.ts";
import { askedReference, distance } from "../../plugin/inquiry/draft/period.ts";
import { type Draft, type DraftInquiry, draft } from "../../plugin/inquiry/draft.ts";
import { formOf } from "../../plugin/inquiry/words/clause.ts";
import { genitive, nominative } from "../../plugin/inquiry/words.ts";

const day = fc
  .date({ min: new Date("2015-01-01"), max: new Date("2030-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
const year = fc.integer({ min: 2015, max: 2029 });
const reference: fc.Arbitrary<Figure["reference"]> = fc.oneof(
  day.map((date) => ({ kind: "date", date }) as const),
  fc
    .tuple(year, fc.constantFrom("06-30", "12-31"))
    .map(([of, end]) => ({ kind: "period", from: `${of}-01-01`, to: `${of}-${end}` }) as const),
);
const figures: fc.Arbitrary<Figure[]> = fc
  .array(
    fc.record({
      of: fc.constantFrom(...indicators),
      reference,
      value: fc.option(
        fc.oneof(
          fc.nat({ max: 2_000_000 }).map(String),
          fc.nat({ max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
        ),
      ),
      dimensions: fc.dictionary(
        fc.constantFrom("Altersgruppe", "Geschlecht"),
        fc.constantFrom("18 bis unter 27 Jahre", "weiblich", "60 <Jahre> & älter"),
      ),
      status: fc.constantFrom("final" as const, "provisional" as const),
      example: fc.boolean(),
      area: fc.constantFrom("Köln", "Kreis Recklinghausen", "StädteRegion Aachen"),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map(({ of, area, ...rest }, index) => ({
      ...rest,
      id: `f${index}`,
      town: "koeln",
      indicator: of.id,
      label: of.label,
      unit: of.unit,
      area: { ags: "05315000", name: area },
      source: "Quelle",
      protection: "round5" as const,
    })),
  );
const statements: fc.Arbitrary<Statement[]> = fc
  .array(fc.record({ topic: fc.constantFrom(...topics.map(({ id }) => id)), text: words, asOf: day, example: fc.boolean() }), {
    maxLength: 4,
  })
  .map((list) =>
    list.map((one, index) => ({ ...one, id: `s${index}`, town: "koeln", source: "Quelle", office: "Amt", approvedBy: "Beispielperson" })),
  );
const inquiries: fc.Arbitrary<DraftInquiry[]> = fc.array(
  fc.record({
    askers: fc.array(
      fc.record({
        asker: fc.constantFrom("Beispiel", "Muster"),
        salutation: fc.constantFrom("Frau", "Herr", null),
        role: fc.constantFrom("RM", null),
      }),
      { maxLength: 3 },
    ),
    attribution: fc.constantFrom("single", "joint", "collective"),
    question: fc.oneof(
      words.map((rest) => `wie viele ${rest}`),
      words.map((rest) => `ob ${rest}`),
      words.map((rest) => `warum ${rest}`),
      words,
    ),
    kind: fc.constantFrom("question", "request", "remark"),
    topics: fc.array(fc.constantFrom(...topics.map(({ id }) => id)), { maxLength: 3 }),
    answeredInSession: fc.constant(false),
  }),
  { minLength: 1, maxLength: 4 },
);
/** One question for a number on every topic, so that nearly every figure is told. */
const counting: fc.Arbitrary<DraftInquiry[]> = words.map((rest) => [
  {
    askers: [],
    attribution: "collective",
    question: `wie viele ${rest}`,
    kind: "question",
    topics: topics.map(({ id }) => id),
    answeredInSession: false,
  },
]);
const writtenFrom = (asked: fc.Arbitrary<DraftInquiry[]>) =>
  fc.record({ inquiries: asked, figures, statements, house: fc.constantFrom("koeln", "aachen", "standard") }).map((input) => ({
    input,
    draft: draft({ ...input, case: { title: "T", organization: "Integrationsrat", sitting: "2024-05-06" }, today: "2024-06-01" }),
  }));
const written = writtenFrom(inquiries);

describe("a draft", () => {
  it("tells only given facts, each of them as it was given, and is the same for the same input", () => {
    fc.assert(
      fc.property(written, ({ input, draft: one }) => {
        expect(verify(one, input.figures)).toEqual([]);
        const ids = new Set([...input.figures, ...input.statements].map(({ id }) => id));
        for (const { id } of one.sources) expect(ids).toContain(id);
        for (const block of one.blocks) {
          if (block.kind !== "paragraph" || block.role !== "answer") continue;
          for (const { sources, gap, note } of block.sentences) expect(sources.length > 0 || gap !== undefined || note).toBe(true);
        }
        expect(JSON.parse(JSON.stringify(one))).toEqual(one);
        expect(
          draft({ ...input, case: { title: "T", organization: "Integrationsrat", sitting: "2024-05-06" }, today: "2024-06-01" }),
        ).toEqual(one);
      }),
      { numRuns: 150 },
    );
  });

  it("has a gap for every inquiry without a fact, shows it, and is final only without one", () => {
    fc.assert(
      fc.property(written, ({ input, draft: one }) => {
        if (input.figures.length === 0 && input.statements.length === 0)
          expect(one.gaps.map(({ inquiry }) => inquiry)).toEqual(input.inquiries.map((_, index) => index));
        const shown = one.blocks
          .flatMap((block) => (block.kind === "paragraph" ? block.sentences : []))
          .filter(({ gap }) => gap !== undefined);
        expect(shown.map(({ gap }) => gap).sort()).toEqual(one.gaps.map((_, index) => index));
        if (openGaps(one).length === 0) expect(renderText(one, { final: true })).not.toContain("FEHLT");
        else expect(() => renderText(one, { final: true })).toThrow(expect.objectContaining({ code: "answer.gap-open" }));
      }),
      { numRuns: 150 },
    );
  });

  it("notices any change of any digit in a sourced sentence", () => {
    fc.assert(
      fc.property(writtenFrom(counting), fc.nat(), fc.integer({ min: 1, max: 9 }), ({ input, draft: one }, which, by) => {
        const places = digits(one);
        fc.pre(places.length > 0);
        const place = places[which % places.length];
        if (!place) throw new Error("no place");
        expect(verify(changed(one, place, by), input.figures)).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("never turns a text into markup, in any format", () => {
    fc.assert(
      fc.property(words, fc.constantFrom("koeln", "aachen"), (nasty, house) => {
        const about = (question: string, text: string): Draft =>
          draft({
            case: { title: question, organization: "Integrationsrat", sitting: "2024-05-06", paperReference: question },
            inquiries: [
              {
                askers: [],
                attribution: "collective",
                question: `ob ${question}`,
                kind: "question",
                topics: ["T5"],
                answeredInSession: false,
              },
            ],
            figures: [],
            statements: [
              {
                id: "s",
                town: "koeln",
                topic: "T5",
                text: `Satz ${text}`,
                asOf: "2024-01-01",
                source: text,
                sourceUrl: text,
                office: "Amt",
                approvedBy: "B",
                example: false,
              },
            ],
            house,
            today: "2024-06-01",
          });
        const [plain, one] = [about("x", "x"), about(`<b>${nasty}`, `</p><script>${nasty}`)];
        const tags = (html: string) => html.replace(/<style>[\s\S]*<\/style>/, "").match(/<\/?[a-z][^>]*>/g);
        expect(tags(renderHtml(one, { final: false }))).toEqual(tags(renderHtml(plain, { final: false })));
        expect(one.blocks.map(({ kind }) => kind)).toEqual(plain.blocks.map(({ kind }) => kind));
        const body = (of: Draft) =>
          new PizZip(renderDocx(of, { final: false }))
            .file("word/document.xml")
            ?.asText()
            .match(/<w:p[ >]/g)?.length;
        expect(body(one)).toBe(body(plain));
      }),
      { numRuns: 30 },
    );
  });
});

describe("words and days", () => {
  it("a body always gets an article and keeps its words", () => {
    const name = fc.tuple(
      fc.constantFrom("Integrations", "Sozial", "Stadt", ""),
      fc.constantFrom("rat", "ausschuss", "beirat", "kommission", "vertretung"),
      words,
    );
    fc.assert(
      fc.property(name, ([first, head, rest]) => {
        const body = `${first}${head} ${rest}`.trim().replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
        expect(genitive(body)).toMatch(/^(?:des|der) /);
        expect(nominative(body)).toMatch(/^(?:der|die|das) /);
      }),
    );
  });

  it("every text has a form, and what is asked for is a real day or nothing", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          words,
          day.map((of) => `zum ${of.split("-").reverse().join(".")}`),
          fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 14 })).map(([d, m]) => `am ${d}.${m}.2023`),
        ),
        (text) => {
          expect(formOf(text)).toBeTypeOf("string");
          const asked = askedReference(text, "2024-05-06");
          if (asked) expect(distance(asked, asked)).toBe(0);
          for (const bound of asked ? (asked.kind === "date" ? [asked.date] : [asked.from, asked.to]) : [])
            expect(addDays(bound, 0)).toBe(bound);
        },
      ),
    );
  });

  it("no answer is due before the question, nor on a day off where days are counted", () => {
    const rule = fc.oneof(
      fc.record({ kind: fc.constant("nextMeeting" as const), leadDays: fc.nat({ max: 30 }) }),
      fc.record({
        kind: fc.constantFrom("days" as const, "workingDays" as const, "months" as const),
        count: fc.integer({ min: 1, max: 30 }),
      }),
    );
    fc.assert(
      fc.property(rule, day, fc.array(day, { maxLength: 6 }), fc.constantFrom("NW", "BY"), (how, asked, dates, land) => {
        const result = due({ rule: how, asked, today: asked, land, sittings: dates.map((date) => ({ date })) });
        expect(result.due > asked).toBe(true);
        if (result.receiving) expect(result.receiving >= result.due).toBe(true);
        if (how.kind !== "nextMeeting") expect(isWorkingDay(result.due, land)).toBe(true);
      }),
    );
  });

  it("months end where the law says", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 36 }), (from, count) => {
        const end = addMonths(from, count);
        const shorter = Number(end.slice(8)) < Number(from.slice(8));
        expect(shorter ? addDays(end, 1).slice(8) : end.slice(8)).toBe(shorter ? "01" : from.slice(8));
        expect(weekday(addDays(from, 7))).toBe(weekday(from));
      }),
    );
  });
});

interface Place {
  readonly block: number;
  readonly sentence: number;
  readonly at: number;
}

/** Every digit of a value or day in the sourced sentences of the answer; paragraphs of laws are names. */
function digits(of: Draft): Place[] {
  return of.blocks.flatMap((block, index) => {
    if (block.kind !== "paragraph" || block.role !== "answer") return [];
    return block.sentences.flatMap(({ text, sources }, sentence) => {
      if (!sources.some((source) => of.sources[source]?.kind === "figure")) return [];
      const masked = text.replace(/§§? ?\d+\p{L}*(?: Abs\. \d+)?/gu, (law) => "x".repeat(law.length));
      return [...masked.matchAll(/\d/g)].map(({ index: at }) => ({ block: index, sentence, at }));
    });
  });
}

function changed(of: Draft, { block, sentence, at }: Place, by: number): Draft {
  const blocks = of.blocks.map((one, index) => {
    if (index !== block || one.kind !== "paragraph") return one;
    return {
      ...one,
      sentences: one.sentences.map((each, position) => (position === sentence ? { ...each, text: turned(each.text, at, by) } : each)),
    };
  });
  return { ...of, blocks };
}

const turned = (text: string, at: number, by: number) => `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
