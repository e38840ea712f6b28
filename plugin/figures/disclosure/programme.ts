import loader from "highs";
import type { System } from "./system.ts";

export interface Ends {
  readonly low: number[];
  /** Infinity if nothing bounds the unknown. */
  readonly high: number[];
}

/**
 * Least and greatest value of every unknown over all whole numbers that fit, two integer programmes each where no earlier
 * solution has reached the bound already. Every solution is rounded and added up again. Undefined if nothing fits.
 */
export async function ends(system: System): Promise<Ends | undefined> {
  const { low, high } = system;
  if (low.some((least, unknown) => least > (high[unknown] as number))) return undefined;
  // In a .ts module `highs` is typed as CommonJS though it is loaded as an ES module.
  const highs = await (loader as unknown as typeof loader.default)();
  const body = bodyOf(system);
  const first = solve("Minimize", 0);
  if (first === "infeasible" || first === "unbounded") return undefined;
  const least = [...first];
  const most = [...first];
  for (let unknown = 0; unknown < low.length; unknown += 1) {
    if (least[unknown] !== low[unknown]) see(solve("Minimize", unknown));
    if (most[unknown] !== high[unknown] && see(solve("Maximize", unknown)) === "unbounded") most[unknown] = Number.POSITIVE_INFINITY;
  }
  return { low: least, high: most };

  function solve(goal: string, unknown: number): number[] | "infeasible" | "unbounded" {
    const { Status, Columns } = highs.solve(`${goal}\n x${unknown}\n${body}`, { mip_rel_gap: 0, mip_abs_gap: 0 });
    if (Status === "Infeasible") return "infeasible";
    // Every value is at least 0, and once one solution is known this can only mean that there is no greatest.
    if (goal === "Maximize" && (Status === "Unbounded" || Status === "Primal infeasible or unbounded")) return "unbounded";
    if (Status !== "Optimal") throw new Error(`HiGHS ended with ${Status}`);
    // "+ 0", because what is slightly below 0 rounds to -0.
    const values = low.map((_least, one) => Math.round(Columns[`x${one}`]?.Primal ?? Number.NaN) + 0);
    assertFits(system, values);
    return values;
  }

  function see(values: number[] | "infeasible" | "unbounded"): typeof values {
    if (values === "infeasible") throw new Error("HiGHS contradicts its own solution");
    if (values === "unbounded") return values;
    values.forEach((value, unknown) => {
      least[unknown] = Math.min(least[unknown] as number, value);
      most[unknown] = Math.max(most[unknown] as number, value);
    });
    return values;
  }
}

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
