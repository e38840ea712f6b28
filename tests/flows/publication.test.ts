import { describe, expect, test } from "vitest";
import type { Figure } from "../../plugin/figures/figure.ts";
import { indicator } from "../../plugin/figures/indicators.ts";
import { boundsOf, overlapping } from "../../plugin/figures/publication/bounds.ts";
import { type Cell, cellOf } from "../../plugin/figures/publication/cell.ts";
import { checkPublication } from "../../plugin/figures/publication.ts";

const town = { ags: "05554012", name: "Bocholt" };
const kreis = { ags: "05554", name: "Kreis Borken" };

type Given = Partial<Omit<Figure, "reference">> & { indicator: string; value: string | null; day?: string; from?: string; to?: string };

let number = 0;
function figure({ day = "2025-12-31", from, to, ...given }: Given): Figure {
  const { label, unit } = indicator(given.indicator);
  number += 1;
  return {
    ...{ id: `figure${number}.1`, town: "t", label, unit, area: town, dimensions: {}, status: "final", source: "Test", example: false },
    protection: "suppress",
    reference: from && to ? { kind: "period", from, to } : { kind: "date", date: day },
    ...given,
  };
}

const foreign = (given: Given): Cell => ({ ...cellOf(figure({ protection: "published", ...given })), figure: null });

const kinds = async (figures: Figure[], known: Cell[] = [], threshold = 5) =>
  (await checkPublication(figures, known, threshold)).findings.map(({ kind, name }) => [kind, name]);

const open = (value: string | null, rechtskreis?: string, more: Partial<Given> = {}) =>
  figure({ indicator: "KIM.CASE.OPEN", value, dimensions: rechtskreis ? { Rechtskreis: rechtskreis } : {}, ...more });

describe("one table", () => {
  test("a count that is left over when the printed ones are taken from the whole", async () => {
    expect(await kinds([open("75"), open("46", "SGB II"), open("26", "SGB III"), open(null, "SGB VIII")])).toEqual(
      [["recovered", "Laufende Fälle des Case Managements, Bocholt, 31.12.2025, SGB VIII"]].map(([kind]) => [
        kind,
        expect.stringContaining("SGB VIII"),
      ]),
    );
  });

  test("two protected counts may be anything together", async () => {
    expect(await kinds([open("75"), open("46", "SGB II"), open("12", "SGB III"), open(null, "SGB VIII"), open(null, "AsylbLG")])).toEqual(
      [],
    );
  });

  test("15 = 10 + 3 + g + g where zeros are printed: both are 1", async () => {
    const zero = open("0", "SGB XII");
    const found = await kinds([open("15"), open("13", "SGB II"), open(null, "SGB VIII"), open(null, "AsylbLG"), zero]);
    expect(found).toEqual([
      ["recovered", expect.stringContaining("SGB VIII")],
      ["recovered", expect.stringContaining("AsylbLG")],
    ]);
  });

  test("rounded: four classes shown as 0 and a total of 10 are 2 each; with a class more nothing follows", async () => {
    const round = { protection: "round5" } as const;
    const four = ["SGB II", "SGB III", "SGB VIII", "AsylbLG"].map((one) => open("0", one, round));
    const found = await kinds([open("10", undefined, round), ...four]);
    expect(found.filter(([kind]) => kind === "recovered")).toHaveLength(4);
    expect(await kinds([open("10", undefined, round), ...four, open("0", "SGB XII", round)])).toEqual([]);
  });

  test("rounded: 5 + 5 = 5 and 0 + 0 = 5 give no single value away", async () => {
    const round = { protection: "round5" } as const;
    expect(await kinds([open("5", undefined, round), open("5", "SGB II", round), open("5", "SGB III", round)])).toEqual([]);
    expect(await kinds([open("5", undefined, round), open("0", "SGB II", round), open("0", "SGB III", round)])).toEqual([]);
  });

  test("all members of a recognisable group in one category", async () => {
    const cell = (value: string | null, Ortsteil: string, Aufenthaltsstatus?: string) =>
      figure({ indicator: "KIM.CASE.OPEN", value, dimensions: { Ortsteil, ...(Aufenthaltsstatus ? { Aufenthaltsstatus } : {}) } });
    expect(await kinds([cell("12", "Nord"), cell("12", "Nord", "Duldung"), cell("0", "Nord", "Gestattung")])).toEqual([
      ["group", expect.stringContaining("Duldung")],
    ]);
  });

  test("classes that contain each other: between two bounds stands a count", async () => {
    const pending = (value: string, Verfahrensalter?: string) =>
      figure({ indicator: "NAT.PEND", value, dimensions: Verfahrensalter ? { Verfahrensalter } : {} });
    expect(await kinds([pending("40"), pending("30", "mehr als 3 Monate"), pending("28", "mehr als 6 Monate")])).toEqual([
      ["recovered", expect.stringContaining("mehr als 3 Monate, aber nicht mehr als 6 Monate")],
    ]);
  });
});

describe("beside what is public already", () => {
  test("Kreis less town", async () => {
    const known = [foreign({ indicator: "RES.DULD", value: "134", area: kreis })];
    expect(await kinds([figure({ indicator: "RES.DULD", value: "130" })], known)).toEqual([
      ["recovered", expect.stringContaining("ohne Bocholt")],
    ]);
    expect(await kinds([figure({ indicator: "RES.DULD", value: "100" })], known)).toEqual([]);
  });

  test("a foreign table prints what we protect", async () => {
    const nation = (Staatsangehörigkeit: string, value: string | null) =>
      ({ indicator: "RES.DULD", value, dimensions: { Staatsangehörigkeit } }) as const;
    const known = [foreign(nation("Guinea", "1")), foreign({ indicator: "RES.DULD", value: "50" }), foreign(nation("Irak", "30"))];
    const fresh = [figure(nation("Guinea", null)), figure(nation("Syrien", "17"))];
    const found = await kinds(fresh, known);
    // The 1 was public before and is not ours to answer for; what the new number adds to it is.
    expect(found).toEqual([["recovered", expect.stringContaining("übrige (Staatsangehörigkeit)")]]);
  });

  test("a longer period less a shorter one", async () => {
    const granted = (value: string, to: string) => figure({ indicator: "RES.25A.GRANT", value, from: "2025-01-01", to });
    const known = [cellOf(granted("20", "2025-06-30"))];
    expect(await kinds([granted("21", "2025-09-30")], known)).toEqual([["recovered", expect.stringContaining("01.07.2025")]]);
    expect(await kinds([granted("29", "2025-09-30")], known)).toEqual([]);
  });

  test("three periods, of which no two alone give the rest away", async () => {
    const granted = (value: string, from: string, to: string) => figure({ indicator: "RES.25A.GRANT", value, from, to });
    const year = cellOf(granted("60", "2025-01-01", "2025-12-31"));
    const winter = cellOf(granted("31", "2025-01-01", "2025-05-31"));
    expect(await kinds([granted("27", "2025-07-01", "2025-12-31")], [year, winter])).toEqual([
      ["recovered", expect.stringContaining("Juni 2025")],
    ]);
  });

  test("two Stichtage in succession that differ by one", async () => {
    const known = [cellOf(figure({ indicator: "RES.25A.ST", value: "31", day: "2024-12-31" }))];
    expect(await kinds([figure({ indicator: "RES.25A.ST", value: "32" })], known)).toEqual([
      ["change", expect.stringContaining("31.12.2024")],
    ]);
    const round = { indicator: "RES.25A.ST", protection: "round5" } as const;
    const rounded = [cellOf(figure({ ...round, value: "30", day: "2024-12-31" }))];
    expect(await kinds([figure({ ...round, value: "30" })], rounded)).toEqual([]);
  });

  test("another breakdown of the same persons", async () => {
    const cell = (value: string | null, dimensions: Record<string, string>) => figure({ indicator: "RES.DULD", value, dimensions });
    const known = [cell("60", { Geschlecht: "weiblich" }), cell("43", { Geschlecht: "männlich" })].map(cellOf);
    const young = cell("58", { Geschlecht: "weiblich", Altersgruppe: "unter 60" });
    expect(await kinds([young], known)).toEqual([["recovered", expect.stringContaining("übrige (Altersgruppe)")]]);
  });

  test("indicators that contain each other", async () => {
    const known = [cellOf(figure({ indicator: "RES.25AB.ST", value: "44" }))];
    expect(await kinds([figure({ indicator: "RES.25A.ST", value: "41" })], known)).toEqual([["recovered", expect.any(String)]]);
    const any = figure({ indicator: "POT.ANY", value: "80", ruleVersion: "a, b" });
    const both = [
      figure({ indicator: "POT.25A", value: "30", ruleVersion: "a" }),
      figure({ indicator: "POT.25B", value: "52", ruleVersion: "b" }),
    ];
    expect((await kinds([any, ...both])).map(([kind]) => kind)).toEqual(["recovered"]);
  });

  test("a ratio gives its numerator away, and that a count", async () => {
    const load = figure({ indicator: "KIM.CASE.LOAD", value: "8.25" });
    const posts = figure({ indicator: "KIM.POST.FILL", value: "4.00", protection: "none" });
    const classes = [open("20", "SGB II", { protection: "suppress" }), open("10", "SGB III"), open(null, "AsylbLG")];
    expect(await kinds(classes)).toEqual([]);
    expect(await kinds([...classes, load, posts])).toEqual([["recovered", expect.stringContaining("AsylbLG")]]);
  });

  test("methods are not mixed within a series", async () => {
    const known = [cellOf(figure({ indicator: "RES.DULD", value: "95", protection: "round5", day: "2024-12-31" }))];
    expect(await kinds([figure({ indicator: "RES.DULD", value: "103" })], known)).toEqual([["methods", expect.any(String)]]);
  });

  test("a corrected number takes the place of the older one in the ledger", async () => {
    const of = (version: number, value: string) => figure({ id: `same.${version}`, indicator: "RES.25A.ST", value });
    expect(await kinds([of(2, "43")], [cellOf(of(1, "40"))])).toEqual([]);
  });

  test("sources that contradict each other are not combined", async () => {
    const half = (value: string, from: string, to: string) => foreign({ indicator: "RES.104C.GRANT", value, from, to });
    const known = [
      half("33628", "2023-01-01", "2023-06-30"),
      half("27188", "2023-07-01", "2023-12-31"),
      half("8928", "2024-01-01", "2024-05-31"),
      half("69751", "2023-01-01", "2024-05-31"),
    ];
    expect(await kinds([figure({ indicator: "RES.104C.GRANT", value: "27", from: "2024-06-01", to: "2024-12-31" })], known)).toEqual([]);
    const excluding = [foreign({ indicator: "RES.DULD", value: "100", area: kreis })];
    expect(await kinds([figure({ indicator: "RES.DULD", value: "130" })], excluding)).toEqual([]);
  });
});

describe("what a second publication adds", () => {
  const nation = (value: string | null, Staatsangehörigkeit?: string) =>
    figure({ indicator: "KIM.CASE.OPEN", value, dimensions: Staatsangehörigkeit ? { Staatsangehörigkeit } : {} });
  const aged = (value: string, Altersgruppe?: string) =>
    figure({ indicator: "KIM.CASE.OPEN", value, dimensions: Altersgruppe ? { Altersgruppe } : {} });

  test("a number that is protected afterwards has been read", async () => {
    const known = [cellOf(open("37", "SGB II", { id: "one.1" }))];
    const found = await kinds([open("40"), open(null, "SGB II", { id: "one.2" }), open(null, "SGB III")], known);
    expect(found).toEqual([["recovered", expect.stringContaining("SGB III")]]);
  });

  test("a class is taken out of „Übrige“", async () => {
    const known = [nation("100"), nation("50", "Syrien"), nation("50", "Übrige")].map(cellOf);
    expect(await kinds([nation("47", "Irak"), nation(null, "Übrige")], known)).toContainEqual([
      "recovered",
      expect.stringContaining("nicht Irak, Syrien"),
    ]);
    expect(await kinds([nation("30", "Irak")], known)).toEqual([]);
  });

  test("ages are cut in another way", async () => {
    const known = [aged("100"), aged("20", "unter 18 Jahre"), aged("80", "18 Jahre und älter")].map(cellOf);
    expect(await kinds([aged("17", "unter 16 Jahre"), aged("83", "ab 16 Jahren")], known)).toEqual([
      ["recovered", expect.stringContaining("Altersgruppe 16 Jahre bis unter 18 Jahre")],
    ]);
    expect(await kinds([aged("12", "unter 16 Jahre"), aged("60", "über 26 Jahre")], known)).toEqual([]);
  });

  test("a large table of the Land does not hide what follows from ours", async () => {
    const of = (ags: string, value: string) =>
      foreign({ indicator: "RES.DULD", value, dimensions: { Staatsangehörigkeit: "Staat 0" }, area: { ags, name: ags } });
    const land = Array.from({ length: 650 }, (_, index) => of(`05${100000 + index}`, "20"));
    const cell = (value: string | null, one?: number) =>
      figure({ indicator: "RES.DULD", value, dimensions: one === undefined ? {} : { Staatsangehörigkeit: `Staat ${one}` } });
    expect(await kinds([cell("50"), cell("47", 0), cell(null, 1)], [of("05", "99999"), ...land])).toEqual([
      ["recovered", expect.stringContaining("Staat 1")],
    ]);
  });

  test("what is open, what came and what was closed", async () => {
    const year = { from: "2025-01-01", to: "2025-12-31" };
    const known = [cellOf(open("100", undefined, { day: "2024-12-31" })), cellOf(open("105"))];
    const closed = (value: string | null) => figure({ indicator: "KIM.CASE.CLOSE", value, ...year });
    const came = (value: string) => figure({ indicator: "KIM.CASE.NEW", value, ...year });
    expect(await kinds([came("8"), closed(null)], known)).toEqual([["recovered", expect.stringContaining("Abgeschlossene")]]);
    expect(await kinds([came("25"), closed("20")], known)).toEqual([]);
    // Books that do not balance say nothing.
    expect(await kinds([came("25"), closed("30")], known)).toEqual([]);
    const half = figure({ indicator: "KIM.CASE.NEW", value: "6", from: "2025-01-01", to: "2025-06-30" });
    expect(await kinds([half, closed("10")], known)).toEqual([]);
  });

  test("a ratio without its numerator, and the posts that it is divided by", async () => {
    const load = figure({ indicator: "KIM.CASE.LOAD", value: "20.00", protection: "round5" });
    const posts = figure({ indicator: "KIM.POST.FILL", value: "2.00", dimensions: { Baustein: "2" }, protection: "none" });
    const known = [cellOf(open("37", "SGB II"))];
    const left = [["recovered", expect.stringContaining("übrige (Rechtskreis)")]];
    expect(await kinds([load, posts], known)).toEqual(left);
    expect(await kinds([posts], [...known, cellOf(load)])).toEqual(left);
    expect(await kinds([load, posts])).toEqual([]);
  });

  test("what is left over changes by two between two Stichtage", async () => {
    const at = (day: string, value: string, classes: Record<string, string> = {}, area = town) =>
      figure({ indicator: "RES.DULD", value, day, dimensions: classes, area });
    const women = { Geschlecht: "weiblich" };
    const [before, after] = ["2024-12-31", "2025-12-31"];
    const known = [at(before, "150"), at(before, "50", women)].map(cellOf);
    expect(await kinds([at(after, "160"), at(after, "58", women)], known)).toEqual([["change", expect.stringContaining("Geschlecht")]]);
    expect(await kinds([at(after, "160"), at(after, "58", { Geschlecht: "männlich" })], known)).toEqual([]);
    const around = [at(before, "150", {}, kreis), at(before, "50")].map(cellOf);
    expect(await kinds([at(after, "160", {}, kreis), at(after, "58")], around)).toEqual([
      ["change", expect.stringContaining("ohne Bocholt")],
    ]);
  });

  test("of a union of four rules two say nothing about who fulfils both", async () => {
    const of = (id: string, value: string, ruleVersion: string) => figure({ indicator: id, value, ruleVersion });
    const two = [of("POT.25A", "20", "a"), of("POT.25B", "30", "b")];
    expect(await kinds([of("POT.ANY", "100", "a+b+c+d"), ...two])).toEqual([]);
    expect(await kinds([of("POT.ANY", "47", "a+b"), ...two])).toEqual([["recovered", expect.stringContaining("zugleich")]]);
  });
});

test.each([
  [["unter 18 Jahre", "18 bis unter 27 Jahre", "27 Jahre und älter"], false],
  [["bis 5 Jahre", "5 bis 10 Jahre", "mehr als 10 Jahre"], false],
  [["0–17", "18–64", "65+"], false],
  [["bis unter 6 Monate", "6 Monate bis unter 1 Jahr", "ab 1 Jahr"], false],
  [["unter 16 Jahre", "unter 18 Jahre"], true],
  [["mehr als 5 Jahre", "mehr als 10 Jahre"], true],
  [["18 bis 26 Jahre", "ab 25 Jahren"], true],
  [["Kinder", "Erwachsene"], false],
])("%j name bounds that overlap: %s", (classes, expected) => {
  expect(overlapping([...boundsOf(classes).values()])).toBe(expected);
});

test("the proposal names the fewest numbers, and the rest can be published", async () => {
  const figures = [open("75"), open("46", "SGB II"), open("26", "SGB III"), open(null, "SGB VIII")];
  const { without } = await checkPublication(figures, [], 5);
  expect(without).toHaveLength(1);
  expect(await kinds(figures.filter((one) => !without.includes(one)))).toEqual([]);
});

test("posts and money are never held back", async () => {
  expect(await kinds([figure({ indicator: "KIM.POST.FILL", value: "1.00", protection: "none" })])).toEqual([]);
});
