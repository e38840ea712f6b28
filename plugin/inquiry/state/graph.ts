import { readFileSync } from "node:fs";
import { z } from "zod";

/** Where a case stands; in German `case-state.*` of messages.de.json. */
export const caseStates = ["open", "drafted", "signing", "signed", "released", "correcting", "closed", "dismissed"] as const;
export type CaseState = (typeof caseStates)[number];

/** What can be done with a case; in German `case-event.*`. */
export const caseEvents = [
  ...([
    "draft",
    "edit",
    "reschedule",
    "extend",
    "annotate",
    "request-signatures",
    "signatures-complete",
    "signatures-void",
    "release",
  ] as const),
  ...(["correct", "withdraw-release", "abandon-correction", "close", "dismiss", "reopen"] as const),
] as const;
export type CaseEvent = (typeof caseEvents)[number];

/** Conditions on the rows of a case; each is a function in guards.ts and a sentence `case-guard.*`. */
export const guardNames = ["nothing-released", "something-released", "nothing-drafted", "draft-waits", "settled"] as const;
export type GuardName = (typeof guardNames)[number];

const Transition = z.strictObject({
  event: z.enum(caseEvents),
  from: z.array(z.enum(caseStates)).min(1),
  to: z.enum(caseStates),
  guard: z.enum(guardNames).optional(),
  /** Only with a reason that a person gives. */
  reason: z.literal(true).optional(),
});
export type Transition = z.infer<typeof Transition>;

const Graph = z.strictObject({
  states: z.record(z.enum(caseStates), z.strictObject({ final: z.literal(true).optional() })),
  events: z.array(z.enum(caseEvents)),
  transitions: z.array(Transition),
});

/** The graph of plugin/inquiry/states.json. Of several steps for one event the first whose guard holds is taken. */
export const graph = Graph.parse(JSON.parse(readFileSync(new URL("../states.json", import.meta.url), "utf8")));

/** The steps that an event has from a state, in the order in which they are tried. */
export const stepsFrom = (state: CaseState, event: CaseEvent): Transition[] =>
  graph.transitions.filter((one) => one.event === event && one.from.includes(state));
