import type { Figure } from "../figure.ts";

export type Range = { readonly low: number; readonly high: number };

/**
 * Between which values each secret class of one date must lie, by what everybody can subtract: the published total less the
 * published classes. A printed zero says that zeros are not kept secret, so a secret class is at least 1 then.
 * Null where nothing can be concluded; also where a single secret class would be laid bare, which is the audit's business and
 * must not be drawn.
 */
export function bounds(classes: readonly (Figure | undefined)[], total: Figure | undefined): Range | null {
  const given = classes.flatMap((figure) => (figure ? [figure] : []));
  const secret = given.filter(({ value }) => value === null).length;
  const exact = [...given, ...(total ? [total] : [])].every(({ protection }) => protection === "suppress" || protection === "published");
  if (!total || total.value === null || secret < 2 || given.length < classes.length || !exact) return null;
  const rest = Number(total.value) - given.reduce((sum, { value }) => sum + Number(value ?? 0), 0);
  const low = given.some(({ value }) => value !== null && Number(value) === 0) ? 1 : 0;
  const high = rest - (secret - 1) * low;
  return high > low ? { low, high } : null;
}
