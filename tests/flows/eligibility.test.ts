import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile, potential } from "../../plugin/figures/eligibility/criteria.ts";
import { addMonths, birthday, latestBirth, latestStart, monthsBetween, readDay } from "../../plugin/figures/eligibility/days.ts";
import { blankPerson, no, type Person, statusIndex, yes } from "../../plugin/figures/eligibility/person.ts";
import { announcedOn, isCountable, rules, transitionsOn, type Version, versionOn } from "../../plugin/figures/eligibility/rule.ts";
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
    expect(readdirSync(folder).sort()).toEqual(["README.md", ...[...rules.keys()].map((id) => `${id}.json`)].sort());
  });

  it("explains every field to somebody who knows the law and not the code", () => {
    const guide = readFileSync(`${folder}/README.md`, "utf8");
    const fields = [...rules.values()].flatMap((rule) => [
      ...Object.keys(rule),
      ...rule.versions.flatMap((version) => Object.keys(version)),
    ]);
    for (const field of new Set(fields)) if (field !== "versions") expect(guide, field).toContain(`\`${field}\``);
  });

  it("names amendments that were published but not read, from the day they are in force", () => {
    const residence = rules.get("aufenthg-25a");
    if (!residence) throw new Error("no rule");
    expect([announcedOn(residence, "2026-06-11").length, announcedOn(residence, "2026-06-12").length]).toEqual([0, 1]);
    expect(announcedOn(residence, "2026-11-01")).toHaveLength(2);
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
    for (const id of [
      "25a@2015-08-01",
      "25b@2015-08-01",
      "25a@2022-12-31",
      "25b@2022-12-31",
      "104c@2025-12-31",
      "stag10@2025-10-30",
      "60d@2024-02-27",
      "16g@2024-03-01",
    ]) {
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
    ["2000-02-29", 27, "2027-03-01"],
    ["2000-02-29", 28, "2028-02-29"],
    ["2000-02-28", 27, "2027-02-28"],
    ["2000-03-01", 27, "2027-03-01"],
    ["2012-02-29", 14, "2026-03-01"],
  ])("somebody born on %s is %i on %s", (birth, years, expected) => {
    const day = readDay(expected);
    expect(birthday(readDay(birth), years)).toBe(day);
    expect(latestBirth(day, years)).toBeGreaterThanOrEqual(readDay(birth));
    const eve = new Date(Date.parse(expected) - 86_400_000).toISOString().slice(0, 10);
    expect(latestBirth(readDay(eve), years)).toBeLessThan(readDay(birth));
  });

  it("counts whole months between two days", () => {
    const between = (from: string, to: string) => monthsBetween(readDay(from), readDay(to));
    expect([between("2022-10-31", "2022-12-30"), between("2022-10-31", "2022-12-31"), between("2022-10-31", "2025-12-30")]).toEqual([
      1, 2, 37,
    ]);
    expect(between("2024-01-31", "2024-02-29")).toBe(1);
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

  it("§ 25a: somebody born on 29 February is under 27 on 28 February, 27 on 1 March, and 14 on 1 March", () => {
    const leap = { ...young, birth: day("2000-02-29") };
    expect([counts("aufenthg-25a", "2027-02-28", leap), counts("aufenthg-25a", "2027-03-01", leap)]).toEqual([true, false]);
    const child = { ...young, birth: day("2012-02-29"), continuous: day("2015-01-01") };
    expect([counts("aufenthg-25a", "2026-02-28", child), counts("aufenthg-25a", "2026-03-01", child)]).toEqual([false, true]);
  });

  it("§ 25a of 2011: entered on the day before the 14th birthday, born on 29 February", () => {
    const leap = { ...young, birth: day("1996-02-29"), continuous: day("2005-01-01") };
    expect(counts("aufenthg-25a", "2014-01-01", { ...leap, entry: day("2010-02-28") })).toBe(true);
    expect(counts("aufenthg-25a", "2014-01-01", { ...leap, entry: day("2010-03-01") })).toBe(false);
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

/** The tables of the fact sheet as it stands beside the checkout: what is written there in years, months and days must be in the files. */
describe("the fact sheet itself", () => {
  const sheet = new URL("../../../shared/facts/domain.md", import.meta.url);
  const text = existsSync(sheet) ? readFileSync(sheet, "utf8") : "";
  if (text === "") process.stdout.write("skipped: domain.md is not beside the checkout (../shared/facts)\n");
  const section = (number: string): string[][] => {
    const [, rest = ""] = text.split(`\n### ${number} `);
    const [body = ""] = rest.split("\n### ");
    return body
      .split("\n")
      .filter((line) => /^\| \S/.test(line) && !line.startsWith("| ---"))
      .slice(1)
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.replaceAll("*", "").trim()),
      );
  };
  const isoDay = (cell = ""): string | null => {
    const [, date, month, year] = /(\d{2})\.(\d{2})\.(\d{4})/.exec(cell) ?? [];
    return year === undefined ? null : `${year}-${month}-${date}`;
  };
  const years = (cell = ""): number | undefined => {
    const [, found] = /(?:^|\s)(\d+)(?: y|$)/.exec(cell) ?? [];
    return found === undefined ? undefined : Number(found);
  };
  const versions = (id: string) => rules.get(id)?.versions ?? [];

  it.skipIf(text === "")("§ 25a: days, residence, Duldung, ages, effect, gazette", () => {
    const rows = section("3.1");
    expect(rows).toHaveLength(3);
    rows.forEach(([from, to, residence = "", duldung = "", , age = "", form, law = ""], index) => {
      const version = versions("aufenthg-25a")[index];
      const [, below] = /< (\d+)/.exec(age) ?? [];
      const [, least] = /≥ (\d+)/.exec(age) ?? /\((\d+) at decision/.exec(age) ?? [];
      const [, months] = /≥ (\d+) months/.exec(duldung) ?? [];
      expect([version?.valid_from, inYears(version?.min_residence_months)]).toEqual([isoDay(from), years(residence)]);
      expect([version?.age_min, version?.age_max_exclusive]).toEqual([Number(least), Number(below)]);
      expect([version?.min_duldung_months, version?.effect]).toEqual([months === undefined ? undefined : Number(months), form]);
      expect(version?.valid_to).toBe(isoDay(to));
      const [, gazette] = /(BGBl\. \d{4} I S\. \d+)/.exec(law) ?? [];
      if (gazette) expect(version?.law_ref).toContain(gazette);
    });
    // The open one of the table is two in the files: with the clause for holders of § 104c, and from the day after without it.
    expect(rows[2]?.[1]).toContain("30.06.2027");
    expect(versions("aufenthg-25a")[3]?.valid_from).toBe("2027-07-01");
  });

  it.skipIf(text === "")("§ 25b: days, residence with and without a child", () => {
    const rows = section("3.2");
    expect(rows).toHaveLength(2);
    rows.forEach(([from, to = "", residence, child], index) => {
      const version = versions("aufenthg-25b")[index];
      const found = [version?.valid_from, inYears(version?.min_residence_months), inYears(version?.min_residence_months_with_child)];
      expect(found).toEqual([isoDay(from), years(residence), years(child)]);
      expect(version?.valid_to).toBe(to === "open" ? "2027-06-30" : isoDay(to));
    });
  });

  it.skipIf(text === "")("§ 104c: both versions, the fixed day, the months of the title, the end of the last one", () => {
    const [open, closed] = section("3.3");
    const [first, second] = versions("aufenthg-104c");
    expect([first?.valid_from, first?.valid_to]).toEqual([isoDay(open?.[0]), isoDay(open?.[1])]);
    expect(open?.[2]).toContain(`on ${first?.reference.replace(/^fixed:(....)-(..)-(..)$/, "$3.$2.$1")} five years`);
    expect(open?.[2]).toContain(`${first?.title_months} months, not extendable`);
    expect([inYears(first?.min_residence_months), first?.count_60b]).toEqual([5, true]);
    expect([second?.valid_from, second?.valid_to, second?.new_applicants]).toEqual([isoDay(closed?.[0]), null, false]);
    expect(text).toContain(`until **${second?.expires?.replace(/^(....)-(..)-(..)$/, "$3.$2.$1")}**`);
  });

  it.skipIf(text === "")("§ 10 StAG: days, years, titles that exclude, the transition of § 40a", () => {
    const rows = section("3.4");
    expect(rows).toHaveLength(3);
    rows.forEach(([from, to = "", length], index) => {
      const version = versions("stag-10")[index];
      expect([version?.valid_from, version?.valid_to]).toEqual([isoDay(from), to === "open" ? null : isoDay(to)]);
      expect(inYears(version?.min_residence_months)).toBe(Number(length));
    });
    const [, listed = ""] = /excluded titles ([^.]*)\./.exec(text.replaceAll("*", "")) ?? [];
    const titles = (list: string) => [...list.matchAll(/\d+[a-z]?/g)].map(([title]) => title);
    expect(titles(rules.get("stag-10")?.note?.split(";")[0] ?? "")).toEqual(titles(listed));
    expect(rules.get("stag-10")?.transitions[0]?.applied_until).toBe(isoDay(/applications until \*\*([^*]*)\*\*/.exec(text)?.[1]));
  });

  it.skipIf(text === "")("§§ 60c, 60d, 16g: entry, months of Duldung, first days", () => {
    const by = (start: string) => section("3.5").find(([name = ""]) => name.startsWith(start)) ?? [];
    const [, valid60c, text60c = ""] = by("§ 60c");
    expect([versions("aufenthg-60c")[0]?.valid_from, versions("aufenthg-60c")[0]?.min_duldung_months]).toEqual([
      isoDay(valid60c),
      Number(/(\d+) months Duldung/.exec(text60c)?.[1]),
    ]);
    const both = [by("§ 60d Beschäftigungsduldung v1"), by("§ 60d v2")];
    both.forEach(([, , thresholds = ""], index) => {
      const version = versions("aufenthg-60d")[index];
      expect(version?.entry_until).toBe(isoDay(thresholds));
      expect(version?.min_duldung_months).toBe(Number(/(\d+) months Duldung/.exec(thresholds)?.[1]));
    });
    expect(versions("aufenthg-60d")[0]?.valid_from).toBe(isoDay(both[0]?.[1]));
    expect([both[1]?.[1], versions("aufenthg-60d")[1]?.uncertain]).toEqual([expect.stringContaining("exact day"), expect.any(String)]);
    expect(versions("aufenthg-16g")[0]?.valid_from).toBe(isoDay(by("§ 16g")[1]));
  });

  it.skipIf(text === "")("names the eight golden cases that are tested above, and no more", () => {
    const [, named = ""] = /Golden cases: ([^\n]*)/.exec(text) ?? [];
    const cases = named.split(";").length;
    expect(cases).toBe(8);
  });
});
