import { readFileSync } from "node:fs";
import { z } from "zod";

const kinds = [
  "person",
  "case",
  "application",
  "decision",
  "document",
  "title",
  "post",
  "euro",
  "number",
  "month",
  "week",
  "ratio",
] as const;
/** What is counted. Values of different kinds are never compared: one application may cover several persons. */
export type Kind = (typeof kinds)[number];

/** False where one case may count in several classes, or where classes do not add up at all (`Soll` and `Ist`). */
const disjoint = z.boolean().default(true);

/** A dimension: either its classes are listed (`classes`), or the office names them (`open`). Its id is the column heading. */
const Dimension = z.union([
  /** `nested`: each class contains the next ones (more than 3, more than 6 months). */
  z.strictObject({ classes: z.array(z.string()).min(2), disjoint, nested: z.literal(true).optional() }),
  z.strictObject({ open: z.literal(true), disjoint, note: z.string().optional() }),
]);
export type Dimension = z.infer<typeof Dimension>;

const Day = z.iso.date();

const Indicator = z.strictObject({
  id: z.string().regex(/^[A-Z]+(\.[A-Z0-9]+)+$/),
  label: z.string(),
  /** As printed behind the value, in the plural: `Personen`. */
  unit: z.string(),
  kind: z.enum(kinds),
  type: z.enum(["stock", "flow", "ratio", "duration"]),
  /** Whether a value belongs to a day (Stichtag) or to a period. */
  cut: z.enum(["date", "period"]),
  dimensions: z.array(z.string()),
  /** Dimensions without which the value says nothing: median or 90th percentile? */
  required: z.array(z.string()).default([]),
  /** Where the number comes from. */
  source: z.string(),
  /** `free`: no persons in it. `aggregate`: only protected. `internal`: never leaves the office. */
  public: z.enum(["free", "aggregate", "internal"]),
  /** After so many months the value is old. */
  freshMonths: z.int().positive(),
  /** The value depends on an eligibility rule, so its version must be named. */
  ruleVersion: z.literal(true).optional(),
  /** The only days for which a value means anything. */
  valid: z.strictObject({ from: Day, to: Day }).optional(),
  /** Planned money: the period may end in the future. */
  ahead: z.literal(true).optional(),
  note: z.string().optional(),
  /** Must be printed wherever the value is. */
  caveat: z.string().optional(),
});
export type Indicator = z.infer<typeof Indicator>;

const Catalogue = z.strictObject({
  decimals: z.partialRecord(z.enum(kinds), z.int().positive()),
  singular: z.record(z.string(), z.string()),
  dimensions: z.record(z.string(), Dimension),
  indicators: z.array(Indicator),
});

const catalogue = Catalogue.parse(JSON.parse(readFileSync(new URL("./indicators.json", import.meta.url), "utf8")));
const byId = new Map(catalogue.indicators.map((one) => [one.id, one]));

/** Everything that may be reported (facts: domain.md §2.2), in the order of the catalogue. */
export const indicators: readonly Indicator[] = catalogue.indicators;

/** By column heading: `Baustein`, `Ortsteil` … */
export const dimensions: ReadonlyMap<string, Dimension> = new Map(Object.entries(catalogue.dimensions));

/** The indicator of that id; undefined if the catalogue has none. */
export const findIndicator = (id: string): Indicator | undefined => byId.get(id);

/** The indicator of that id. Throws for an unknown one: nothing that was imported may lose its meaning. */
export function indicator(id: string): Indicator {
  const found = byId.get(id);
  if (!found) throw new Error(`plugin/figures/indicators.json has no indicator ${id}`);
  return found;
}

/** How many decimals a value of this kind may have; 0 for everything that is counted one by one. */
export const decimalsOf = (kind: Kind): number => catalogue.decimals[kind] ?? 0;

/** `Person` for `Personen`; units without a singular of their own stay as they are. */
export const singularOf = (unit: string): string => catalogue.singular[unit] ?? unit;
