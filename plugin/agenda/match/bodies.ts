import { say } from "../../messages.ts";
import type { BodyReference, MatchItem } from "./item.ts";
import { type BodyName, findBodies } from "./rules.ts";
import { weights } from "./strength.ts";
import { readWords } from "./words.ts";

/** A body that the town has named by its OParl id: the surest way, because names change and are shown on old papers too. */
export interface KnownBody {
  readonly id: string;
  readonly name: string;
  readonly kind: "integration" | "related";
}

/** What the body says for an item that has a topic already; never a topic by itself. */
export interface BodyEvidence {
  readonly weight: number;
  readonly reason: string;
}

/** The best evidence among the bodies of the item: by stable id first, then by name and the time it was in force (facts: domain.md §6.2). */
export function readBodies(item: MatchItem, known: readonly KnownBody[]): BodyEvidence | undefined {
  const references = [item.organization, item.body].flat().filter((one) => one !== null && one !== undefined);
  const day = /^\d{4}-\d\d-\d\d/.exec(item.date ?? "")?.[0];
  const evidence = references.flatMap((reference) => [...byId(reference, known), ...byName(reference, day)]);
  return evidence.sort((a, b) => b.weight - a.weight)[0];
}

function byId(reference: BodyReference, known: readonly KnownBody[]): BodyEvidence[] {
  const id = typeof reference === "string" ? reference : reference.id;
  const body = known.find((one) => one.id === id);
  if (!body) return [];
  const weight = body.kind === "integration" ? weights.bodyById : weights.relatedBody;
  return [{ weight, reason: say("match.body", { name: body.name }) }];
}

function byName(reference: BodyReference, day: string | undefined): BodyEvidence[] {
  const name = typeof reference === "string" ? reference : reference.name;
  if (!name || name.includes("://")) return [];
  return findBodies(readWords(name)).map(({ of }) => nameEvidence(name, of, day));
}

function nameEvidence(name: string, body: BodyName, day: string | undefined): BodyEvidence {
  if (body.kind === "related") return { weight: weights.relatedBody, reason: say("match.body.related", { name }) };
  const early = day !== undefined && body.from !== undefined && day < body.from;
  const late = day !== undefined && body.until !== undefined && day > body.until;
  if (!early && !late) return { weight: weights.bodyByName, reason: say("match.body", { name }) };
  const code = early ? "match.body.early" : "match.body.late";
  return { weight: weights.bodyByOtherName, reason: say(code, { name, other: body.others.join(", ") }) };
}
