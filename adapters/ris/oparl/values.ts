/** Cleaning of single values. Every function gives `undefined` for "nothing said" and throws nothing. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
const dirty = /[\u0300-\u036f\u0000-\u0008\u000b-\u001f\u007f\u00a0\u00ad\u200b\u2060\ufeff]/;

/**
 * Text without soft hyphens and other invisible characters (they would break search and matching), composed (NFC), trimmed.
 * `""`, `" "` and `N/A` say nothing (facts: oparl.md §3, ALLRIS 1.0).
 */
export function cleanText(value: string): string | undefined {
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

const momentPattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A point in time as `YYYY-MM-DDThh:mm:ss±hh:mm`, or the bare date if no more was said. Mends `+01::00` (ALLRIS, Bonn 2019), leaves out
 * fractions. Null when it is no date at all.
 */
export function cleanMoment(value: string): string | null | undefined {
  const text = cleanText(value)?.replace("::", ":");
  if (text === undefined) return undefined;
  const match = momentPattern.exec(text);
  if (!match?.[1] || Number.isNaN(Date.parse(match[1]))) return null;
  const [, date, time, zone = ""] = match;
  if (!time) return date;
  const offset = zone === "Z" ? "+00:00" : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const moment = `${date}T${time.length === 5 ? `${time}:00` : time}${offset}`;
  return Number.isNaN(Date.parse(moment)) ? null : moment;
}

/** The day a date-time names in its own zone; date fields often carry a time. */
export function cleanDay(value: string): string | null | undefined {
  return cleanMoment(value)?.slice(0, 10) ?? (cleanText(value) === undefined ? undefined : null);
}

/** `mimeType: "pdf"` and the like (ALLRIS 4). */
export function cleanMediaType(value: string): string | undefined {
  const text = cleanText(value)?.toLowerCase();
  return text === undefined || text.includes("/") ? text : (mediaTypes[text.replace(/^\./, "")] ?? text);
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
