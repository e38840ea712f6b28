import { type Cleaned, unwrap } from "./unwrap.ts";

const invisible = /[\u00AD\u200B-\u200D\u2060\uFEFF]/;
const space = /[\t\f\v\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/;
const newline = /[\r\u2028\u2029]/;

/** What a person would read: no soft hyphens, no page heads in mid-sentence, one line per paragraph. */
export function clean(text: string): Cleaned {
  return unwrap(visible(text));
}

/** The span `[start, end)` of the cleaned text in the text as it came in. What was taken out inside the span is inside again. */
export function original({ origin }: Cleaned, start: number, end: number): { start: number; end: number } {
  return { start: origin[start] ?? 0, end: (origin[end - 1] ?? -1) + 1 };
}

function visible(text: string): Cleaned {
  const kept: string[] = [];
  const origin = new Int32Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const character = code > 0x20 && code < 0x7f ? text.charAt(at) : plain(text, at);
    if (character === "") continue;
    origin[kept.length] = at;
    kept.push(character);
  }
  return { text: kept.join(""), origin: origin.subarray(0, kept.length) };
}

function plain(text: string, at: number): string {
  const character = text.charAt(at);
  if (invisible.test(character)) return "";
  if (newline.test(character)) return text.charAt(at + 1) === "\n" ? "" : "\n";
  return space.test(character) ? " " : character;
}
