import { z } from "zod";
import { type Finder, finder } from "./finder.ts";
import aufenthalt from "./rules/aufenthalt.json" with { type: "json" };
import behoerde from "./rules/behoerde.json" with { type: "json" };
import bodyFile from "./rules/bodies.json" with { type: "json" };
import einbuergerung from "./rules/einbuergerung.json" with { type: "json" };
import formalFile from "./rules/formal.json" with { type: "json" };
import groupFile from "./rules/groups.json" with { type: "json" };
import kim from "./rules/kim.json" with { type: "json" };
import matterFile from "./rules/matters.json" with { type: "json" };
import trapFile from "./rules/traps.json" with { type: "json" };
import { type Strength, type Subject, strengths, subjects } from "./strength.ts";

export interface Rule {
  readonly topic: Subject;
  readonly strength: Strength;
}

export interface BodyName {
  readonly kind: "integration" | "related";
  readonly name: string;
  /** Days on which the name was in force, `YYYY-MM-DD`, both included. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** The names this same body had at other times. */
  readonly others: readonly string[];
}

const Phrases = z.array(z.string().min(2)).min(1);
const Topic = z.strictObject({
  topic: z.enum(subjects),
  about: z.string(),
  rules: z.array(z.strictObject({ strength: z.enum(strengths), phrases: Phrases, why: z.string().optional() })),
});
const Matters = z.strictObject({ about: z.string(), matters: z.array(z.strictObject({ matter: z.string(), phrases: Phrases })) });
const List = z.strictObject({ about: z.string(), phrases: Phrases });
const Groups = z.strictObject({ about: z.string(), groups: z.record(z.string(), Phrases) });
const Day = z.iso.date().optional();
const Bodies = z.strictObject({
  about: z.string(),
  bodies: z.array(
    z.strictObject({
      kind: z.enum(["integration", "related"]),
      source: z.string().optional(),
      names: z.array(z.strictObject({ name: z.string(), from: Day, until: Day })).min(1),
    }),
  ),
});

const { groups } = Groups.parse(groupFile);
const topicFiles = [kim, aufenthalt, einbuergerung, behoerde].map((file) => Topic.parse(file));
const bodyNames = Bodies.parse(bodyFile).bodies.flatMap(({ kind, names }) =>
  names.map((one): BodyName => ({ ...one, kind, others: names.filter((other) => other !== one).map((other) => other.name) })),
);

/** The words of the four topics. */
export const findTopics: Finder<Rule> = finder(
  topicFiles.flatMap(({ topic, rules }) => rules.map(({ strength, phrases }) => ({ phrases, of: { topic, strength } }))),
  groups,
);
/** Words that look like a topic and are none. */
export const findTraps: Finder<"trap"> = finder([{ phrases: List.parse(trapFile).phrases, of: "trap" }], groups);
/** Other matters, beside which a hint does not count; named in German. */
export const findMatters: Finder<string> = finder(
  Matters.parse(matterFile).matters.map(({ matter, phrases }) => ({ phrases, of: matter })),
  groups,
);
/** Beginnings of formal items. */
export const findFormal: Finder<"formal"> = finder([{ phrases: List.parse(formalFile).phrases, of: "formal" }], groups);
/** Names of the bodies that deal with integration. */
export const findBodies: Finder<BodyName> = finder(
  bodyNames.map((body) => ({ phrases: [body.name], of: body })),
  groups,
);
/** Kinds of paper that report. */
export const findReports: Finder<"report"> = finder(
  [{ phrases: ["<Bericht>", "Mitteilung*", "Information*", "Kenntnis*"], of: "report" }],
  groups,
);
