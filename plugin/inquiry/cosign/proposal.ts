import type { Cosigning } from "../../houses/schema.ts";
import { formOf, type Houses, shippedHouses } from "../../houses.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { addWorkingDays } from "../deadline.ts";

/** Who is to sign, in order, each with a day. */
export interface Asked {
  readonly office: string;
  /** `YYYY-MM-DD` */
  readonly due: string;
}

/** What the house's form says of co-signing; null where it says nothing. */
export function cosigningOf(of: Pick<CaseRow, "house" | "kind">, houses: Houses = shippedHouses()): Cosigning | null {
  return formOf(of.house, of.kind, houses).form.cosigning ?? null;
}

/** The house's proposal for a round begun on that day: one after the other each has its own working days, all at once the same. */
export function proposedRound({ order, days, offices }: Cosigning, today: string, land: string): Asked[] {
  return offices.map((office, index) => ({ office, due: addWorkingDays(today, order === "sequence" ? days * (index + 1) : days, land) }));
}
