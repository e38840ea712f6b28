/** Cleaning of single values. `undefined` = nothing said, `null` = makes no sense here; nothing throws. */
type Cleaned<Value> = Value | undefined | null;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
const dirty = /[\u0300-\u036f\u0000-\u0008\u000b-\u001f\u007f\u00a0\u00ad\u200b\u2060\ufeff]/;

/**
 * Text without soft hyphens and other invisible characters (they would break search and matching), composed (NFC), trimmed.
 * `""`, `" "` and `N/A` say nothing (facts: oparl.md §3, ALLRIS 1.0).
 */
export function cleanText(value: unknown): Cleaned<string> {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return null;
  const text = (dirty.test(value) ? scrub(value) : value).trim();
  return text === "" || text === "N/A" ? undefined : text;
}

function scrub(value: string): string {
  return (
    value
      .replace(/[\u00ad\u200b\u2060\ufeff]/g, "")
      .replace(/\r\n?/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: replaced, because they part words
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u00a0]/g, " ")
      .normalize("NFC")
  );
}

const proper = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
const momentPattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A point in time as `YYYY-MM-DDThh:mm:ss±hh:mm`, or the bare date if no more was said. Mends `+01::00` (ALLRIS, Bonn 2019) and leaves
 * out fractions.
 */
export function cleanMoment(value: unknown): Cleaned<string> {
  const text = cleanText(value);
  if (typeof text !== "string") return text;
  if (proper.test(text) && !Number.isNaN(Date.parse(text))) return text;
  const match = momentPattern.exec(text.replace("::", ":"));
  if (!match?.[1]) return null;
  const [, date, time, zone = ""] = match;
  const offset = zone === "Z" ? "+00:00" : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const moment = time ? `${date}T${time.length === 5 ? `${time}:00` : time}${offset}` : date;
  return Number.isNaN(Date.parse(moment)) ? null : moment;
}

/** The day a date-time names in its own zone; date fields often carry a time. */
export function cleanDay(value: unknown): Cleaned<string> {
  const moment = cleanMoment(value);
  return typeof moment === "string" ? moment.slice(0, 10) : moment;
}

export function cleanFlag(value: unknown): Cleaned<boolean> {
  if (typeof value === "boolean") return value;
  const known = flags[String(value).trim().toLowerCase()];
  return known ?? (cleanText(value) === undefined ? undefined : null);
}

const flags: Readonly<Record<string, boolean>> = { true: true, "1": true, false: false, "0": false };

export function cleanNumber(value: unknown): Cleaned<number> {
  if (typeof value === "number") return value;
  const text = cleanText(value);
  return typeof text === "string" ? (/^-?\d+$/.test(text) ? Number(text) : null) : text;
}

/** A link may be written as the whole object; here only its id matters. */
export function cleanLink(value: unknown): Cleaned<string> {
  if (Array.isArray(value)) return value.length === 0 ? undefined : null;
  return typeof value === "object" && value !== null && "id" in value ? cleanText(value.id) : cleanText(value);
}

/** One value in place of a list is a list of one; empty elements are left out. */
export function cleanList(value: unknown, clean: (element: unknown) => Cleaned<string>): Cleaned<readonly string[]> {
  const elements = (Array.isArray(value) ? value : [value]).map((element) => (element === null ? undefined : clean(element)));
  return elements.includes(null) ? null : elements.filter((element) => typeof element === "string");
}

/** `mimeType: "pdf"` and the like (ALLRIS 4). */
export function cleanMediaType(value: unknown): Cleaned<string> {
  const text = cleanText(value);
  if (typeof text !== "string") return text;
  const name = text.toLowerCase();
  return name.includes("/") ? name : (mediaTypes[name.replace(/^\./, "")] ?? name);
}

const office = "application/vnd.openxmlformats-officedocument";
const mediaTypes: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  doc: "application/msword",
  docx: `${office}.wordprocessingml.document`,
  xls: "application/vnd.ms-excel",
  xlsx: `${office}.spreadsheetml.sheet`,
  ppt: "application/vnd.ms-powerpoint",
  pptx: `${office}.presentationml.presentation`,
  rtf: "application/rtf",
  txt: "text/plain",
  htm: "text/html",
  html: "text/html",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  zip: "application/zip",
};
