/** Days and times as councils print them. Input is an ISO time stamp with German offset or an ISO date. */
export function germanDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-");
  return `${day}.${month}.${year}`;
}

/** "15:00", as the time stamp says it. */
export const clockTime = (iso: string): string => iso.slice(11, 16);

/** "Montag" */
export function weekday(iso: string): string {
  return new Intl.DateTimeFormat("de-DE", { weekday: "long", timeZone: "UTC" }).format(new Date(`${iso.slice(0, 10)}T12:00:00Z`));
}
