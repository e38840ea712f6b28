import type { Kysely } from "kysely";
import type { TownConfig } from "../config.ts";
import { bodyIds, sittingOn } from "../store/meetings.ts";
import type { Tables } from "../store/tables.ts";
import { before, closing, type Lead } from "./deadline/closing.ts";
import { addDays } from "./deadline/days.ts";
import { due, type Sitting } from "./deadline.ts";
import type { CaseKind } from "./kinds.ts";
import { deadlineFor, internalFor, leadsOf } from "./rules-of-kind.ts";

/** A case, as far as its deadline needs it. */
interface Asked {
  readonly kind: CaseKind;
  readonly organization: string;
  /** Day, `YYYY-MM-DD`. */
  readonly sitting: string;
}

/** The columns of a case that the deadline fills, and how it was counted, in German. */
export interface CaseDeadline {
  readonly columns: {
    readonly due: string;
    readonly internalDue: string | null;
    readonly receiving: string | null;
    readonly receivingMeeting: string | null;
  };
  readonly because: string;
}

/**
 * Counts the deadline of a case by the town's rules: the day, the day in the house before it, and the sitting that receives the answer.
 * Counted from the sitting, not from today: minutes that come in late make an overdue case, not a new deadline.
 * @param coming the body's sittings after that one
 */
export async function deadlineOf(db: Kysely<Tables>, town: TownConfig, of: Asked, coming: readonly Sitting[]): Promise<CaseDeadline> {
  const { kind, organization, sitting } = of;
  const leads = await leadsOfBody(db, town, organization);
  const counted = due({ rule: deadlineFor(town, kind), asked: sitting, today: sitting, land: town.land, sittings: coming, leads });
  const columns = {
    ...{ due: counted.due, receiving: counted.receiving },
    receivingMeeting: counted.receiving && (await sittingOn(db, town.key, organization, counted.receiving)),
    internalDue: internalDue(town, kind, { due: counted.due, sitting }),
  };
  return { columns, because: counted.because };
}

/** Redaktionsschluss and Ladungsfrist of a body that is known by its name. */
async function leadsOfBody(db: Kysely<Tables>, town: TownConfig, name: string): Promise<Lead[]> {
  return leadsOf(town, { name, ids: await bodyIds(db, town.key, name) });
}

/** For each day of a sitting, the last on which the answer of a case can be put on its agenda: by the body's rule, else by the kind's. */
export async function closingFor(db: Kysely<Tables>, town: TownConfig, of: Asked): Promise<(sitting: string) => string> {
  const leads = await leadsOfBody(db, town, of.organization);
  const rule = deadlineFor(town, of.kind);
  if (rule.kind === "beforeMeeting") return (sitting) => before(sitting, { count: rule.count, working: false }, town.land);
  if (leads.length > 0 || rule.kind !== "nextMeeting") return (sitting) => closing(sitting, leads, town.land);
  return (sitting) => addDays(sitting, -rule.leadDays);
}

/** The day by which the house wants the answer ready, before `due` and not before it was asked; null where the town sets none. */
export function internalDue(town: TownConfig, kind: CaseKind, { due: end, sitting }: { due: string; sitting: string }): string | null {
  const lead = internalFor(town, kind);
  if (!lead) return null;
  const day = before(end, lead, town.land);
  return day > sitting ? day : end;
}
