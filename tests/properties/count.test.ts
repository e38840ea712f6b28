import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { program } from "../../plugin/commands/program.ts";
import { round5 } from "../../plugin/figures/disclosure/round.ts";
import { count } from "../../plugin/figures/eligibility/count.ts";
import { addMonths, latestStart, readDay } from "../../plugin/figures/eligibility/days.ts";
import { guard } from "../../plugin/figures/eligibility/guard.ts";
import { readProfile } from "../../plugin/figures/eligibility/profile.ts";
import { resultOf } from "../../plugin/figures/eligibility/result.ts";
import { isCountable, rules, versionOn } from "../../plugin/figures/eligibility/rule.ts";
import { seenBefore } from "../../plugin/figures/eligibility/seen.ts";
import { printSets } from "../../plugin/figures/eligibility/sets.ts";
import { statuses } from "../../plugin/figures/eligibility/statuses.ts";

// The oracle: calendar objects, text comparison and three-valued logic written out per norm. It shares no line with the count.

type Known = boolean | null;
const all = (...criteria: Known[]): "no" | "missing" | "yes" =>
  criteria.includes(false) ? "no" : criteria.includes(null) ? "missing" : "yes";
const either = (...criteria: Known[]): Known => (criteria.includes(true) ? true : criteria.includes(null) ? null : false);

/** Steps month by month; the day-number never runs into the next month. */
function later(start: string, months: number): string {
  const [year = 0, month = 0, date = 0] = start.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const next = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1));
  const length = Math.round((next.getTime() - first.getTime()) / 86_400_000);
  return new Date(first.getTime() + (Math.min(date, length) - 1) * 86_400_000).toISOString().slice(0, 10);
}
const lasted = (start: string, months: number, on: string): Known => (start === "" ? null : later(start, months) <= on);
/** Years completed: the calendar runs 29 February over into 1 March where there is none. */
const aged = (birth: string, years: number, on: string): Known => {
  const [year = 0, month = 0, date = 0] = birth.split("-").map(Number);
  return birth === "" ? null : new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10) <= on;
};
const among = (status: string, list: string[]): Known => (status === "" ? null : list.includes(status));
const answer = (text: string): Known => (text === "" ? null : text === "ja");

interface Record {
  birth: string;
  entry: string;
  status: string;
  since: string;
  duldung: string;
  lawful: string;
  p60b: string;
  child: string;
}

function oracle(rule: string, person: Record, on: string): "no" | "missing" | "yes" | "closed" {
  const clause = on >= "2022-12-31" && on <= "2027-06-30";
  const geduldet = ["duldung", "duldung-60c", "duldung-60d"];
  const holder: Known = person.status === "" ? null : clause && person.status === "ae-104c";
  const inside = among(person.status, clause ? [...geduldet, "ae-104c"] : geduldet);
  // "ja" says that some of the time does not count, not how much.
  const free60b = either(holder, person.p60b === "nein" ? true : null);
  switch (rule) {
    case "aufenthg-25a": {
      if (on < "2011-07-01") return "closed";
      const young = (from: number, below: number): Known[] => {
        const tooOld = aged(person.birth, below, on);
        return [aged(person.birth, from, on), tooOld === null ? null : !tooOld];
      };
      if (on <= "2015-07-31") {
        const entered: Known = person.birth === "" || person.entry === "" ? null : !aged(person.birth, 14, person.entry);
        return all(inside, free60b, lasted(person.since, 72, on), entered, ...young(15, 21));
      }
      if (on <= "2022-12-30") return all(inside, free60b, lasted(person.since, 48, on), ...young(14, 21));
      return all(inside, free60b, lasted(person.since, 36, on), either(holder, lasted(person.duldung, 12, on)), ...young(14, 27));
    }
    case "aufenthg-25b": {
      if (on < "2015-08-01") return "closed";
      const [alone, withChild] = on <= "2022-12-30" ? [96, 72] : [72, 48];
      const shorter = lasted(person.since, withChild, on);
      const child = answer(person.child);
      const helped: Known = shorter === false || child === false ? false : shorter === null || child === null ? null : true;
      return all(inside, free60b, either(lasted(person.since, alone, on), helped));
    }
    case "aufenthg-104c":
      if (on < "2022-12-31" || on > "2025-12-30") return "closed";
      return all(among(person.status, [...geduldet, "duldung-60b"]), lasted(person.since, 60, "2022-10-31"));
    default: {
      if (on < "2000-01-01") return "closed";
      const titles = ["ae-25a", "ae-25b", "ae-sonstige", "blaue-karte", "niederlassung", "freizuegigkeit-eu"];
      return all(among(person.status, titles), lasted(person.lawful, on <= "2024-06-26" ? 96 : 60, on));
    }
  }
}

const edges = [
  "2011-07-01",
  "2015-07-31",
  "2022-12-30",
  "2022-12-31",
  "2024-02-29",
  "2024-06-26",
  "2024-06-27",
  "2025-02-28",
  "2025-12-30",
];
const dayText = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const asOfs = fc.oneof(
  fc.constantFrom(...edges, "2025-12-31", "2026-02-28", "2027-02-28", "2027-03-01", "2027-06-30", "2027-07-01"),
  dayText("1999-06-01", "2028-12-31"),
);
/** Often a day that is just reached, just missed, or at the end of a month. */
const near = (asOf: string) =>
  fc
    .tuple(fc.constantFrom(12, 36, 48, 60, 72, 96, 168, 180, 252, 324), fc.integer({ min: -3, max: 3 }))
    .map(([months, off]) => new Date(Date.parse(later(asOf, -months)) + off * 86_400_000).toISOString().slice(0, 10));
const days = (asOf: string) => fc.oneof(fc.constant(""), near(asOf), near(asOf), near("2022-10-31"), dayText("1995-01-01", "2028-12-31"));
const people = (asOf: string) =>
  fc
    .record({
      birth: fc.oneof(
        fc.constant(""),
        near(asOf),
        fc.constantFrom("1996-02-29", "2000-02-29", "2012-02-29"),
        dayText("1950-01-01", "2012-12-31"),
      ),
      entry: days(asOf),
      status: fc.oneof(fc.constantFrom("", "duldung", "duldung", "ae-104c"), fc.constantFrom(...statuses)),
      since: days(asOf),
      duldung: days(asOf),
      lawful: days(asOf),
      p60b: fc.constantFrom("", "ja", "nein", "nein", "nein"),
      child: fc.constantFrom("", "ja", "nein"),
    })
    .map((person) => {
      // What began before birth is rejected; here it began at birth.
      const after = (day: string): string => (day !== "" && day < person.birth ? person.birth : day);
      return {
        ...person,
        entry: after(person.entry),
        since: after(person.since),
        duldung: after(person.duldung),
        lawful: after(person.lawful),
      };
    });
const german = (day: string): string => day.replace(/^(....)-(..)-(..)$/, "$3.$2.$1");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "count-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("count against a slow oracle", () => {
  const chosen = [...rules.values()].filter(isCountable);

  it("agrees for every rule, every Stichtag, every gap in the data", async () => {
    const seen = { yes: 0, missing: 0, no: 0, closed: 0 };
    const cases = asOfs.chain((asOf) => fc.tuple(fc.constant(asOf), fc.array(people(asOf), { maxLength: 60 }), fc.boolean()));
    await fc.assert(
      fc.asyncProperty(cases, async ([asOf, persons, written]) => {
        const form = (day: string): string => (written ? german(day) : day);
        const head = "Kennung;Geburtsdatum;Einreise;Status;ununterbrochen_seit;Duldung_seit;rechtmaessig_seit;P60b;Kind_im_Haushalt";
        const lines = persons.map((one, index) =>
          [
            index,
            ...[one.birth, one.entry].map(form),
            one.status,
            ...[one.since, one.duldung, one.lawful].map(form),
            one.p60b,
            one.child,
          ].join(";"),
        );
        const path = join(folder, "auszug.csv");
        writeFileSync(path, `${[head, ...lines].join(written ? "\r\n" : "\n")}\n`);
        const result = resultOf(await count({ path, asOf, rules: chosen, by: [], profile: readProfile() }), "none");
        const verdicts = persons.map((person) => chosen.map(({ rule }) => oracle(rule, person, asOf)));
        for (const one of verdicts.flat()) seen[one] += 1;
        const howMany = (test: (verdict: string[]) => boolean): number => verdicts.filter(test).length;
        chosen.forEach(({ rule }, index) => {
          const closed = oracle(
            rule,
            persons[0] ?? { birth: "", entry: "", status: "", since: "", duldung: "", lawful: "", p60b: "", child: "" },
            asOf,
          );
          expect(result.results[index], `${rule} on ${asOf}`).toMatchObject({
            applicable: closed !== "closed",
            potential: closed === "closed" ? null : howMany((verdict) => verdict[index] === "yes"),
            missing: closed === "closed" ? null : howMany((verdict) => verdict[index] === "missing"),
          });
        });
        for (const { rules: set, potential } of result.overlaps) {
          const places = set.map((id) => chosen.findIndex(({ rule }) => rule === id));
          expect(potential).toBe(howMany((verdict) => places.every((place) => verdict[place] === "yes")));
        }
        expect(result).toMatchObject({ records: persons.length, rejected: [] });
        expect(result.atLeastOne ?? 0).toBe(howMany((verdict) => verdict.includes("yes")));
      }),
      { numRuns: 250 },
    );
    for (const hits of Object.values(seen)) expect(hits).toBeGreaterThan(100);
  }, 60_000);

  it("the latest beginning is the latest day whose period is over", () => {
    fc.assert(
      fc.property(dayText("1990-01-01", "2040-12-31"), fc.integer({ min: 1, max: 400 }), (on, months) => {
        const start = latestStart(readDay(on), months);
        expect(addMonths(start, months)).toBeLessThanOrEqual(readDay(on));
        const text = String(start).replace(/^(....)(..)(..)$/, "$1-$2-$3");
        expect(readDay(text)).toBe(start);
        const next = new Date(Date.parse(text) + 86_400_000).toISOString().slice(0, 10);
        expect(later(next, months) > on).toBe(true);
        expect(addMonths(readDay(next), months)).toBe(readDay(later(next, months)));
      }),
      { numRuns: 2000 },
    );
  });

  it("knows a double among many, and no other", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 8 }), { maxLength: 400 }), (texts) => {
        const [seen, before] = [seenBefore(), new Set<string>()];
        for (const text of texts) {
          expect(seen.again(text)).toBe(before.has(text));
          before.add(text);
        }
      }),
    );
    const seen = seenBefore();
    const doubles = Array.from({ length: 120_000 }, (_, index) => seen.again(`05-${index % 100_000}`)).filter((again) => again).length;
    expect(doubles).toBe(20_000);
  });

  it("rounds to the nearest multiple of five and hides what is below five", () => {
    fc.assert(
      fc.property(fc.nat(100_000), (persons) => {
        const rounded = guard("round5")(persons);
        expect([Number(rounded) % 5, Math.abs(Number(rounded) - persons) <= 2]).toEqual([0, true]);
        expect(guard("suppress")(persons)).toBe(persons < 5 ? "g" : persons);
        expect(guard("none")(persons)).toBe(persons);
      }),
    );
  });
});

describe("nothing of a person comes out", () => {
  const columns =
    "Kennung;Geburtsdatum;Einreise;Status;Status_seit;ununterbrochen_seit;Duldung_seit;rechtmaessig_seit;P60b;Kind_im_Haushalt;Staatsangehoerigkeit;Geschlecht;Ortsteil".split(
      ";",
    );
  // Each word is in no sentence and no number of the product; a cell that holds it is recognised wherever it turns up.
  const mark = fc.integer({ min: 0, max: 999_999 }).map((number) => `Xq${String(number).padStart(6, "0")}zY`);
  const odd = fc.constantFrom(
    '"',
    '""',
    '"a',
    "\n",
    "\r",
    "\u0000",
    ";;;",
    "\t",
    "=cmd()",
    "\u202e",
    "\ud800",
    "31.02.2001",
    "9".repeat(400),
    "{{x}}",
    "%s",
    "$1",
  );
  const bad = fc.tuple(odd, mark, odd).map((parts) => parts.join(""));
  const cell = fc.oneof(
    { weight: 3, arbitrary: mark },
    { weight: 2, arbitrary: bad },
    { weight: 1, arbitrary: fc.constantFrom("", "duldung", "2001-02-03", "ja") },
  );
  const line = fc.oneof(
    { weight: 8, arbitrary: fc.array(cell, { minLength: columns.length, maxLength: columns.length }).map((cells) => cells.join(";")) },
    { weight: 1, arbitrary: fc.array(cell, { maxLength: 40 }).map((cells) => cells.join(";")) },
    { weight: 1, arbitrary: bad },
  );
  const files = fc.tuple(
    fc.constantFrom("head", "none", "half"),
    fc.array(line, { minLength: 1, maxLength: 30 }),
    fc.constantFrom("\n", "\r\n"),
    fc.constantFrom("utf8", "latin1", "utf16le"),
  );
  const words = fc.constantFrom(
    [],
    ["--json"],
    ["--protect", "none"],
    ["--protect", "none", "--json"],
    ["--by", "Altersgruppe,Geschlecht"],
    ["--by", "Ortsteil"],
    ["--protect", "suppress", "--by", "Aufenthaltsdauer", "--json"],
  );

  it("whatever stands in the file: not on standard output, not in a sentence, not in an error", async () => {
    const path = join(folder, "marken.csv");
    const spies = [
      vi.spyOn(process.stdout, "write"),
      vi.spyOn(process.stderr, "write"),
      vi.spyOn(console, "error"),
      vi.spyOn(console, "log"),
    ];
    for (const spy of spies) spy.mockReturnValue(undefined as never);
    const statuses = new Map<number, number>();
    try {
      await fc.assert(
        fc.asyncProperty(files, words, async ([kind, lines, ends, encoding], options) => {
          const head = kind === "none" ? [] : [kind === "head" ? columns.join(";") : columns.slice(3).join(";")];
          writeFileSync(path, Buffer.from([...head, ...lines].join(ends), encoding as BufferEncoding));
          for (const spy of spies) spy.mockClear();
          const status = await program(async () => ({}) as never, ["count", path, "--as-of", "2026-04-01", ...options], {});
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          const said = spies.flatMap((spy) => spy.mock.calls.map(([text]) => String(text))).join("\n");
          expect(said).not.toMatch(/Xq|\d{6}zY/);
          expect(said).not.toContain("    at ");
          expect(said.length).toBeGreaterThan(0);
        }),
        { numRuns: 400, seed: 7 },
      );
    } finally {
      vi.restoreAllMocks();
    }
    // Refused, counted with findings; a file of such cells is never simply fine.
    expect([...statuses.keys()].sort()).toEqual([1, 2]);
    for (const runs of statuses.values()) expect(runs).toBeGreaterThan(20);
  }, 60_000);
});

/** Whoever reads a protected count tries every world that prints alike. */
describe("protected totals, overlaps and union", () => {
  const applied = [...rules.values()]
    .filter(isCountable)
    .map((rule) => ({ rule, version: versionOn(rule, "2025-12-01"), test: () => 0, ends: undefined }));

  it.each(["round5", "suppress"] as const)("%s: no small number follows, tried with every world", (method) => {
    let shown = 0;
    let withheld = 0;
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 3, maxLength: 3 }), fc.nat(6), ([only25a = 0, only25b = 0, both = 0], citizens) => {
        // Three kinds of sets: § 25a alone, § 25b alone, both; and § 10 StAG, which nobody else can meet.
        const places = ["aufenthg-25a", "aufenthg-25b", "stag-10"].map((id) => applied.findIndex(({ rule }) => rule.rule === id));
        const [a = 0, b = 0, c = 0] = places;
        const exactly = new Float64Array(1 << applied.length);
        exactly[1 << a] = only25a;
        exactly[1 << b] = only25b;
        exactly[(1 << a) | (1 << b)] = both;
        exactly[1 << c] = citizens;
        const sets = printSets({ exactly, applied, chosen: places, overlaps: true, method, told: () => undefined });
        const asRead = (world: readonly number[]) => {
          const [x = 0, y = 0, z = 0, n = 0] = world;
          return [x + z, y + z, z, n, x + y + z + n];
        };
        const printed = [sets.of(1 << a), sets.of(1 << b), sets.of((1 << a) | (1 << b)), sets.of(1 << c), sets.any];
        if (sets.any === "g" || printed[2] === "g") withheld += 1;
        else shown += 1;
        const fits = (truth: number, cell: number | "g") => cell === "g" || (method === "round5" ? round5(truth) === cell : truth === cell);
        const worlds: number[][] = [];
        for (let x = 0; x <= 14; x += 1)
          for (let y = 0; y <= 14; y += 1)
            for (let z = 0; z <= 14; z += 1)
              for (let n = 0; n <= 14; n += 1) {
                const world = [x, y, z, n];
                if (asRead(world).every((truth, index) => fits(truth, printed[index] ?? "g"))) worlds.push(world);
              }
        const readings = worlds.map((world) => [...world, ...asRead(world)]);
        const truth = [only25a, only25b, both, citizens];
        [...truth, ...asRead(truth)].forEach((value, index) => {
          if (value > 0 && value < 5) expect(new Set(readings.map((reading) => reading[index])).size).toBeGreaterThan(1);
        });
      }),
      { numRuns: 150, seed: 8 },
    );
    expect(shown).toBeGreaterThan(0);
    if (method === "suppress") expect(withheld).toBeGreaterThan(0);
  });
});
