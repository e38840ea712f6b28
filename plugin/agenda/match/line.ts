import { say } from "../../messages.ts";
import { MatchItem } from "./item.ts";

/** A line that could not be read. */
export interface UnreadableLine {
  /** 1-based. */
  readonly line: number;
  /** One German sentence: what is wrong, with which field. */
  readonly error: string;
}

/** One line of JSON as an agenda item, or why it is none. */
export function readLine(text: string, line: number): { readonly item: MatchItem } | UnreadableLine {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return { line, error: say("match.line.json", { line }) };
  }
  const item = MatchItem.safeParse(value);
  if (item.success) return { item: item.data };
  const field = item.error.issues[0]?.path.join(".");
  return { line, error: field ? say("match.line.field", { line, field }) : say("match.line.object", { line }) };
}
