import { once } from "node:events";
import { createReadStream, readFileSync } from "node:fs";
import { basename } from "node:path";
import { createInterface } from "node:readline";
import { matchLines } from "../agenda/match.ts";
import { commitments, extract, extractLines } from "../inquiry/extract.ts";
import { readMinutes } from "../inquiry/minutes.ts";
import type { CommandContext, ExitStatus } from "./command.ts";

/** `match FILE`: one JSON line per input line, in the same order; 1 if a line could not be read. */
export const matchFile = (_context: CommandContext, file: string): Promise<ExitStatus> => print(matchLines(linesOf(file)));

/** `extract FILE`: JSONL line by line; minutes in any other form as one object. */
export async function extractFile(_context: CommandContext, file: string): Promise<ExitStatus> {
  if (/\.(jsonl|ndjson)$/i.test(file)) return print(extractLines(linesOf(file)));
  const { text } = readMinutes({ name: basename(file), bytes: readFileSync(file) });
  const found = { id: basename(file), inquiries: extract({ text }), commitments: commitments(text) };
  await write(found);
  return 0;
}

function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
}

async function print(objects: AsyncIterable<object>): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  for await (const object of objects) {
    if ("error" in object) status = 1;
    await write(object);
  }
  return status;
}

async function write(object: object): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(object)}\n`)) await once(process.stdout, "drain");
}
