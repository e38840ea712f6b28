import type { TownConfig } from "../config.ts";
import { formOf, type House, type Houses, shippedHouses } from "../houses.ts";
import { Refusal } from "../refusal.ts";
import type { Lead } from "./deadline/closing.ts";
import type { DeadlineRule } from "./deadline.ts";
import { type CaseKind, caseKinds, isForSitting } from "./kinds.ts";

/** Days before a sitting by which a co-signing letter or a report is due, unless the town says otherwise. */
const usualDaysBefore = 7;

/** The house a town uses for a kind of case. */
export const houseFor = (town: TownConfig, kind: CaseKind): string => town.kinds[kind]?.house ?? town.house;

/** How a town counts the deadline of a kind of case. */
export function deadlineFor(town: TownConfig, kind: CaseKind): DeadlineRule {
  const own = town.kinds[kind]?.deadline;
  return own ?? (isForSitting(kind) ? { kind: "beforeMeeting", count: usualDaysBefore } : town.deadline);
}

/** How long before the deadline the house wants an answer ready; null where the town sets no internal deadline. */
export const internalFor = (town: TownConfig, kind: CaseKind): Lead | null => town.kinds[kind]?.internal ?? town.internal ?? null;

/** Redaktionsschluss and Ladungsfrist of a body, by its OParl id or its name; empty where the town names none. */
export function leadsOf(town: TownConfig, body: { readonly name: string; readonly ids: readonly string[] }): Lead[] {
  const rule = town.sittings.find((one) => body.ids.includes(one.body)) ?? town.sittings.find((one) => one.body === body.name);
  return [rule?.editorial, rule?.notice].flatMap((lead) => lead ?? []);
}

/** The kinds of case for which the town's houses have a form. */
export function kindsOf(town: TownConfig, houses: Houses = shippedHouses()): CaseKind[] {
  return caseKinds.filter((kind) => hasForm(houseFor(town, kind), kind, houses));
}

/** The houses of a town, each once. */
export function housesOf(town: TownConfig, houses: Houses = shippedHouses()): House[] {
  return [...new Set(kindsOf(town, houses).map((kind) => formOf(houseFor(town, kind), kind, houses).house))];
}

function hasForm(reference: string, kind: CaseKind, houses: Houses): boolean {
  try {
    formOf(reference, kind, houses);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === "house.no-form") return false;
    throw error;
  }
}
