import { oparlLinks } from "../../ports/oparl-links.ts";
import { type OParlType, oparlTypes, type RisEvent, type RisObject } from "../../ports/ris.ts";
import { council } from "../../store/council.ts";

type Quarantined = Pick<RisEvent & { kind: "quarantined" }, "url" | "type" | "reason">;

/** What one run keeps in mind. Everything else is in the store. */
export interface Run {
  readonly town: string;
  /** When the run began; the time stamp of all it writes. */
  readonly at: string;
  readonly council: ReturnType<typeof council>;
  /** Distinct ids by type, tombstones under the type of their list. */
  readonly seen: Readonly<Record<OParlType, Set<string>>>;
  /** Types of which nothing was stored when the run began. */
  readonly fresh: ReadonlySet<OParlType>;
  /** How often each object was linked to, by the type it should have. */
  readonly links: Readonly<Record<OParlType, Map<string, number>>>;
  readonly quarantined: Quarantined[];
  /** No longer where they were embedded, with nothing said about why: to be asked for by their own ids. */
  readonly doubts: Readonly<Record<OParlType, Set<string>>>;
  /** One object of each type that was served in this run. */
  readonly witnesses: Map<OParlType, string>;
  /** Types of which one list ended early: their absence says nothing at all. */
  readonly broken: Set<OParlType>;
  /** Types of which a list was read to its end. */
  readonly listed: Set<OParlType>;
  /** Rows written. */
  written: number;
}

export function begin(town: string, at: string, fresh: ReadonlySet<OParlType>): Run {
  return {
    ...{ town, at, fresh, council: council(town), written: 0 },
    seen: perType(() => new Set<string>()),
    links: perType(() => new Map<string, number>()),
    doubts: perType(() => new Set<string>()),
    witnesses: new Map(),
    ...{ quarantined: [], broken: new Set<OParlType>(), listed: new Set<OParlType>() },
  };
}

/** Counts the links of an object. */
export function noteLinks(run: Run, { type, fields }: RisObject): void {
  const targets = oparlLinks[type];
  for (const name in targets) {
    const value = fields[name];
    const target = targets[name];
    if (value === undefined || target === undefined) continue;
    const counts = run.links[target];
    for (const id of typeof value === "object" ? value : [String(value)]) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
}

export function perType<Value>(make: () => Value): Record<OParlType, Value> {
  return Object.fromEntries(oparlTypes.map((type) => [type, make()])) as Record<OParlType, Value>;
}
