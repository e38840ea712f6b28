import type { Clock } from "../../../plugin/ports/clock.ts";
import type { Log } from "../../../plugin/ports/log.ts";
import type { OParlType } from "../../../plugin/ports/ris.ts";
import type { Addresses } from "./addresses.ts";
import type { Ask } from "./wire.ts";

/** One external list to be read. */
export interface List {
  /** Canonical address: the key of its cursor. */
  readonly address: string;
  readonly type: OParlType;
  /** Read only what changed since (a date-time); absent = everything. */
  readonly since?: string;
  /** It has answered before, so silence now is a failure and not a way of saying that it does not exist. */
  readonly known: boolean;
  /** Read whole every time and never asked for changes only. */
  readonly always?: true;
  /** A second way to objects that another list has already brought: only what is new is reported. */
  readonly secondary?: ReadonlySet<string>;
  /** Replaces a page whose objects came without what should be embedded in them. */
  readonly complete?: (data: readonly unknown[]) => Promise<readonly unknown[]>;
}

export interface Reading {
  readonly ask: Ask;
  readonly addresses: Addresses;
  /** Learned from this server in this run, never from its vendor's name. */
  readonly habits: { limit: "untried" | "accepted" | "refused" };
  readonly settings: { readonly pageSize: number; readonly overlapHours: number };
  readonly clock: Clock;
  readonly log: Log;
  readonly signal?: AbortSignal;
}
