/** `YYYY-MM-DD` from `2025-04-30` or `30.04.2025`; null for anything else, also for the 31st of June and two-digit years. */
export function parseDate(text: string): string | null {
  const { year, month, day } = (iso.exec(text) ?? german.exec(text))?.groups ?? {};
  if (!year || !month || !day) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return date.toISOString().slice(0, 10) === written ? written : null;
}

const iso = /^(?<year>(?:19|20)\d{2})-(?<month>\d{2})-(?<day>\d{2})$/;
const german = /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>(?:19|20)\d{2})$/;
