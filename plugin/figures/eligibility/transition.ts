import { protect } from "../disclosure/protect.ts";
import { type Cell, guard, type Method, threshold } from "./guard.ts";
import { printSets } from "./sets.ts";
import { type Applied, maskOf, type Tally } from "./tally.ts";
import type { TitleEnds } from "./title-ends.ts";

/**
 * § 104c after its end: its holders in the export, how many of them meet the times of the titles that may follow, and when
 * their titles end. Who applied in time and was still open on 31.12.2025 holds no title and is not among them; no export
 * shows that class (facts: domain.md §3.3).
 */
export interface Transition {
  readonly holders: Cell;
  readonly potential: Readonly<Record<string, Cell>>;
  readonly atLeastOne: Cell;
  readonly endings: readonly Ending[];
}

interface Ending {
  /** `over`: before the Stichtag, by reckoning; `until`: by that day; `later`: after the last day a title can have; `unknown`: no beginning. */
  readonly end: "over" | "until" | "later" | "unknown";
  readonly until?: string;
  readonly holders: Cell;
}

/** The titles that may follow § 104c; only those that were chosen are known. */
const following = ["aufenthg-25a", "aufenthg-25b"];

export function transitionOf({ holders, holdersByEnd }: Tally, applied: readonly Applied[], ends: TitleEnds, method: Method): Transition {
  const next = applied.flatMap(({ rule, test }, index) => (test && following.includes(rule.rule) ? [{ id: rule.rule, index }] : []));
  const chosen = next.map(({ index }) => index);
  const sets = printSets({ exactly: onlyOf(holders, maskOf(chosen)), applied, chosen, overlaps: false, method, told: () => undefined });
  return {
    holders: guard(method)(holders.reduce((sum, persons) => sum + persons, 0)),
    potential: Object.fromEntries(next.map(({ id, index }) => [id, sets.of(maskOf([index]))])),
    atLeastOne: sets.any,
    endings: endings([...holdersByEnd], ends, method),
  };
}

/** The same persons, looking at some of the rules only. */
function onlyOf(exactly: Float64Array, mask: number): Float64Array {
  const only = new Float64Array(exactly.length);
  exactly.forEach((persons, met) => {
    only[met & mask] = (only[met & mask] ?? 0) + persons;
  });
  return only;
}

function endings(counts: readonly number[], { until }: TitleEnds, method: Method): Ending[] {
  const printed = cellsOf(counts, method);
  const names = [
    { end: "over" as const },
    ...until.map((day) => ({ end: "until" as const, until: day })),
    { end: "later" as const },
    { end: "unknown" as const },
  ];
  return names.map((name, index) => ({ ...name, holders: printed[index] ?? "g" }));
}

/** A table of one line, protected as one: no small class is the rest of the holders. */
function cellsOf(counts: readonly number[], method: Method): readonly Cell[] {
  if (method === "none") return counts;
  const line = [...counts, counts.reduce((total, one) => total + one, 0)];
  const table = { corner: "", rows: ["Personen"], columns: counts.map((_count, index) => String(index)), cells: [line, line] };
  const { safe } = protect(table, { method, threshold, zeros: false });
  return counts.map((_count, index) => safe?.table.cells[0]?.[index] ?? "g");
}
