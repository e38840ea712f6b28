/** Times as OParl wants them: local time with offset, no fractions, no `Z` (facts: oparl.md §1). */
const parts = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Berlin",
  dateStyle: "short",
  timeStyle: "medium",
});
const zone = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Berlin", timeZoneName: "longOffset" });

export function stamp(at: Date): string {
  return `${parts.format(at).replace(" ", "T")}${offset(at)}`;
}

/** The last midnight in Germany: the only time stamp that more! rubin gives its objects. */
export function midnight(at: Date): string {
  const day = parts.format(at).slice(0, 10);
  return `${day}T00:00:00${offset(new Date(`${day}T00:00:00Z`))}`;
}

function offset(at: Date): string {
  const name = zone.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name.replace("GMT", "") || "+00:00";
}
