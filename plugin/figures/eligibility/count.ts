import { statSync } from "node:fs";
import { Refusal } from "../../refusal.ts";
import { type Dimension, dimensionsOf } from "./classes.ts";
import { compile, neededColumns } from "./criteria.ts";
import { type Day, readDay } from "./days.ts";
import { type Places, readHeader } from "./header.ts";
import { blankPerson } from "./person.ts";
import type { Profile } from "./profile.ts";
import { type Fault, faults, type ReadRecord, recordReader } from "./record.ts";
import { continued, type Row, type Unreadable } from "./row.ts";
import { rowsOf } from "./rows.ts";
import { type CountableRule, versionOn } from "./rule.ts";
import { seenBefore } from "./seen.ts";
import { type Applied, type Tally, tallyOf } from "./tally.ts";
import { titleEnds } from "./title-ends.ts";

export interface CountRequest {
  readonly path: string;
  /** Stichtag, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly rules: readonly CountableRule[];
  /** Names of dimensions. */
  readonly by: readonly string[];
  readonly profile: Profile;
}

export interface Rejected extends Fault {
  /** Line of the file; the header is line 1. */
  readonly line: number;
}

/** True counts: for the office that holds the register, until they are protected. */
export interface Counted extends Pick<CountRequest, "asOf"> {
  /** Lines with a record, the rejected ones included. */
  readonly records: number;
  readonly applied: readonly Applied[];
  readonly by: readonly Dimension[];
  readonly tally: Tally;
  /** The first ones; one per line. */
  readonly rejected: readonly Rejected[];
  readonly rejectedLines: number;
}

/** More wrong lines than that are counted, not listed: a wrong profile makes every line wrong. */
const listed = 10_000;

/**
 * Counts whom the known criteria of each rule do not exclude, in one pass and in memory that grows only with the marks
 * against double records. Opens nothing but the file, writes nothing, keeps nothing of a person.
 */
export async function count({ path, asOf, rules, by, profile }: CountRequest): Promise<Counted> {
  const day = readDay(asOf);
  const applied = rules.map((rule) => apply(rule, asOf, day));
  const dimensions = dimensionsOf(by, profile, day);
  const tally = tallyOf(applied, dimensions, day);
  const rejected: Rejected[] = [];
  let rejectedLines = 0;
  let records = 0;
  let take: ((row: Exclude<Row, typeof continued>) => Fault | undefined) | undefined;
  for await (const { line, bytes, rows } of rowsOf(path, profile.delimiter)) {
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] as Row;
      if (row === continued || isBlank(row)) continue;
      if (!take) {
        const expected = (statSync(path).size / bytes) * rows.length;
        const head = typeof row === "string" ? [] : row;
        take = taker(readHeader(head, needed(applied, dimensions), profile), { width: head.length, expected, profile, tally });
        continue;
      }
      records += 1;
      const fault = take(row);
      if (!fault) continue;
      rejectedLines += 1;
      if (rejected.length < listed) rejected.push({ line: line + index, ...fault });
    }
  }
  if (!take) throw new Refusal("count.empty");
  return { asOf, records, applied, by: dimensions, tally, rejected, rejectedLines };
}

/** Takes one row into the tally, or says why not. */
function taker(places: Places, request: { width: number; expected: number; profile: Profile; tally: Tally }) {
  const { width, expected, profile, tally } = request;
  const read: ReadRecord = recordReader(places, width, profile);
  const seen = seenBefore(expected);
  const person = blankPerson();
  return (cells: readonly string[] | Unreadable): Fault | undefined => {
    if (typeof cells === "string") return faults[cells];
    const fault = read(cells, person);
    if (fault) return fault;
    if (seen.again((cells[places.Kennung] ?? "").trim())) return faults.duplicate;
    tally.add(person);
    return undefined;
  };
}

function apply(rule: CountableRule, asOf: string, day: Day): Applied {
  const version = versionOn(rule, asOf);
  return {
    rule,
    version,
    test: version?.new_applicants ? compile(rule, version, day) : undefined,
    ends: version && titleEnds(version, day),
  };
}

/** An empty line, or one of empty cells as spreadsheets append them. */
const isBlank = (row: Row): boolean => row[0] === "" && typeof row !== "string" && row.every((cell) => cell === "");

function needed(applied: readonly Applied[], by: readonly Dimension[]): ReadonlySet<string> {
  const columns = applied.flatMap(({ rule, version, test }) => (version && test ? neededColumns(rule, version) : []));
  return new Set(["Kennung", "Status", ...columns, ...by.flatMap(({ needs }) => needs)]);
}
