import { say } from "../../messages.ts";
import type { Figure } from "../figure.ts";
import { formatDate } from "../format.ts";

/** What changed between two values of one series, so that they must not be joined, subtracted or compared. */
export interface Break {
  /** `law`: another version of the counting rule; `method`: another way of protecting; `source`: somebody else counted. */
  readonly kind: "law" | "method" | "source";
  /** `Rechtsänderung 27.06.2024`, `anderes Verfahren`: stands at the line in the chart and in the table. */
  readonly label: string;
  /** The day the law changed, `YYYY-MM-DD`; null for everything else. */
  readonly day: string | null;
}

type Counted = Pick<Figure, "ruleVersion" | "protection" | "source" | "office" | "system">;

/** All that changed from one value to the next; empty when they may be compared. */
export function breaksBetween(before: Counted, after: Counted): Break[] {
  const changes: Break[] = [];
  if ((before.ruleVersion ?? "") !== (after.ruleVersion ?? "")) changes.push(lawBreak(before, after));
  if (before.protection !== after.protection) changes.push({ kind: "method", label: say("series.break.method"), day: null });
  if (counter(before) !== counter(after)) changes.push({ kind: "source", label: say("series.break.source"), day: null });
  return changes;
}

/** A rule version is named `stag10@2024-06-27`, several are joined by `+`; other names say that something changed, but not when. */
function lawBreak(before: Counted, after: Counted): Break {
  const known = new Set(before.ruleVersion?.split("+"));
  const added = (after.ruleVersion ?? "").split("+").filter((version) => !known.has(version));
  const days = added.flatMap((version) => /@(\d{4}-\d\d-\d\d)$/.exec(version)?.[1] ?? []).sort();
  const day = before.ruleVersion ? (days.at(-1) ?? null) : null;
  return { kind: "law", label: day ? say("series.break.law", { day: formatDate(day) }) : say("series.break.rule"), day };
}

/** Who counted, without the numbers and dates in the name: next year's report of the same office is the same source. */
const counter = ({ source, office = "", system = "" }: Counted): string =>
  [source, office, system]
    .join("|")
    .toLowerCase()
    .replace(/[\d\s./:,;-]+/g, " ");
