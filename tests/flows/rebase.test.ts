import { describe, expect, it } from "vitest";
import type { Manuscript } from "../../plugin/inquiry/edit/manuscript.ts";
import { rebase } from "../../plugin/inquiry/edit/rebase.ts";

const answer = (...blocks: Record<string, string>[]): Manuscript =>
  blocks.map((lines, index) => ({ id: `b${index}`, groups: [Object.entries(lines).map(([id, text]) => ({ id, text }))] }));
const texts = (manuscript: Manuscript) => manuscript.flatMap(({ groups }) => groups.flat().map(({ text }) => text));

describe("two people edit an answer at once", () => {
  const base = answer({ s1: "Eins.", s2: "Zwei." }, { s1: "Drei." });

  it("a sentence that one took out and the other rewrote stays", () => {
    const mine = answer({ s1: "Eins." }, { s1: "Drei, neu." });
    const theirs = answer({ s1: "Eins.", s2: "Zwei, neu." }, { s1: "Drei." });
    expect(texts(rebase(base, mine, theirs).manuscript)).toEqual(["Eins.", "Zwei, neu.", "Drei, neu."]);
  });

  it("a block that one took out and the other rewrote stays; one that nobody touched goes", () => {
    const mine = answer({ s1: "Eins.", s2: "Zwei." });
    expect(texts(rebase(base, mine, answer({ s1: "Eins.", s2: "Zwei." }, { s1: "Drei, neu." })).manuscript)).toContain("Drei, neu.");
    expect(texts(rebase(base, mine, answer({ s1: "Eins, neu.", s2: "Zwei." }, { s1: "Drei." })).manuscript)).toEqual([
      "Eins, neu.",
      "Zwei.",
    ]);
  });

  it("what one rewrote and the other took out is given as homeless; where both rewrote, both are given", () => {
    const mine = answer({ s1: "Eins, meins.", s2: "Zwei, meins." }, { s1: "Drei." });
    const { manuscript, theirs, homeless } = rebase(base, mine, answer({ s1: "Eins, deins." }, { s1: "Drei." }));
    expect([texts(manuscript), homeless]).toEqual([["Eins, meins.", "Drei."], ["Zwei, meins."]]);
    expect([...theirs]).toEqual([["b0.s1", "Eins, deins."]]);
  });
});
