import { formatDate } from "../figures/format.ts";
import { say } from "../messages.ts";
import type { CaseRow } from "../store/tables/work.ts";

type Place = Pick<CaseRow, "kind" | "title" | "organization" | "sitting">;

/**
 * An e-file takes names of 255 bytes, and shorter ones of a folder (facts: ecm.md §4); "– Word-Fassung", the number of a version and the
 * extension come behind the title.
 */
const longestTitle = 200;
const longestBody = 80;
const shortestSubject = 40;

/** Where an answer is filed: town, body, day of the sitting, kind. Later versions follow the first, wherever they would belong today. */
export function answerFolder(town: string, { kind, organization, sitting }: Place): string[] {
  return [town, cut(organization, longestBody), sitting, say(`answer.folder-${kind}`)];
}

/**
 * The title under which an answer is filed. A long subject is cut in the middle of the title and not at its end, because an e-file would
 * cut off body and day, by which people tell two answers apart.
 */
export function answerTitle({ kind, title, organization, sitting }: Place): string {
  const around = { organization: cut(organization, longestBody), date: formatDate(sitting) };
  const rest = Buffer.byteLength(say(`answer.filed-${kind}`, { ...around, title: "" }));
  return say(`answer.filed-${kind}`, { ...around, title: cut(title, Math.max(shortestSubject, longestTitle - rest)) });
}

/** The whole words of a text that fit into so many bytes of UTF-8, with "…" where something is left out. */
function cut(text: string, bytes: number): string {
  const whole = text.normalize("NFC").replace(/\s+/gu, " ").trim();
  if (Buffer.byteLength(whole) <= bytes) return whole;
  let kept = "";
  for (const { segment } of new Intl.Segmenter("de", { granularity: "grapheme" }).segment(whole)) {
    if (Buffer.byteLength(`${kept}${segment} …`) > bytes) break;
    kept += segment;
  }
  const words = kept.replace(/\s\S*$/u, "");
  return `${(words || kept).trimEnd()} …`;
}
