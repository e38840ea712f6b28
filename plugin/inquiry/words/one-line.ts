import { clean } from "../extract/clean.ts";

/** A passage of minutes on one line, as a person would read it. The stored question keeps its wraps, because offsets refer to it. */
export function oneLine(passage: string): string {
  return clean(passage).text.replace(/\s+/gu, " ").trim();
}
