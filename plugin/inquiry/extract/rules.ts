import rules from "./speech-acts.json" with { type: "json" };
import type { Kind } from "./types.ts";

/** One entry of speech-acts.json. */
export interface Rule {
  readonly name: string;
  readonly verbs?: readonly string[];
  readonly needs?: readonly string[];
  readonly and?: readonly string[];
  readonly not?: readonly string[];
  readonly kind: Kind;
  readonly content: readonly string[];
  readonly experiencer?: boolean;
  readonly proxy?: boolean;
  /** Only of people who surely sit on the council: from others it is an answer. */
  readonly members?: boolean;
  /** Nobody is said to ask: `aus dem Ausschuss kommt die Frage`. */
  readonly anonymous?: boolean;
  /** The asker stands behind a preposition: `Für RM X ist fraglich, ob …`. */
  readonly oblique?: boolean;
  /** On which condition it counts: see the head of the file. */
  readonly when?: string;
}

export const passive: readonly Rule[] = rules.passive as readonly Rule[];
export const auxiliaries: ReadonlySet<string> = new Set(rules.auxiliaries);
export const coordinated: ReadonlySet<string> = new Set(rules.coordinated);

const byVerb = new Map<string, Rule[]>();
for (const rule of rules.acts as readonly Rule[])
  for (const verb of rule.verbs ?? []) byVerb.set(verb, [...(byVerb.get(verb) ?? []), rule]);

/** The rules of a finite verb, in the order of the file. */
export function rulesOf(verb: string): readonly Rule[] {
  return byVerb.get(verb) ?? [];
}
