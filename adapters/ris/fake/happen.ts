import { type Backstage, type Target, targetsLike } from "./backstage.ts";
import { bury, retitle } from "./edit.ts";
import { type Mishap, mishapSchema } from "./mishaps.ts";
import { consultationsOf, keyOf } from "./state.ts";

/** A mishap that cannot happen: the sentence says why. */
export class ImpossibleMishap extends Error {}

/** Lets something go wrong: on the way from now on, or to every object that fits the path at once. Returns how many objects it met. */
export function happen(stage: Backstage, input: Mishap): number {
  const mishap = mishapSchema.parse(input);
  if ("delay" in mishap) {
    stage.mishaps.add(mishap);
    return 0;
  }
  const targets = targetsLike(stage, mishap.path);
  if (targets.length === 0) throw new ImpossibleMishap(`no meeting, agenda item or paper has an id or page like ${mishap.path}`);
  stage.revision += 1;
  for (const target of targets) {
    if (mishap.kind === "retitle") retitle(target, mishap.name, stage.now());
    else befall(target, mishap.kind, stage.now());
  }
  return targets.length;
}

type Silent = "vanish" | "depublish-401" | "depublish-410" | "tombstone" | "duplicate-consultation";

function befall(target: Target, kind: Silent, now: Date): void {
  if (kind === "tombstone") bury(target, now);
  else if (kind === "duplicate-consultation") shareConsultations(target);
  else target.state.hidden.set(keyOf(target.type, target.number), { status: statuses[kind] });
}

const statuses = { vanish: 404, "depublish-401": 401, "depublish-410": 410 } as const;

function shareConsultations({ state, type, number, id }: Target): void {
  const paper = type === "Paper" ? state.town.papers.find((candidate) => candidate.number === number) : undefined;
  if (!paper || consultationsOf(state.town, paper).length < 2) {
    throw new ImpossibleMishap(`${id} is no paper with two consultations, so no consultation id can occur twice`);
  }
  state.sharedConsultations.add(number);
}
