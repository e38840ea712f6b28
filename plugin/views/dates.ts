const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" });
const long = new Intl.DateTimeFormat("de-DE", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
const time = new Intl.DateTimeFormat("de-DE", { timeZone: "Europe/Berlin", hour: "2-digit", minute: "2-digit" });

/** The calendar day in Germany, `YYYY-MM-DD`, of a day or of a point in time with its offset. */
export function dayOf(iso: string): string {
  return iso.length === 10 ? iso : day.format(new Date(iso));
}

/** `18. Oktober 2023` */
export function longDate(iso: string): string {
  return long.format(new Date(`${dayOf(iso)}T00:00:00Z`));
}

/** `17:00 Uhr` in German time. Null for a bare day and for midnight, by which many systems say that the time is not known. */
export function timeOf(iso: string): string | null {
  if (iso.length === 10) return null;
  const clock = time.format(new Date(iso));
  return clock === "00:00" ? null : `${clock} Uhr`;
}
