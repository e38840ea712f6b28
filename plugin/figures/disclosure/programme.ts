import loader from "highs";
import type { System } from "./system.ts";

export interface Ends {
  readonly low: number[];
  /** Infinity if nothing bounds the unknown. */
  readonly high: number[];
}

/** Whole numbers that fit a system, asked for one by one. */
interface Programme {
  /** Some solution that makes an unknown as small or as great as possible; every one is rounded and added up again. */
  solve(goal: "Minimize" | "Maximize", unknown: number): readonly number[] | "infeasible" | "unbounded";
}

async function programme(system: System): Promise<Programme> {
  const { low } = system;
  const highs = await loaded();
  const body = bodyOf(system);
  return {
    solve(goal, unknown) {
      const { Status, Columns } = highs.solve(`${goal}\n x${unknown}\n${body}`, { mip_rel_gap: 0, mip_abs_gap: 0 });
      if (Status === "Infeasible") return "infeasible";
      // Every value is at least 0, and once one solution is known this can only mean that there is no greatest.
      if (goal === "Maximize" && (Status === "Unbounded" || Status === "Primal infeasible or unbounded")) return "unbounded";
      if (Status !== "Optimal") throw new Error(`HiGHS ended with ${Status}`);
      // "+ 0", because what is slightly below 0 rounds to -0.
      const values = low.map((_least, one) => Math.round(Columns[`x${one}`]?.Primal ?? Number.NaN) + 0);
      assertFits(system, values);
      return values;
    },
  };
}

/**
 * Values that every unknown takes in some solution. `exact` says of which ones both ends must be right; of the others only
 * that more than one value occurs, if low and high differ. Undefined if nothing fits.
 */
export async function ends(
  system: System,
  exact: (unknown: number, seen: { low: number; high: number }) => { low: boolean; high: boolean } = () => ({ low: true, high: true }),
): Promise<Ends | undefined> {
  const { low, high } = system;
  if (low.some((least, unknown) => least > (high[unknown] as number))) return undefined;
  const { solve } = await programme(system);
  const first = solve("Minimize", 0);
  if (typeof first === "string") return undefined;
  const least = [...first];
  const most = [...first];
  for (let unknown = 0; unknown < low.length; unknown += 1) {
    const wanted = () => exact(unknown, { low: least[unknown] as number, high: most[unknown] as number });
    if (least[unknown] !== low[unknown] && wanted().low) see(solve("Minimize", unknown));
    if (most[unknown] !== high[unknown] && wanted().high && see(solve("Maximize", unknown)) === "unbounded")
      most[unknown] = Number.POSITIVE_INFINITY;
  }
  return { low: least, high: most };

  function see(values: ReturnType<Programme["solve"]>): typeof values {
    if (values === "infeasible") throw new Error("HiGHS contradicts its own solution");
    if (values === "unbounded") return values;
    values.forEach((value, unknown) => {
      least[unknown] = Math.min(least[unknown] as number, value);
      most[unknown] = Math.max(most[unknown] as number, value);
    });
    return values;
  }
}

/** Loading takes longer than most programmes; but its memory never shrinks, so that it is loaded anew now and then. */
const usesPerLoad = 500;
let uses = 0;
let instance: ReturnType<typeof load> | undefined;

function loaded(): ReturnType<typeof load> {
  uses += 1;
  if (!instance || uses % usesPerLoad === 0) instance = load();
  return instance;
}

// In a .ts module `highs` is typed as CommonJS though it is loaded as an ES module.
const load = () => (loader as unknown as typeof loader.default)();

/** The programme without its goal, in LP format: one short line per term, as the format limits the length of lines. */
function bodyOf({ low, high, sums }: System): string {
  const rows = sums.map(({ whole, parts }) => `${parts.map((part) => ` + x${part}`).join("\n")}\n - x${whole} = 0`);
  const bounds = low.map((least, unknown) => {
    const greatest = high[unknown] as number;
    return greatest === Number.POSITIVE_INFINITY ? ` x${unknown} >= ${least}` : ` ${least} <= x${unknown} <= ${greatest}`;
  });
  return `Subject To\n${rows.join("\n")}\nBounds\n${bounds.join("\n")}\nGeneral\n${low.map((_least, one) => ` x${one}`).join("\n")}\nEnd\n`;
}

function assertFits({ low, high, sums }: System, values: readonly number[]): void {
  const fits =
    values.every((value, one) => value >= (low[one] as number) && value <= (high[one] as number)) &&
    sums.every(({ whole, parts }) => parts.reduce((total, part) => total + (values[part] as number), 0) === values[whole]);
  if (!fits) throw new Error("a solution of HiGHS does not add up in whole numbers");
}
