import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, readWords } from "../../plugin/agenda/match/words.ts";
import { type Matched, match, matchLines } from "../../plugin/agenda/match.ts";

const invented: { items: { name: string; topics: string[] }[] } = JSON.parse(
  readFileSync(new URL("../fixtures/labels/invented.json", import.meta.url), "utf8"),
);
const titles = invented.items.map((item) => item.name);
const topics = (matched: Matched) => matched.candidates.map((one) => one.topic).sort();
const titled = (name: string) => topics(match({ id: 1, name }));

const title = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(fc.constantFrom(...titles.flatMap((one) => one.split(" "))), { maxLength: 30 }).map((words) => words.join(" ")),
  fc.constantFrom(...titles),
);
const decision = fc.record({
  title,
  topic: fc.constantFrom("kim", "aufenthalt", "einbuergerung", "behoerde"),
  decision: fc.constantFrom("approved", "rejected"),
});

describe("matching any agenda item", () => {
  it("gives each topic at most once, with reasons, by score, and the same every time", () => {
    const item = fc.record({
      id: fc.string(),
      name: title,
      organization: title,
      paper: fc.record({ name: title, paperType: title, text: title }),
    });
    fc.assert(
      fc.property(item, (one) => {
        const { id, candidates } = match(one);
        expect(id).toBe(one.id);
        expect(new Set(candidates.map((candidate) => candidate.topic)).size).toBe(candidates.length);
        expect(candidates.map((candidate) => candidate.score)).toEqual(
          candidates.map((candidate) => candidate.score).sort((a, b) => b - a),
        );
        for (const { score, reasons } of candidates) {
          expect(score).toBeGreaterThanOrEqual(0.5);
          expect(score).toBeLessThanOrEqual(1);
          expect(reasons.length).toBeGreaterThan(0);
        }
        expect(match(one).candidates).toEqual(candidates);
      }),
    );
  });

  it("quotes what stands in the title", () => {
    fc.assert(
      fc.property(title, (name) => {
        const { text } = readWords(name);
        for (const { reasons } of match({ id: 1, name }).candidates)
          for (const reason of reasons) expect(text).toContain(reason.slice("Titel: „".length, -1));
      }),
    );
  });

  it("is not moved by invisible marks, spelling of umlauts, or the way Unicode is composed", () => {
    const spelled = (name: string) =>
      name.replace(/[äöüÄÖÜß]/g, (letter) => ({ ä: "ae", ö: "oe", ü: "ue", Ä: "Ae", Ö: "Oe", Ü: "Ue", ß: "ss" })[letter] ?? "");
    fc.assert(
      fc.property(fc.constantFrom(...titles), fc.nat(), (name, seed) => {
        const at = seed % (name.length + 1);
        expect(titled(`${name.slice(0, at)}\u00ad${name.slice(at)}`)).toEqual(titled(name));
        expect(titled(spelled(name))).toEqual(titled(name));
        expect(titled(name.normalize("NFD"))).toEqual(titled(name));
        expect(titled(`  ${name.replaceAll(" ", "\n ")} `)).toEqual(titled(name));
      }),
    );
  });

  it("makes no topic of the body, the kind of paper or earlier decisions where the title has none", () => {
    const silent = titles.filter(
      (name) =>
        titled(name).length === 0 &&
        !/integr|migra|asyl|flücht|ausländ|kim|case|fall|drittst|duld|aufent|ukrain|zuwand|einwand|staatsang/i.test(name),
    );
    expect(silent.length).toBeGreaterThan(60);
    fc.assert(
      fc.property(fc.constantFrom(...silent), fc.array(decision, { maxLength: 5 }), (name, memory) => {
        const approved = memory.map((one) => ({ ...one, title: name, decision: "approved" as const }));
        const item = { id: 1, name, organization: "Integrationsrat", date: "2024-01-01", paper: { name, paperType: "Mitteilungsvorlage" } };
        expect(topics(match(item, approved))).toEqual([]);
      }),
    );
  });

  it("never loses a topic named outright to earlier decisions, and moves no score by more than 0.2", () => {
    fc.assert(
      fc.property(fc.constantFrom(...titles), fc.array(decision, { maxLength: 20 }), (name, decisions) => {
        const memory = decisions.map((one) => ({ ...one, title: name }));
        for (const before of match({ id: 1, name }).candidates) {
          const after = match({ id: 1, name }, memory).candidates.find((one) => one.topic === before.topic);
          if (before.score >= 0.75) expect(after).toBeDefined();
          if (after) expect(Math.abs(after.score - before.score)).toBeLessThanOrEqual(0.2001);
        }
      }),
    );
  });

  it("takes capital and small letters for the same", () => {
    const german = fc.string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzäöüßéş") });
    fc.assert(
      fc.property(german, (text) => {
        expect(fold(text.toUpperCase())).toBe(fold(text));
      }),
    );
  });
});

describe("matching any lines", () => {
  it("answers each line that is not empty, in order", async () => {
    const line = fc.oneof(
      fc.string().filter((text) => !/[\r\n]/.test(text)),
      fc.json(),
      fc.record({ id: fc.integer(), name: title }).map((item) => JSON.stringify(item)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
        const answers: object[] = [];
        for await (const answer of matchLines(lines)) answers.push(answer);
        const asked = lines.map((text, index) => ({ text, line: index + 1 })).filter(({ text }) => text.trim() !== "");
        expect(answers).toHaveLength(asked.length);
        answers.forEach((answer, index) => {
          if ("error" in answer) expect(answer).toEqual({ line: asked[index]?.line, error: expect.stringMatching(/^Zeile \d+.*\.$/) });
          else expect(answer).toEqual({ id: JSON.parse(asked[index]?.text ?? "").id, candidates: expect.any(Array) });
        });
      }),
    );
  });
});
