import Holidays from "date-holidays";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, weekday } from "../../plugin/inquiry/deadline/days.ts";
import { easterSunday, holidays, isWorkingDay } from "../../plugin/inquiry/deadline/holidays.ts";
import { type DeadlineRule, due } from "../../plugin/inquiry/deadline.ts";

const lands = ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"];
const sittings = ["2017-12-04", "2017-09-11", "2017-10-16", "2018-01-29"].map((date) => ({ date }));
const count = (rule: DeadlineRule, more: Partial<Parameters<typeof due>[0]> = {}) =>
  due({ rule, asked: "2017-09-11", today: "2017-09-12", land: "NW", sittings, ...more });

describe("holidays", () => {
  for (const land of lands) {
    it(`${land}: those of date-holidays, 2015 to 2040`, () => {
      const oracle = new Holidays("DE", land);
      for (let year = 2015; year <= 2040; year += 1) {
        const expected = oracle.getHolidays(year).flatMap(({ type, date }) => (type === "public" ? [date.slice(0, 10)] : []));
        // date-holidays leaves it out for Bavaria; it holds where most people are Catholic, München included.
        if (land === "BY") expected.push(`${year}-08-15`);
        expect([...holidays(year, land).keys()].sort(), String(year)).toEqual([...new Set(expected)].sort());
      }
    });
  }

  it("knows Easter in its earliest and latest years", () => {
    expect(["1818", "1943", "2000", "2011", "2024", "2038", "2285"].map((year) => easterSunday(Number(year)))).toEqual([
      "1818-03-22",
      "1943-04-25",
      "2000-04-23",
      "2011-04-24",
      "2024-03-31",
      "2038-04-25",
      "2285-03-22",
    ]);
  });

  it("refuses an unknown Land", () => {
    expect(() => holidays(2024, "XX")).toThrow(/XX/);
    expect(isWorkingDay("2024-05-30", "NW")).toBe(false);
    expect(isWorkingDay("2024-05-30", "BE")).toBe(true);
    expect(isWorkingDay("2024-06-01", "BE")).toBe(false);
  });
});

describe("due", () => {
  it("next sitting: the first after the question that can still receive the answer, minus the Redaktionsschluss", () => {
    expect(count({ kind: "nextMeeting", leadDays: 0 })).toEqual({
      due: "2017-10-16",
      receiving: "2017-10-16",
      because: "Zur nächsten Sitzung am 16.10.2017.",
    });
    expect(count({ kind: "nextMeeting", leadDays: 14 })).toEqual({
      due: "2017-10-02",
      receiving: "2017-10-16",
      because: "Redaktionsschluss 14 Tage vor der nächsten Sitzung am 16.10.2017.",
    });
    expect(count({ kind: "nextMeeting", leadDays: 14 }, { today: "2017-10-03" })).toMatchObject({
      due: "2017-11-20",
      receiving: "2017-12-04",
    });
    expect(count({ kind: "nextMeeting", leadDays: 60 })).toMatchObject({ due: "2017-10-05", receiving: "2017-12-04" });
    const timed = [{ date: "2017-10-16T17:00:00+02:00" }];
    expect(count({ kind: "nextMeeting", leadDays: 0 }, { sittings: timed })).toMatchObject({ due: "2017-10-16", receiving: "2017-10-16" });
  });

  it("says when no sitting is known, and sets a day to look again", () => {
    const unknown = count({ kind: "nextMeeting", leadDays: 0 }, { sittings: [] });
    expect(unknown).toMatchObject({ due: "2017-10-10", receiving: null });
    expect(unknown.because).toContain("noch nicht bekannt");
    expect(count({ kind: "nextMeeting", leadDays: 0 }, { today: "2018-02-01" })).toMatchObject({ due: "2018-03-01", receiving: null });
  });

  it("days and months end on a working day, and say that they moved", () => {
    expect(count({ kind: "days", count: 14 })).toEqual({
      due: "2017-09-25",
      receiving: "2017-10-16",
      because: "14 Kalendertage nach der Sitzung vom 11.09.2017.",
    });
    const moved = count({ kind: "days", count: 22 });
    expect(moved.due).toBe("2017-10-04");
    expect(moved.because).toContain("Der 03.10.2017 ist kein Arbeitstag");
    expect(count({ kind: "months", count: 3 })).toMatchObject({ due: "2017-12-11", receiving: "2018-01-29" });
    expect(count({ kind: "months", count: 1 }).because).toBe("Ein Monat nach der Sitzung vom 11.09.2017.");
    expect(count({ kind: "months", count: 1 }, { asked: "2024-01-31", sittings: [] })).toMatchObject({
      due: "2024-02-29",
      receiving: null,
    });
  });

  it("working days leave out weekends and the holidays of the Land", () => {
    expect(count({ kind: "workingDays", count: 5 }).due).toBe("2017-09-18");
    // Reformation Day 2017 was one everywhere, All Saints' Day is one in NW and not in Berlin.
    expect(count({ kind: "workingDays", count: 2 }, { asked: "2017-10-30" }).due).toBe("2017-11-03");
    expect(count({ kind: "workingDays", count: 2 }, { asked: "2017-10-30", land: "BE" }).due).toBe("2017-11-02");
  });

  it("an agreed extension counts only if it is later", () => {
    expect(count({ kind: "nextMeeting", leadDays: 0 }, { extension: { until: "2017-11-30" } })).toEqual({
      due: "2017-11-30",
      receiving: "2017-12-04",
      because: "Im Einvernehmen verlängert bis 30.11.2017; ohne Verlängerung wäre die Antwort am 16.10.2017 fällig.",
    });
    expect(count({ kind: "nextMeeting", leadDays: 0 }, { extension: { until: "2017-09-30" } })).toMatchObject({ due: "2017-10-16" });
  });
});

describe("days", () => {
  it("count over summer time, leap days and the turn of the year", () => {
    expect(addDays("2024-03-30", 2)).toBe("2024-04-01");
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2024-12-31", 1)).toBe("2025-01-01");
    expect(addMonths("2023-11-30", 3)).toBe("2024-02-29");
    expect(addMonths("2024-12-31", 12)).toBe("2025-12-31");
    expect(weekday("2024-02-29")).toBe(4);
  });
});
