import type { Clock } from "../../ports/clock.ts";

/** Where the reading of one town's RIS stands, as this process knows it. */
export interface SyncProgress {
  readonly started: string;
  /** Objects written so far. */
  readonly written: number;
  readonly ended: string | null;
  /** Null while it runs. */
  readonly outcome: "complete" | "incomplete" | "failed" | null;
}

/** Remembers the last run of every town for the page that shows it; nothing is decided by it. */
export function syncProgress(clock: Clock) {
  const runs = new Map<string, SyncProgress>();
  const now = () => clock.now().toISOString();
  const change = (town: string, part: Partial<SyncProgress>) => {
    const run = runs.get(town);
    if (run) runs.set(town, { ...run, ...part });
  };
  return {
    of: (town: string): SyncProgress | null => runs.get(town) ?? null,
    begin: (town: string) => void runs.set(town, { started: now(), written: 0, ended: null, outcome: null }),
    wrote: (town: string, written: number) => change(town, { written }),
    end: (town: string, outcome: "complete" | "incomplete" | "failed") => change(town, { ended: now(), outcome }),
  };
}

export type SyncProgresses = ReturnType<typeof syncProgress>;
