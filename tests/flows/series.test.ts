import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Figure } from "../../plugin/figures/figure.ts";
import { oldFigureText, oldStatementText } from "../../plugin/figures/fresh.ts";
import { mergeSmallPosts } from "../../plugin/figures/merge-posts.ts";
import { breaksBetween } from "../../plugin/figures/series/breaks.ts";
import { change } from "../../plugin/figures/series/change.ts";
import { figure } from "../browser/sheets.ts";

const labels = (before: Partial<Figure>, after: Partial<Figure>) => breaksBetween(figure(before), figure(after)).map(({ label }) => label);

describe("breaks", () => {
  test("law, method and source are named, the law with its day", () => {
    expect(labels({ ruleVersion: "stag10@2000-01-01" }, { ruleVersion: "stag10@2024-06-27" })).toEqual(["Rechtsänderung 27.06.2024"]);
    expect(labels({ protection: "published" }, { protection: "round5" })).toEqual(["anderes Verfahren"]);
    expect(labels({ source: "Ausländerbehörde" }, { source: "Statistisches Landesamt" })).toEqual(["andere Quelle"]);
    expect(
      labels(
        { ruleVersion: "25b@2015-08-01", protection: "published", source: "A" },
        { ruleVersion: "25b@2022-12-31", protection: "suppress", source: "B" },
      ),
    ).toEqual(["Rechtsänderung 31.12.2022", "anderes Verfahren", "andere Quelle"]);
  });

  test("of several rules counted together the newest change is named; a version without a day says that there was one", () => {
    const law = { before: "25b@2022-12-31+stag10@2000-01-01", after: "25b@2022-12-31+stag10@2024-06-27" };
    expect(labels({ ruleVersion: law.before }, { ruleVersion: law.after })).toEqual(["Rechtsänderung 27.06.2024"]);
    expect(labels({ ruleVersion: "alt" }, { ruleVersion: "neu" })).toEqual(["andere Regelfassung"]);
    expect(labels({}, { ruleVersion: "25b@2022-12-31" }), "nobody knows what was counted before").toEqual(["andere Regelfassung"]);
  });

  test("the same report of another year is the same source", () => {
    expect(
      labels({ source: "Sachstandsbericht 2023, Vorlage 0638/2023" }, { source: "Sachstandsbericht 2024, Vorlage 0112/2024" }),
    ).toEqual([]);
    expect(labels({}, {})).toEqual([]);
  });
});

describe("differences", () => {
  const at = (date: string, value: string | null, over: Partial<Figure> = {}) =>
    figure({ reference: { kind: "date", date }, value, ...over });

  test("are given between values that were counted alike", () => {
    expect(change(at("2023-12-31", "200"), at("2024-12-31", "265"))).toEqual({ difference: 65, percent: 33 });
    expect(change(at("2023-12-31", "20"), at("2024-12-31", "35"))).toEqual({ difference: 15, percent: null });
    expect(change(at("2023-12-31", "13.75"), at("2024-12-31", "13.50"))).toEqual({ difference: -0.25, percent: null });
    expect(change(at("2023-12-31", "0"), at("2024-12-31", "5"))).toEqual({ difference: 5, percent: null });
  });

  test("are never given across a break, beside a secret, or between periods of unequal length", () => {
    const before = at("2023-12-31", "200", { ruleVersion: "stag10@2000-01-01" });
    expect(change(before, at("2024-12-31", "400", { ruleVersion: "stag10@2024-06-27" }))).toBeNull();
    expect(change(at("2023-12-31", "200"), at("2024-12-31", "265", { protection: "suppress" }))).toBeNull();
    expect(change(at("2023-12-31", "200"), at("2024-12-31", "265", { source: "andere" }))).toBeNull();
    expect(change(at("2023-12-31", null), at("2024-12-31", "265"))).toBeNull();
    const period = (from: string, to: string) => figure({ reference: { kind: "period", from, to } });
    expect(change(period("2023-01-01", "2023-12-31"), period("2024-01-01", "2024-06-30"))).toBeNull();
    expect(change(period("2023-01-01", "2023-12-31"), period("2024-01-01", "2024-12-31"))).toEqual({ difference: 0, percent: 0 });
  });
});

describe("filled posts", () => {
  const post = (value: string, dimensions: Record<string, string>, over: Partial<Figure> = {}) =>
    figure({
      ...{
        id: `${Object.values(dimensions).join("-")}.${over.indicator ?? ""}`,
        indicator: "KIM.POST.FILL",
        label: "Besetzte Stellen",
        unit: "VZÄ",
      },
      ...{ value, dimensions, protection: "none", example: false, ...over },
    });
  const shown = (figures: readonly Figure[]) =>
    mergeSmallPosts(figures).map(({ dimensions, value }) => [Object.values(dimensions).join(" / "), value]);

  test("a cell of one employee is shown with the smallest beside it, and says so", () => {
    const cells = [
      post("3.00", { Baustein: "2", Träger: "Kommunales Integrationszentrum" }),
      post("0.50", { Baustein: "2", Träger: "freier Träger" }),
      post("1.50", { Baustein: "2", Träger: "anderes Amt" }),
    ];
    expect(shown(cells)).toEqual([
      ["2 / Kommunales Integrationszentrum", "3.00"],
      ["2 / freier Träger und anderes Amt", "2.00"],
    ]);
    expect(mergeSmallPosts(cells)[1]?.note).toContain("nur eine beschäftigte Person");
    expect(mergeSmallPosts(cells)[1]?.id).toMatch(/^[0-9a-f]{24}\.1$/);
  });

  test("where all cells together are one post, only the sum of the Baustein stays", () => {
    const sum = post("1.00", { Baustein: "3" });
    const cells = [post("0.50", { Baustein: "3", Träger: "anderes Amt" }), post("0.50", { Baustein: "3", Träger: "freier Träger" })];
    expect(shown([sum, ...cells])).toEqual([["3", "1.00"]]);
    expect(shown([sum, post("1.00", { Baustein: "3", Träger: "anderes Amt" })])).toEqual([["3", "1.00"]]);
  });

  test("funded and established posts, the sum of a Baustein, empty cells and big ones stay as they are", () => {
    const untouched = [
      post("0.50", { Baustein: "3", Träger: "anderes Amt" }, { indicator: "KIM.POST.FUND" }),
      post("0.50", { Baustein: "3", Träger: "anderes Amt" }, { indicator: "KIM.POST.EST" }),
      post("0.50", { Baustein: "3" }),
      post("0.50", { Behörde: "Ausländerbehörde", Planstand: "Soll" }, { indicator: "ORG.ABH.POST" }),
      post("0.00", { Baustein: "2", Träger: "freier Träger" }),
      post("1.25", { Baustein: "2", Träger: "anderes Amt" }),
    ];
    expect(mergeSmallPosts(untouched)).toEqual(untouched);
  });

  test("of a breakdown by two dimensions with such a cell nothing stays, because its margins would give the cell away", () => {
    const ist = (value: string, office: string, career: string) =>
      post(value, { Behörde: office, Laufbahngruppe: career, Planstand: "Ist" }, { indicator: "ORG.ABH.POST" });
    const margin = post("9.00", { Behörde: "Ausländerbehörde", Planstand: "Ist" }, { indicator: "ORG.ABH.POST" });
    expect(shown([margin, ist("8.00", "Ausländerbehörde", "2.1"), ist("1.00", "Ausländerbehörde", "2.2")])).toEqual([
      ["Ausländerbehörde / Ist", "9.00"],
    ]);
    const big = [ist("8.00", "Ausländerbehörde", "2.1"), ist("2.00", "Ausländerbehörde", "2.2")];
    expect(mergeSmallPosts(big)).toEqual(big);
  });

  test("no cell of one employee remains, and no post is lost or invented", () => {
    const classes = ["Kommunales Integrationszentrum", "anderes Amt", "kreisangehörige Gemeinde", "freier Träger"];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 4 }), (drawn) => {
        const cells = drawn.map((value, index) => post((value / 100).toFixed(2), { Baustein: "2", Träger: classes[index] ?? "" }));
        const kept = mergeSmallPosts(cells);
        for (const { value } of kept) expect(Number(value) > 0 && Number(value) <= 1).toBe(false);
        const total = (figures: readonly Figure[]) => figures.reduce((sum, { value }) => sum + Math.round(Number(value) * 100), 0);
        if (kept.length > 0) expect(total(kept)).toBe(total(cells));
        else expect(total(cells)).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("age", () => {
  test("is said in words, with the limit", () => {
    expect(oldFigureText(figure({ reference: { kind: "date", date: "2023-12-31" } }), "2025-06-30")).toBeNull();
    expect(oldFigureText(figure({ reference: { kind: "date", date: "2023-12-31" } }), "2025-07-01")).toBe("veraltet: älter als 18 Monate");
    const term = { indicator: "KIM.TERM", reference: { kind: "period", from: "2023-01-01", to: "2025-12-31" } } as const;
    expect(oldFigureText(figure(term), "2025-12-31")).toBeNull();
    expect(oldFigureText(figure(term), "2026-02-01")).toBe("veraltet: älter als einen Monat");
    expect(oldFigureText({ ...figure(), indicator: "GIBT.ES.NICHT" }, "2030-01-01")).toBeNull();
    expect(oldStatementText({ asOf: "2023-10-18" }, "2025-10-17")).toBeNull();
    expect(oldStatementText({ asOf: "2023-10-18" }, "2025-10-18")).toBe("veraltet: Stand älter als 24 Monate");
    expect(oldStatementText({ asOf: "2023-10-18", validUntil: "2023-11-30" }, "2023-12-01")).toBe("veraltet: galt bis 30.11.2023");
  });
});
