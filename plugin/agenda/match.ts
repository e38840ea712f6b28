import { say } from "../messages.ts";
import { type KnownBody, readBodies } from "./match/bodies.ts";
import type { MatchItem } from "./match/item.ts";
import { readLine, type UnreadableLine } from "./match/line.ts";
import { type EarlierDecisions, remember } from "./match/memory.ts";
import { findReports } from "./match/rules.ts";
import { type Subject, subjects, threshold, weights } from "./match/strength.ts";
import { readText } from "./match/text.ts";
import { isFormal, isOtherMatter, readTitle } from "./match/title.ts";
import { readWords, type Words } from "./match/words.ts";

/** A topic that may fit an agenda item. A person decides; nothing is attached by a score. */
export interface Candidate {
  readonly topic: Subject;
  /**
   * 0..1, two decimals: how strongly the evidence speaks for the topic. It orders candidates and is no probability.
   * From 0.9 the title or the paper names the topic; from 0.75 hardly anything else can be meant; from 0.5 it should be looked at.
   */
  readonly score: number;
  /** German, in the order of the evidence. */
  readonly reasons: readonly string[];
}

export interface Matched {
  readonly id: MatchItem["id"];
  /** By score, highest first; empty = no topic. */
  readonly candidates: readonly Candidate[];
}

interface Evidence {
  /** Absent: supports whatever topic other evidence names, and makes none. */
  readonly topic?: Subject;
  readonly weight: number;
  readonly reasons: readonly string[];
}

/**
 * Which KIM topics fit an agenda item, why and how sure. Pure; the rules are the JSON files in `match/rules`.
 *
 * Policy: an item gets a topic when the council office would be glad to have KIM status or eligibility statistics beside it.
 * In: integration management with its posts, money and bodies, the integration centre, the town's concept, plan, report and policy of
 * integration, its offices and commissioners · residence status, tolerated and obliged-to-leave people, deportation, rights to stay,
 * and reports on number and situation of refugees as a whole · naturalisation and nationality · the foreigners' and naturalisation
 * office as an office (staff, appointments, report, organisation).
 * Out: housing, buildings, fees, costs and budgets · benefits, payment card, health, work opportunities · school, day care, minors,
 * language courses · single projects, associations, culture, memorials · elections and appointments, minutes, question time,
 * communications · construction for an office · integration of things, pupils with disabilities or the unemployed, migration of data.
 * Borderlines: hints (refugees, integration of refugees) count only in a title about none of these other matters; a topic named outright
 * counts beside anything. Integration courses, admission programmes and the Federal Office are out.
 */
export function match(item: MatchItem, memory: EarlierDecisions = [], bodies: readonly KnownBody[] = []): Matched {
  const title = readWords(item.name);
  const paper = item.paper?.name && item.paper.name !== item.name ? readWords(item.paper.name) : title;
  const naming = [...fromNames(title, paper), ...fromPaperText(item, title, paper)];
  if (naming.length === 0) return { id: item.id, candidates: [] };
  const evidence = [...naming, ...fromPaperType(item), ...fromBodies(item, bodies)];
  const candidates = subjects.flatMap((topic) => weigh(topic, evidence, item, memory));
  return { id: item.id, candidates: candidates.sort((a, b) => b.score - a.score) };
}

/** Title and name of the paper are one source, for mostly they are the same: per topic the strongest words count, all are named. */
function fromNames(title: Words, paper: Words): Evidence[] {
  const titleFindings = readTitle(title);
  const paperFindings = paper === title ? [] : readTitle(paper);
  return subjects.flatMap((topic) => {
    const inTitle = titleFindings.filter((one) => one.topic === topic);
    const added = paperFindings.filter((one) => one.topic === topic && !inTitle.some((other) => other.quote === one.quote));
    if (inTitle.length + added.length === 0) return [];
    const reasons = [
      ...inTitle.map((one) => say("match.title", { words: one.quote })),
      ...added.map((one) => say("match.paper", { words: one.quote })),
    ];
    return [{ topic, weight: Math.max(...[...inTitle, ...added].map((one) => weights[one.strength])), reasons }];
  });
}

/** Only where the title leaves it open: under a title about housing, or "Mitteilungen", the text says nothing about the item. */
function fromPaperText(item: MatchItem, title: Words, paper: Words): Evidence[] {
  if (!item.paper?.text || isOtherMatter(title) || isOtherMatter(paper) || isFormal(title)) return [];
  return readText(item.paper.text).map(({ topic, times, weight }) => ({ topic, weight, reasons: [say("match.text", { times })] }));
}

function fromPaperType(item: MatchItem): Evidence[] {
  const paperType = item.paper?.paperType ?? "";
  if (findReports(readWords(paperType)).length === 0) return [];
  return [{ weight: weights.report, reasons: [say("match.type", { paperType })] }];
}

function fromBodies(item: MatchItem, bodies: readonly KnownBody[]): Evidence[] {
  const body = readBodies(item, bodies);
  return body ? [{ weight: body.weight, reasons: [body.reason] }] : [];
}

/** Independent pieces of evidence add up as 1 − Π(1 − weight); earlier decisions shift the result a little. */
function weigh(topic: Subject, evidence: readonly Evidence[], item: MatchItem, memory: EarlierDecisions): Candidate[] {
  if (!evidence.some((one) => one.topic === topic)) return [];
  const counted = evidence.filter((one) => one.topic === topic || one.topic === undefined);
  const earlier = remember(item.name, topic, memory);
  const sum = 1 - counted.reduce((rest, one) => rest * (1 - one.weight), 1);
  const score = Math.round(Math.max(0, Math.min(1, sum + (earlier?.shift ?? 0))) * 100) / 100;
  if (score < threshold) return [];
  const reasons = counted.flatMap((one) => one.reasons);
  if (earlier) reasons.push(say(`match.earlier.${earlier.example.decision}`, { title: earlier.example.title }));
  return [{ topic, score, reasons }];
}

/**
 * JSON lines in, one result per line out, in the same order. A line that cannot be read gives `{ line, error }` (then the command ends
 * with status 1) and the rest goes on; empty lines are passed over but counted.
 */
export async function* matchLines(
  lines: Iterable<string> | AsyncIterable<string>,
  memory: EarlierDecisions = [],
  bodies: readonly KnownBody[] = [],
): AsyncGenerator<Matched | UnreadableLine> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === "") continue;
    const read = readLine(text, line);
    yield "error" in read ? read : match(read.item, memory, bodies);
  }
}
