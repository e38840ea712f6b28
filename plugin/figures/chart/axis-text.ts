const month = new Intl.DateTimeFormat("de-DE", { timeZone: "UTC", month: "short" });
const monthOf = (iso: string) => month.format(new Date(`${iso}T00:00:00Z`));
const lastOfMonth = (iso: string) =>
  new Date(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), 0)).getUTCDate() === Number(iso.slice(8));

/** What stands below the time axis for a day or a period, in one or two short lines. */
export function axisText(from: string, to: string): string[] {
  const year = to.slice(0, 4);
  if (from === to) return [`${to.slice(8)}.${to.slice(5, 7)}.`, year];
  if (from === `${year}-01-01` && to === `${year}-12-31`) return [year];
  if (from.startsWith(year) && from.endsWith("-01") && lastOfMonth(to)) {
    return [from.slice(5, 7) === to.slice(5, 7) ? monthOf(to) : `${monthOf(from)} – ${monthOf(to)}`, year];
  }
  return [`${from.slice(8)}.${from.slice(5, 7)}.${from.slice(2, 4)} –`, `${to.slice(8)}.${to.slice(5, 7)}.${to.slice(2, 4)}`];
}
