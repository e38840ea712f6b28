import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile, potential } from "../../plugin/figures/eligibility/criteria.ts";
import { addMonths, latestStart, readDay } from "../../plugin/figures/eligibility/days.ts";
import { blankPerson, no, type Person, statusIndex, yes } from "../../plugin/figures/eligibility/person.ts";
import { isCountable, rules, transitionsOn, type Version, versionOn } from "../../plugin/figures/eligibility/rule.ts";
import type { Status } from "../../plugin/figures/eligibility/statuses.ts";
import { findIndicator } from "../../plugin/figures/indicators.ts";

const folder = "plugin/figures/eligibility/rules";
const toleratedAs: Status[] = ["duldung", "duldung-60c", "duldung-60d"];

/** The tables of domain.md §3, written down a second time: thresholds in years of the law, statuses, and when they hold. */
const tables: Record<string, Record<string, unknown>[]> = {
  "aufenthg-25a": [
    { from: "2011-07-01", to: "2015-07-31", years: 6, ages: [15, 21], entered: 14, in: toleratedAs },
    { from: "2015-08-01", to: "2022-12-30", years: 4, ages: [14, 21], in: toleratedAs },
    { from: "2022-12-31", to: "2027-06-30", years: 3, duldung: 1, waived: ["ae-104c"], ages: [14, 27], in: [...toleratedAs, "ae-104c"] },
    { from: "2027-07-01", to: null, years: 3, duldung: 1, ages: [14, 27], in: toleratedAs },
  ],
  "aufenthg-25b": [
    { from: "2015-08-01", to: "2022-12-30", years: 8, child: 6, in: toleratedAs },
    { from: "2022-12-31", to: "2027-06-30", years: 6, child: 4, in: [...toleratedAs, "ae-104c"] },
    { from: "2027-07-01", to: null, years: 6, child: 4, in: toleratedAs },
  ],
  "aufenthg-104c": [
    { from: "2022-12-31", to: "2025-12-30", years: 5, reference: "fixed:2022-10-31", in: [...toleratedAs, "duldung-60b"] },
    { from: "2025-12-31", to: null, closed: true, in: [] },
  ],
  "stag-10": [
    { from: "2000-01-01", to: "2024-06-26", years: 8, in: "titles" },
    { from: "2024-06-27", to: "2025-10-29", years: 5, in: "titles" },
    { from: "2025-10-30", to: null, years: 5, in: "titles" },
  ],
  "aufenthg-16g": [{ from: "2024-03-01", to: null, duldung: 0.25, in: ["duldung"] }],
  "aufenthg-19d": [{ from: "2024-03-01", to: null, in: ["duldung"] }],
  "aufenthg-60c": [{ from: "2020-01-01", to: null, duldung: 0.25, in: ["duldung"] }],
  "aufenthg-60d": [
    { from: "2020-01-01", to: "2024-02-26", duldung: 1, entryUntil: "2018-08-01", in: ["duldung"] },
    { from: "2024-02-27", to: null, duldung: 1, entryUntil: "2022-12-31", in: ["duldung"] },
  ],
};
const titles = ["ae-25a", "ae-25b", "ae-sonstige", "blaue-karte", "niederlassung", "freizuegigkeit-eu"];

const inYears = (months?: number) => (months === undefined ? undefined : months / 12);
const asTable = (version: Version) => ({
  from: version.valid_from,
  to: version.valid_to,
  years: inYears(version.min_residence_months),
  child: inYears(version.min_residence_months_with_child),
  duldung: inYears(version.min_duldung_months),
  waived: version.min_duldung_waived_for,
  ages: [version.age_min, version.age_max_exclusive],
  entered: version.entry_age_max_exclusive,
  entryUntil: version.entry_until,
  closed: !version.new_applicants,
  fixed: version.reference.startsWith("fixed:") ? version.reference : undefined,
  in: version.statuses_in.toSorted(),
});

describe("the rules as data", () => {
  it.each(Object.entries(tables))("%s has the thresholds and days of the fact sheet", (id, rows) => {
    const expected = rows.map((row) => ({
      from: row.from,
      to: row.to,
      years: row.years,
      child: row.child,
      duldung: row.duldung,
      waived: row.waived ?? [],
      ages: row.ages ?? [undefined, undefined],
      entered: row.entered,
      entryUntil: row.entryUntil,
      closed: row.closed ?? false,
      fixed: row.reference,
      in: [...(row.in === "titles" ? titles : (row.in as string[]))].sort(),
    }));
    expect(rules.get(id)?.versions.map(asTable)).toEqual(expected);
  });

  it("has one file per norm, named after it, and none beside the tables", () => {
    expect([...rules.keys()].sort()).toEqual(Object.keys(tables).sort());
    expect(readdirSync(folder).sort()).toEqual([...rules.keys()].map((id) => `${id}.json`).sort());
  });

  it("leaves no day between two versions, and names each after its first day", () => {
    for (const { versions } of rules.values()) {
      versions.forEach((version, index) => {
        expect(version.id).toMatch(new RegExp(`@${version.valid_from}$`));
        const next = versions[index + 1];
        if (next) expect(Date.parse(next.valid_from) - Date.parse(version.valid_to ?? "")).toBe(86_400_000);
        else expect(version.valid_to).toBeNull();
      });
    }
  });

  it("was checked until 29 April 2026, and says what it applies and what it does not", () => {
    for (const rule of rules.values()) {
      expect(rule.checked_until).toBe("2026-04-29");
      for (const version of rule.versions) {
        expect([...version.criteria_countable, ...version.criteria_partly, ...version.criteria_judgement].length).toBeGreaterThan(0);
      }
    }
  });

  it("counts § 60b times for § 104c alone, and for its holders", () => {
    const versions = [...rules.values()].filter(isCountable).flatMap((rule) => rule.versions);
    expect(versions.filter((one) => one.count_60b).map((one) => one.id)).toEqual(["104c@2022-12-31", "104c@2025-12-31"]);
    expect(versions.filter((one) => one.count_60b_for.length > 0).map((one) => one.id)).toEqual(["25a@2022-12-31", "25b@2022-12-31"]);
  });

  it("marks what is open: the end of the § 104c clauses, days that were not read, two numbers of one gazette", () => {
    const uncertain = [...rules.values()].flatMap((rule) => rule.versions.filter((one) => one.uncertain).map((one) => one.id));
    for (const id of ["25a@2022-12-31", "25b@2022-12-31", "104c@2025-12-31", "stag10@2025-10-30", "60d@2024-02-27", "16g@2024-03-01"]) {
      expect(uncertain).toContain(id);
    }
  });

  it("names an indicator of the catalogue for what is countable, and promises nobody a right", () => {
    for (const rule of rules.values()) if (isCountable(rule)) expect(findIndicator(rule.indicator)?.ruleVersion).toBe(true);
    const texts = [...readdirSync(folder).map((name) => `${folder}/${name}`), "templates/messages.de.json"];
    for (const path of texts) expect(readFileSync(path, "utf8")).not.toMatch(/anspruchsberechtigt/i);
  });
});

describe("months", () => {
  it.each([
    ["2023-01-31", 1, "2023-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["2023-08-31", 6, "2024-02-29"],
    ["2023-12-31", 2, "2024-02-29"],
    ["2023-03-31", 1, "2023-04-30"],
    ["2023-11-30", 3, "2024-02-29"],
    ["2017-10-31", 60, "2022-10-31"],
    ["2020-12-15", 1, "2021-01-15"],
  ])("%s and %i months is %s", (start, months, end) => {
    expect(addMonths(readDay(start), months)).toBe(readDay(end));
  });

  it.each([
    ["2023-02-28", 1, "2023-01-31"],
    ["2024-02-29", 1, "2024-01-31"],
    ["2024-02-28", 1, "2024-01-28"],
    ["2025-02-28", 12, "2024-02-29"],
    ["2023-05-30", 3, "2023-02-28"],
    ["2023-04-30", 1, "2023-03-31"],
    ["2022-10-31", 60, "2017-10-31"],
  ])("on %s whoever began %i months before, up to %s, has reached it", (day, months, latest) => {
    expect(latestStart(readDay(day), months)).toBe(readDay(latest));
  });

  it.each([
    "2023-02-29",
    "1900-02-29",
    "31.06.2020",
    "2020-13-01",
    "00.00.1990",
    "2020-1-01",
    "1.1.2020",
    "01.01.20",
    "2020/01/01",
    "20200101",
    "x",
  ])("%s is no day", (text) => expect(readDay(text)).toBe(-1));

  it("reads both forms, spaces around, and an empty cell", () => {
    expect([" 2024-02-29 ", "29.02.2024", "2000-02-29", "", "   "].map(readDay)).toEqual([20240229, 20240229, 20000229, 0, 0]);
  });
});

const day = readDay;
/** Whether a person with these known data is counted on a Stichtag. */
function counts(id: string, asOf: string, person: Partial<Person> & { is: Status }): boolean {
  const rule = rules.get(id);
  if (!isCountable(rule)) throw new Error(id);
  const version = versionOn(rule, asOf);
  if (!version?.new_applicants) return false;
  const { is, ...known } = person;
  const one = { ...blankPerson(), p60b: no, child: no, status: statusIndex(is), ...known };
  return compile(rule, version, day(asOf))(one) === potential;
}

describe("the golden cases", () => {
  const young = { is: "duldung", birth: day("2000-05-10"), continuous: day("2015-01-01"), duldung: day("2020-01-01") } as const;
  it("§ 25a: the 27th birthday is too late, the day before is not", () => {
    expect(counts("aufenthg-25a", "2027-05-09", young)).toBe(true);
    expect(counts("aufenthg-25a", "2027-05-10", young)).toBe(false);
  });

  it("§ 25a: from the 14th birthday", () => {
    const child = { ...young, birth: day("2012-03-01"), continuous: day("2015-01-01") };
    expect(counts("aufenthg-25a", "2026-02-28", child)).toBe(false);
    expect(counts("aufenthg-25a", "2026-03-01", child)).toBe(true);
  });

  it("§ 25a: twelve months of Duldung, but none for a holder of § 104c", () => {
    const late = { ...young, duldung: day("2025-03-02") };
    expect(counts("aufenthg-25a", "2026-03-01", late)).toBe(false);
    expect(counts("aufenthg-25a", "2026-03-02", late)).toBe(true);
    expect(counts("aufenthg-25a", "2026-03-01", { ...late, is: "ae-104c", p60b: yes })).toBe(true);
  });

  it("§ 25a of 2011: born here or entered before the 14th birthday", () => {
    const old = { ...young, birth: day("1995-06-01"), continuous: day("2005-01-01") };
    expect(counts("aufenthg-25a", "2014-01-01", { ...old, entry: day("2009-05-31") })).toBe(true);
    expect(counts("aufenthg-25a", "2014-01-01", { ...old, entry: day("2009-06-01") })).toBe(false);
    expect(counts("aufenthg-25a", "2014-01-01", old)).toBe(false);
  });

  it.each([
    [72, no, "2020-04-01", true],
    [72, no, "2020-04-02", false],
    [48, yes, "2022-04-01", true],
    [48, yes, "2022-04-02", false],
    [48, no, "2022-04-01", false],
  ])("§ 25b: %i months (child: %i) since %s: %s", (_months, child, since, expected) => {
    expect(counts("aufenthg-25b", "2026-04-01", { is: "duldung", continuous: day(since), child })).toBe(expected);
  });

  it("§ 104c: five years on 31.10.2022, whenever it is counted, § 60b or not", () => {
    for (const asOf of ["2022-12-31", "2025-12-30"]) {
      expect(counts("aufenthg-104c", asOf, { is: "duldung-60b", continuous: day("2017-10-31"), p60b: yes })).toBe(true);
      expect(counts("aufenthg-104c", asOf, { is: "duldung", continuous: day("2017-11-01") })).toBe(false);
    }
    expect(counts("aufenthg-104c", "2025-12-30", { is: "ae-104c", continuous: day("2010-01-01") })).toBe(false);
  });

  it("§ 104c: 30./31.12.2025, the last day and the first without new applicants", () => {
    const old = { is: "duldung", continuous: day("2010-01-01") } as const;
    expect(counts("aufenthg-104c", "2025-12-30", old)).toBe(true);
    expect(counts("aufenthg-104c", "2025-12-31", old)).toBe(false);
    expect(counts("aufenthg-104c", "2022-12-30", old)).toBe(false);
  });

  it("§ 10 StAG: 26./27.06.2024, eight years and then five", () => {
    const six = { is: "niederlassung", lawful: day("2018-01-01") } as const;
    expect(counts("stag-10", "2024-06-26", six)).toBe(false);
    expect(counts("stag-10", "2024-06-27", six)).toBe(true);
    expect(counts("stag-10", "2024-06-26", { ...six, lawful: day("2016-06-26") })).toBe(true);
  });

  it("§ 10 StAG: 29./30.10.2025, the same five years by another version; 3 years are not counted", () => {
    const rule = rules.get("stag-10");
    if (!rule) throw new Error("no rule");
    expect([versionOn(rule, "2025-10-29")?.id, versionOn(rule, "2025-10-30")?.id]).toEqual(["stag10@2024-06-27", "stag10@2025-10-30"]);
    for (const asOf of ["2025-10-29", "2025-10-30"]) {
      expect(counts("stag-10", asOf, { is: "ae-25b", lawful: day("2021-01-01") })).toBe(false);
      expect(counts("stag-10", asOf, { is: "ae-25b", lawful: day("2020-10-29") })).toBe(true);
    }
  });

  it("§ 10 StAG: excluded titles, and § 40a for applications until 23.08.2023", () => {
    for (const is of ["ae-104c", "ae-ausgeschlossen", "duldung", "gestattung"] as const) {
      expect(counts("stag-10", "2026-01-01", { is, lawful: day("2000-01-01") })).toBe(false);
    }
    const rule = rules.get("stag-10");
    if (!rule) throw new Error("no rule");
    expect([transitionsOn(rule, "2023-08-23").length, transitionsOn(rule, "2023-08-24").length]).toEqual([1, 0]);
  });

  it("30.06./01.07.2027: holders of § 104c, and then no more", () => {
    const holder = { is: "ae-104c", birth: day("2005-01-01"), continuous: day("2010-01-01") } as const;
    for (const id of ["aufenthg-25a", "aufenthg-25b"]) {
      expect(counts(id, "2027-06-30", holder)).toBe(true);
      expect(counts(id, "2027-07-01", holder)).toBe(false);
    }
  });

  it("nothing is counted before a norm existed", () => {
    const rule = rules.get("aufenthg-25b");
    expect(rule && versionOn(rule, "2015-07-31")).toBeUndefined();
  });
});
