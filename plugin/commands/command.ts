import type { Registry } from "../ports/registry.ts";

/** 0 done, 1 done with findings, 2 refused with one sentence on standard error. */
export type ExitStatus = 0 | 1 | 2;

/** What every command is given beside its own arguments. */
export interface CommandContext {
  /** Loaded when asked for: counting needs no adapter. */
  readonly registry: () => Promise<Registry>;
  readonly env: Readonly<Record<string, string | undefined>>;
}
