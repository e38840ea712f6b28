import { say } from "../messages.ts";
import type { Figure } from "./figure.ts";
import { familyOf, numerators } from "./publication/across-indicators.ts";
import { type Solver, solver } from "./publication/attack.ts";
import { type Cell, cellOf, countsPersons, identityOf, keyOf } from "./publication/cell.ts";
import { find } from "./publication/find.ts";
import type { Finding } from "./publication/finding.ts";
import { mixed } from "./publication/methods.ts";

/** Whether figures may become public beside everything that is public already. */
export interface Check {
  /** Empty = they may. */
  readonly findings: readonly (Finding | { readonly kind: "methods"; readonly name: string; readonly path: readonly string[] })[];
  /** Figures without which the others may become public; empty if nothing short of another table helps. Proved, not guessed. */
  readonly without: readonly Figure[];
}

const nothing: Check = { findings: [], without: [] };

/**
 * Attacks figures together with all that is public: earlier sheets and answers, other Stichtage, other breakdowns, Kreis and
 * town, foreign tables (facts: domain.md §§ 5.3, 5.5). What was recoverable before is not laid at the door of the new ones.
 * @param known the ledger, and what other sources have published
 * @param threshold counts below it must not be recovered
 */
export async function checkPublication(figures: readonly Figure[], known: readonly Cell[], threshold: number): Promise<Check> {
  const fresh = figures.filter((figure) => countsPersons(figure) || figure.value !== null);
  const against: Against = { known, threshold, solve: solver() };
  const findings = await foundIn(fresh, against);
  if (findings.length === 0) return nothing;
  return { findings, without: await proposal(fresh, findings, against) };
}

interface Against {
  readonly known: readonly Cell[];
  readonly threshold: number;
  readonly solve: Solver;
}

async function foundIn(figures: readonly Figure[], { known, threshold, solve }: Against): Promise<Check["findings"]> {
  const cells = figures.map(cellOf);
  const methods = mixed(cells, known);
  const about = new Set([...cells.filter(countsPersons).map(identityOf), ...numerators(cells)].map(keyOf));
  const family = familyOf(cells.map(({ indicator }) => indicator));
  const near = known.filter(({ indicator }) => family.has(indicator));
  const after = await find([...near, ...cells], { threshold, about, solve });
  if (after.findings.length === 0) return methods;
  const before = await find(near, { threshold, about: after.attacked, solve });
  const old = new Set(before.findings.map(({ key }) => key));
  // An attack that could not be finished before proves nothing for the new ones.
  const proved = ({ kind }: Finding) => kind !== "contradiction" && kind !== "size";
  return [...methods, ...after.findings.filter((finding) => !proved(finding) || !old.has(finding.key))];
}

const mostTries = 24;

/** The fewest figures that must stay away, tried one by one and then together: first the finest breakdowns. */
async function proposal(figures: readonly Figure[], findings: Check["findings"], against: Against): Promise<Figure[]> {
  const involved = new Set(findings.flatMap((finding) => ("figures" in finding ? finding.figures : [])));
  const fine = ({ dimensions }: Figure) => Object.keys(dimensions).length;
  const candidates = figures.filter(({ id }) => involved.has(id)).toSorted((left, right) => fine(right) - fine(left));
  const tries = [...candidates.map((one) => [one]), candidates.filter((one) => fine(one) > 0), candidates].slice(0, mostTries);
  for (const without of tries) {
    const rest = figures.filter((figure) => !without.includes(figure));
    if (without.length > 0 && (await foundIn(rest, against)).length === 0) return without;
  }
  return [];
}

/** The proposal as a sentence. */
export function proposalText({ without }: Check): string {
  if (without.length === 0) return say("publication.proposal.coarser");
  return say("publication.proposal.without", {
    figures: without.map(({ label, dimensions }) => [label, ...Object.values(dimensions)].join(" ")).join("; "),
  });
}

/** What a reader could work out, for staff: with the way there, and what would help. Null when nothing stands against it. */
export function explain(check: Check) {
  if (check.findings.length === 0) return null;
  const findings = check.findings.map(({ kind, name, path }) => ({ kind: say(`publication.kind.${kind}`), name, path }));
  return { findings, proposal: proposalText(check) };
}
