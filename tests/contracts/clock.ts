import { expect, test } from "vitest";
import { type Clock, today } from "../../plugin/ports/clock.ts";

/** What every clock must do. */
export function clockContract(name: string, clock: Clock): void {
  test(`${name}: tells the time, and never goes back`, () => {
    const first = clock.now();
    expect(first).toBeInstanceOf(Date);
    expect(Number.isNaN(first.getTime())).toBe(false);
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(first.getTime());
  });

  test(`${name}: gives dates that nobody else can change`, () => {
    clock.now().setFullYear(1970);
    expect(clock.now().getFullYear()).toBeGreaterThan(2000);
  });

  test(`${name}: the day is the day in Germany`, () => {
    expect(today(clock)).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(today({ now: () => new Date("2026-03-28T22:59:59Z") })).toBe("2026-03-28");
    expect(today({ now: () => new Date("2026-03-28T23:00:00Z") })).toBe("2026-03-29");
    expect(today({ now: () => new Date("2026-07-01T22:00:00Z") })).toBe("2026-07-02");
  });
}
