import { z } from "zod";

/**
 * npm soap gives one element as an object, several as an array, an empty one as null or an empty string, none as nothing
 * (facts: ecm.md §3, limit 9). This makes a list of all of them.
 */
export function list<T extends z.ZodType>(member: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]).filter(isPresent), z.array(member));
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** npm soap wraps the text of an element that has attributes, such as xsi:type. */
function bare(value: unknown): unknown {
  return typeof value === "object" && value !== null && "$value" in value ? value.$value : value;
}

/** An element with text that must be there, such as the id that proves success. */
export const text = z.preprocess(bare, z.string().min(1));

/** The text of an element of any simple type. */
export const scalar = z.preprocess(
  bare,
  z.union([z.string(), z.number(), z.boolean(), z.date().transform((date) => date.toISOString())]).transform(String),
);
