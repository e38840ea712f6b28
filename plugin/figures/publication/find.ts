import { acrossAreas } from "./across-areas.ts";
import { acrossBalances } from "./across-balances.ts";
import { acrossDimensions } from "./across-dimensions.ts";
import { acrossIndicators, byRatio } from "./across-indicators.ts";
import { acrossPeriods } from "./across-periods.ts";
import { type Attacked, attack, type Solver } from "./attack.ts";
import { type Cell, newest } from "./cell.ts";
import { changes } from "./changes.ts";
import type { Finding } from "./finding.ts";
import { enter } from "./known.ts";
import { type Count, emptyModel, type Model } from "./model.ts";
import { areaNames, nameOf, pathOf } from "./words.ts";

const shownSums = 4;

export interface Attack {
  /** Counts below it must not be recovered. */
  readonly threshold: number;
  /** Keys of counts: only what hangs together with one of them is attacked. */
  readonly about: ReadonlySet<string>;
  readonly solve: Solver;
}

/** Everything small that readers of `cells` can work out, and the keys of all counts that were attacked. */
export async function find(cells: readonly Cell[], request: Attack): Promise<{ findings: Finding[]; attacked: ReadonlySet<string> }> {
  const { threshold, about, solve } = request;
  const found = new Map<string, Finding>();
  const attacked = new Set<string>();
  const known = newest(cells);
  for (const complete of [true, false]) {
    const model = modelOf(known, complete);
    const parts = await attack(model, ({ key }) => about.has(key), solve);
    for (const position of parts.flatMap(({ counts }) => counts)) attacked.add((model.counts[position] as Count).key);
    const findings = parts.flatMap((part) => findingsOf(model, part, { cells, threshold }));
    for (const one of [...findings, ...(await changes(model, parts, { cells, threshold, solve }))]) found.set(one.key, one);
  }
  return { findings: [...found.values()], attacked };
}

/** What readers of `cells` can put into relation. `complete`: they believe that a breakdown shows every class. */
export function modelOf(cells: readonly Cell[], complete: boolean): Model {
  const model = emptyModel();
  enter(model, cells);
  byRatio(model, cells);
  acrossDimensions(model, complete);
  acrossIndicators(model);
  acrossAreas(model);
  acrossBalances(model);
  acrossPeriods(model);
  return model;
}

interface Request {
  readonly cells: readonly Cell[];
  readonly threshold: number;
}

function findingsOf(model: Model, part: Attacked, { cells, threshold }: Request): Finding[] {
  const areas = areaNames(cells);
  const of = (position: number): Count => model.counts[position] as Count;
  const figures = part.counts.flatMap((position) => [...of(position).figures]);
  const lead = of(part.counts[0] as number);
  if (part.failure) return [{ kind: part.failure, key: `${part.failure} ${lead.key}`, name: nameOf(lead, areas), path: [], figures }];
  const range = (position: number) => part.ends?.get(position) as readonly [number, number];
  const recovered = part.counts.flatMap((position): Finding[] => {
    const [low, high] = range(position);
    if (low !== high || low === 0 || low >= threshold) return [];
    const sums = part.sums.filter(({ whole, parts }) => whole === position || parts.includes(position));
    const path = sums.slice(0, shownSums).map((sum) => pathOf(model, sum, areas));
    return [{ kind: "recovered", key: `recovered ${of(position).key}`, name: nameOf(of(position), areas), path, figures }];
  });
  const groups = part.sums.flatMap((sum): Finding[] => {
    const { identity, rest, key } = of(sum.whole);
    // Everybody in the whole town is no group that somebody could be recognised by.
    if (rest || Object.keys(identity.classes).length === 0 || range(sum.whole)[0] === 0 || sum.parts.length < 2) return [];
    const possible = sum.parts.filter((position) => range(position)[1] > 0);
    const [only] = possible;
    if (possible.length !== 1 || only === undefined) return [];
    const path = [pathOf(model, sum, areas)];
    return [{ kind: "group", key: `group ${key} ${of(only).key}`, name: nameOf(of(only), areas), path, figures }];
  });
  return [...recovered, ...groups];
}
