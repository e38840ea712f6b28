import { say } from "../../messages.ts";
import type { Note } from "./mend.ts";

const change = /<w:(ins|del|moveTo|moveFrom)\s[^>]*>/g;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What is to be said of a Word file in which changes are tracked: how many, and by whom; nothing if there are none. */
export function trackedIn(xml: string): Note[] {
  const found = [...xml.matchAll(change)];
  if (found.length === 0) return [];
  const inserted = found.filter(([, kind]) => kind === "ins" || kind === "moveTo").length;
  const authors = new Set(found.map(([tag]) => decoded(/w:author="([^"]*)"/.exec(tag)?.[1] ?? "").trim() || say("minutes.note.nobody")));
  return [{ code: "minutes.note.tracked", values: { inserted, deleted: found.length - inserted, authors: [...authors].join(", ") } }];
}

const decoded = (text: string): string => text.replace(/&(amp|lt|gt|quot|apos);/g, (_whole, name: string) => entities[name] ?? "");
