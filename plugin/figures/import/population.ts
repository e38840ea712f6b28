import type { Protection } from "../figure.ts";
import type { Indicator } from "../indicators.ts";
import type { Cells } from "./cells.ts";
import { parseNumber } from "./number.ts";

const column = "Grundgesamtheit";

/** Fewer cases than this must not stand behind a ratio or a duration about persons (facts: domain.md §5.5). */
const least = 10;

/**
 * Whether the row shows that enough cases stand behind its ratio or duration; undefined where that is not asked: for counts,
 * for protected values, and for what the source itself had published, which nothing here can protect any more.
 * The number of cases is looked at and forgotten. It is neither stored nor repeated in a finding.
 */
export function readPopulation(
  cells: Cells,
  indicator: Pick<Indicator, "public" | "type">,
  { value, protection }: { value: string | null; protection: Protection },
): true | undefined {
  const text = cells.text(column);
  const share = indicator.type === "ratio" || indicator.type === "duration";
  if (!share || indicator.public !== "aggregate") {
    if (text !== "") cells.refuse(column, "import.population-foreign");
    return undefined;
  }
  if (value === null || protection === "published") return undefined;
  if (text === "") cells.refuse(column, "import.population-missing", { least });
  else {
    const read = parseNumber(text, "case");
    if ("code" in read) cells.refuse(column, read.code);
    else if (Number(read.value) < least) cells.refuse(column, "import.population-small", { least });
    else return true;
  }
  return undefined;
}
