import { say } from "../../messages.ts";
import { type Attacked, attack, type Solver } from "./attack.ts";
import { type Cell, keyOf } from "./cell.ts";
import type { Finding } from "./finding.ts";
import type { Count, Model } from "./model.ts";
import { areaNames, changeName } from "./words.ts";

interface Exact {
  readonly count: Count;
  readonly value: number;
}

/**
 * Two Stichtage in succession whose exact counts differ by fewer than the threshold: somebody came or left (facts: domain.md
 * §5.5 no. 6). Stichtage are tied by nothing else, so a difference is known exactly if, and only if, both counts are.
 */
export async function changes(
  model: Model,
  parts: readonly Attacked[],
  { cells, threshold, solve }: { cells: readonly Cell[]; threshold: number; solve: Solver },
): Promise<Finding[]> {
  const areas = areaNames(cells);
  const beside = besides(model);
  const seriesOf = (count: Count): string => `${keyOf({ ...count.identity, from: "", to: "" })} ${beside(count)}`;
  const series = Map.groupBy(model.counts.filter(isStock), seriesOf);
  const findings: Finding[] = [];
  for (const fresh of exactOf(model, parts).filter(({ count }) => isStock(count))) {
    const others = (series.get(seriesOf(fresh.count)) ?? []).toSorted((left, right) => (left.identity.from < right.identity.from ? -1 : 1));
    const place = others.indexOf(fresh.count);
    for (const direction of [others.slice(0, place).reverse(), others.slice(place + 1)]) {
      const other = await nearestExact(model, direction, solve);
      const change = other ? Math.abs(other.value - fresh.value) : 0;
      if (!other || change === 0 || change >= threshold) continue;
      const [earlier, later] = direction[0] && direction[0].identity.from < fresh.count.identity.from ? [other, fresh] : [fresh, other];
      findings.push({
        ...{ kind: "change", key: `change ${earlier.count.key} ${later.count.key}` },
        name: changeName(earlier.count, later.count, areas),
        path: [say("publication.change.path", { threshold })],
        figures: [...earlier.count.figures, ...later.count.figures],
      });
    }
  }
  return findings;
}

const isStock = ({ identity, rest }: Count): boolean => rest?.kind !== "turnover" && identity.from === identity.to;

/** What is left over is the same on two days only if the same was taken away: of classes those that were printed. */
function besides(model: Model): (count: Count) => string {
  const classes = new Map<Count, string>();
  for (const { parts } of model.sums) {
    const rest = parts.map((position) => model.counts[position] as Count).find((count) => count.rest?.kind === "classes");
    if (!rest) continue;
    const others = parts.flatMap((position) => Object.entries(model.counts[position]?.identity.classes ?? {}));
    classes.set(rest, JSON.stringify(others.map(([dimension, one]) => `${dimension} ${one}`).sort()));
  }
  return (count) => (count.rest ? `${JSON.stringify(count.rest)} ${classes.get(count) ?? ""}` : "");
}

function exactOf(model: Model, parts: readonly Attacked[]): Exact[] {
  return parts.flatMap(({ ends }) =>
    [...(ends ?? [])].flatMap(([position, [low, high]]) => (low === high ? [{ count: model.counts[position] as Count, value: low }] : [])),
  );
}

/** The first count of a row that is known exactly: printed, or by what is printed beside it. */
async function nearestExact(model: Model, row: readonly Count[], solve: Solver): Promise<Exact | undefined> {
  for (const count of row) {
    if (count.low === count.high) return { count, value: count.low };
    const found = exactOf(model, await attack(model, (one) => one === count, solve)).find((one) => one.count === count);
    if (found) return found;
  }
  return undefined;
}
