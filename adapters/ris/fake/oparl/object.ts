import { addressRules } from "../pages/address.ts";
import { midnight } from "../stamps.ts";
import type { TownState } from "../state.ts";
import { type Addresses, addresses } from "./addresses.ts";
import { type Shape, shapes } from "./shapes.ts";

/** One OParl object as it goes over the wire. */
export interface OParlObject {
  readonly id: string;
  readonly type: string;
  readonly [attribute: string]: unknown;
}

/** Everything the builders of one town need. */
export interface Build {
  readonly state: TownState;
  readonly shape: Shape;
  readonly at: Addresses;
  /** Complete address of a page; the argument is what the address rule returns. */
  readonly web: (relative: string) => string;
  readonly now: Date;
}

export function build(state: TownState, root: string, now: Date): Build {
  const shape = shapes[state.town.style];
  return { state, shape, at: addresses(root, state.town, shape), web: (relative) => `${root}/${relative}`, now };
}

export const rules = ({ state }: Build) => addressRules[state.face];

/** `type`, time stamps and, where the vendor says so, `deleted: false`; empty attributes are left out (specification 2-04). */
export function object(build: Build, type: string, id: string, fields: Record<string, unknown>, stamps: Stamps): OParlObject {
  const { shape } = build;
  const times = shape.stamps === "today" ? todays(build, type) : { created: stamps.created, modified: stamps.modified };
  const filled = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
  );
  return {
    id,
    type: `https://schema.oparl.org/${shape.version}/${type}`,
    ...Object.fromEntries(filled),
    ...times,
    ...(shape.deletedFalse ? { deleted: false } : {}),
  };
}

export interface Stamps {
  readonly created: string;
  readonly modified: string;
}

/** What is left of a deleted object (specification 2-08). */
export function tombstone(build: Build, type: string, id: string, stamps: Stamps): OParlObject {
  return { id, type: `https://schema.oparl.org/${build.shape.version}/${type}`, ...stamps, deleted: true };
}

/** An object inside its parent omits the way back (specification, chapter 3), unless the vendor keeps it. */
export function embedded(object: OParlObject, wayBack: readonly string[]): OParlObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !wayBack.includes(name))) as unknown as OParlObject;
}

/** The stamps of everything that was set up once and never touched. */
export const since = (build: Build): Stamps => ({ created: build.state.town.since, modified: build.state.town.since });

function todays(build: Build, type: string): Partial<Stamps> {
  if (type === "Organization") return {};
  const day = midnight(build.now);
  return { created: day, modified: day };
}
