import { z } from "zod";
import { say } from "../../messages.ts";
import type { Inquiry, Passage } from "./types.ts";

const optional = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const Line = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  ris: optional,
  municipality_style: optional,
  gremium: optional,
  sitzung: optional,
});

/**
 * JSONL to JSONL: one object per line of input, in the same order: `{ id, inquiries }`, or `{ line, error }` for a line that
 * cannot be read (counted from 1, the error a German sentence). Blank lines are counted and give nothing.
 */
export async function* eachLine(lines: AsyncIterable<string>, extract: (passage: Passage) => Inquiry[]): AsyncIterable<object> {
  let line = 0;
  for await (const source of lines) {
    line++;
    if (source.trim() === "") continue;
    const read = parse(source, line);
    yield "error" in read ? read : { id: read.id, inquiries: extract(read.passage) };
  }
}

function parse(source: string, line: number): { line: number; error: string } | { id: string | number; passage: Passage } {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return { line, error: say("minutes.line-json", { line }) };
  }
  const parsed = Line.safeParse(value);
  if (!parsed.success) return { line, error: say("minutes.line-fields", { line, field: String(parsed.error.issues[0]?.path[0] ?? "id") }) };
  const { id, ...passage } = parsed.data;
  return { id, passage };
}
