import { setImmediate } from "node:timers/promises";
import type { Finding, KimRow, KimTable } from "../../ports/kim.ts";
import type { Read } from "./row.ts";

export type Row = KimRow;

/**
 * The rows that may be taken, and the findings of those that may not, in the order of the file. Goes through the file twice
 * and holds only keys in memory: a key that comes twice is refused in both places, because nobody can say which is right.
 */
export async function* sift<Draft>(
  table: KimTable,
  read: (row: Row) => Read<Draft>,
  keyOf: (draft: Draft) => string,
): AsyncGenerator<{ readonly line: number; readonly draft: Draft } | { readonly findings: readonly Finding[] }> {
  const places = await twice(table, read, keyOf);
  for await (const row of unhurried(table)) {
    if (!("cells" in row)) {
      yield { findings: [row] };
      continue;
    }
    const found = read(row);
    const other = "draft" in found ? places.get(keyOf(found.draft)) : undefined;
    if (other)
      yield {
        findings: [{ line: row.line, code: "import.duplicate", values: { other: other.find((line) => line !== row.line) ?? row.line } }],
      };
    else yield "draft" in found ? { line: row.line, draft: found.draft } : found;
  }
}

/** Keys that stand in more than one row, with the first two lines. */
async function twice<Draft>(
  table: KimTable,
  read: (row: Row) => Read<Draft>,
  keyOf: (draft: Draft) => string,
): Promise<ReadonlyMap<string, readonly [number, number]>> {
  const first = new Map<string, number>();
  const again = new Map<string, [number, number]>();
  for await (const row of unhurried(table)) {
    const found = "cells" in row ? read(row) : { findings: [row] };
    if (!("draft" in found)) continue;
    const key = keyOf(found.draft);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, row.line);
    else if (!again.has(key)) again.set(key, [earlier, row.line]);
  }
  return again;
}

/** The rows, with a pause now and then: a large file must not keep everybody else from being served. */
async function* unhurried(table: KimTable): AsyncGenerator<KimRow | Finding> {
  let count = 0;
  for await (const row of table.rows()) {
    count += 1;
    if (count % 100 === 0) await setImmediate();
    yield row;
  }
}
