import { readFileSync } from "node:fs";
import PizZip from "pizzip";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Figure, Statement } from "../../plugin/figures/figure.ts";
import { formatReference } from "../../plugin/figures/format.ts";
import { findIndicator } from "../../plugin/figures/indicators.ts";
import { topics } from "../../plugin/figures/topics.ts";
import { house } from "../../plugin/houses.ts";
import { renderDocx, renderHtml, renderText } from "../../plugin/inquiry/answer.ts";
import { asked } from "../../plugin/inquiry/draft/asked.ts";
import { type Draft, type DraftInquiry, draft } from "../../plugin/inquiry/draft.ts";
import { topicsOf } from "../../plugin/inquiry/extract.ts";

/** What councillors asked, in the words of minutes (facts: domain.md §7, the same order); the last is added, because none there is about T4. */
const questions = z
  .array(z.strictObject({ topic: z.string(), question: z.string() }))
  .parse(JSON.parse(readFileSync("tests/fixtures/councillors-questions.json", "utf8")));

const codes = topics.map(({ id }) => id);

test("the questions of the facts are about all topics", () => {
  expect(questions).toHaveLength(66);
  expect([...new Set(questions.map(({ topic }) => topic))].sort()).toEqual([...codes].sort());
});

test.each(questions)("$topic: $question", ({ topic, question }) => {
  expect(asked({ question, topics: topicsOf(question) }).topics).toContain(topic);
});

const ask = (question: string, named: readonly string[]): DraftInquiry => ({
  askers: [{ asker: "Beispiel", salutation: "Frau", role: "RM", party: null }],
  ...{ attribution: "single", question, kind: "question", topics: named, answeredInSession: false },
});
const statement = (topic: string): Statement => ({
  ...{ id: "s1", town: "koeln", topic, text: "So verhält es sich in der Stadt.", asOf: "2025-02-01", source: "Bericht des Amtes" },
  ...{ office: "Fachamt", approvedBy: "Beispiel", example: false },
});
function figure(id: string): Figure {
  const { label, unit, cut } = findIndicator(id) ?? { label: "", unit: "", cut: "date" };
  return {
    ...{ id: "f1", town: "koeln", indicator: id, label, unit, area: { ags: "05315000", name: "Köln" }, value: "120", dimensions: {} },
    reference: cut === "date" ? { kind: "date", date: "2024-12-31" } : { kind: "period", from: "2024-01-01", to: "2024-12-31" },
    ...{ status: "final", source: "Statistik der Behörde", protection: "round5", example: false },
  };
}
const write = (inquiry: DraftInquiry, facts: { figures?: Figure[]; statements?: Statement[]; elsewhere?: object[] }): Draft =>
  draft({
    case: { title: "Bericht", organization: "Integrationsrat", sitting: "2025-03-01", receiving: "2025-04-01" },
    inquiries: [inquiry],
    ...{ figures: [], statements: [], ...facts, house: "koeln", today: "2025-03-10" },
  } as Parameters<typeof draft>[0]);

/** Every form in which an answer leaves the house; the PDF is printed from the page. */
const forms = (of: Draft): Record<string, string> => ({
  text: renderText(of, { final: false }),
  page: renderHtml(of, { final: false }).replace(/<[^>]+>/gu, ""),
  word: (new PizZip(renderDocx(of, { final: false })).file("word/document.xml")?.asText() ?? "").replace(/<[^>]+>/gu, ""),
});

describe.each(topics)("$id $label", ({ id, indicators }) => {
  test("what the office said is told with source and Stand in every form", () => {
    const written = write(ask("ob das so ist", [id]), { statements: [statement(id)] });
    expect(written.gaps).toEqual([]);
    for (const [form, text] of Object.entries(forms(written)))
      for (const words of ["So verhält es sich in der Stadt.", "Bericht des Amtes", "Fachamt", "Stand 01.02.2025"])
        expect(text, form).toContain(words);
  });

  test("a figure is told with source and Stichtag or period in every form", ({ skip }) => {
    const [first] = indicators.filter((one) => findIndicator(one)?.public !== "internal" && (id !== "T11" || one.startsWith("POT.")));
    if (!first) skip("only words answer this topic: the catalogue has no indicator for it");
    const question = id === "T11" ? "wie viele Geduldete anspruchsberechtigt sind" : "wie hoch die Zahl ist";
    const written = write(ask(question, [id]), { figures: [figure(first ?? "")] });
    expect(written.sources).toHaveLength(1);
    for (const [form, text] of Object.entries(forms(written)))
      for (const words of ["120", "Statistik der Behörde", formatReference(figure(first ?? "").reference)])
        expect(text, form).toContain(words);
  });

  test("without facts there is a gap that names the office, and with another authority its address instead", () => {
    const nothing = write(ask("ob das so ist", [id]), {});
    const { offices } = house("koeln");
    expect(nothing.gaps).toEqual([
      { inquiry: 0, missing: expect.stringContaining("ob das so ist"), office: offices.topics[id as "T1"] ?? offices.default },
    ]);
    for (const text of Object.values(forms(nothing))) expect(text).toContain("FEHLT");
    const elsewhere = [{ topics: [id], authority: "Kreis Beispiel", address: "Kreisstraße 1, 12345 Beispiel" }];
    const other = write(ask("ob das so ist", [id]), { elsewhere });
    expect(other.gaps).toEqual([]);
    for (const text of Object.values(forms(other)))
      expect(text).toContain("Zuständige Stelle: Kreis Beispiel, Kreisstraße 1, 12345 Beispiel.");
  });
});

test("the nearest Stichtag is named as such, and the entitled are called Potenzial, in every form", () => {
  const near = write(ask("wie viele Menschen am 30.06.2023 geduldet waren", ["T8"]), { figures: [figure("RES.DULD")] });
  for (const text of Object.values(forms(near)))
    for (const words of ["Für den 30.06.2023 liegen keine Angaben vor", "31.12.2024"]) expect(text).toContain(words);
  const entitled = write(ask("wie viele Geduldete nach § 25b AufenthG anspruchsberechtigt sind", ["T9"]), { figures: [figure("POT.25B")] });
  for (const text of Object.values(forms(entitled)))
    for (const words of ["Potenzial", "nicht statistisch erfasst"]) expect(text).toContain(words);
});
