/** A whole day in a calendar. */
export interface CalendarEntry {
  /** The same for the same thing in every answer, so that a calendar moves it instead of doubling it. */
  readonly uid: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
}

/** No line longer than 75 octets, the break not counted (RFC 5545 §3.1). */
const longestLine = 75;

/**
 * A calendar as RFC 5545 describes it: CRLF, folded lines, escaped text, whole days that block nobody's time.
 * @param now when it was made
 */
export function ics(name: string, entries: readonly CalendarEntry[], now: Date): string {
  const stamp = `${now.toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
  const lines = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//KIM im Rat//Fristen//DE", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"],
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap((entry) => event(entry, stamp)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function event({ uid, day, summary, description, url }: CalendarEntry, stamp: string): string[] {
  return [
    ...["BEGIN:VEVENT", `UID:${escaped(uid)}`, `DTSTAMP:${stamp}`, `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`],
    ...[`SUMMARY:${escaped(summary)}`, `DESCRIPTION:${escaped(description)}`, `URL:${url}`],
    ...["TRANSP:TRANSPARENT", "END:VEVENT"],
  ];
}

/** TEXT of §3.3.11: backslash, semicolon, comma and line breaks; what no calendar may hold is left out. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/\p{Cc}/gu, "");

/** Breaks a long line before a character, never within one; a line that goes on begins with a space. */
function folded(line: string): string {
  const parts = [""];
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > longestLine) {
      parts.push(" ");
      octets = 1;
    }
    parts.push(`${parts.pop()}${character}`);
    octets += size;
  }
  return parts.join("\r\n");
}
