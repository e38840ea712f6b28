/** The only source of time, so that tests can set it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The calendar day in Germany, `YYYY-MM-DD`: deadlines and Stichtage are days in Europe/Berlin, wherever the server stands. */
export function today(clock: Clock): string {
  return day.format(clock.now());
}

const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" });
