/** What a template may print: the form of its context. Everything else is a misspelling and is refused when the houses are read. */
export type Shape = "text" | "optional" | "flag" | ListShape | ObjectShape;

export interface ListShape {
  readonly list: Shape;
}

/** `optional`: may be null; `{{#if x}}` or `{{#with x}}` has to guard it. */
export interface ObjectShape {
  readonly object: Readonly<Record<string, Shape>>;
  readonly optional?: true;
}

export const list = (of: Shape): ListShape => ({ list: of });
export const object = (members: Readonly<Record<string, Shape>>): ObjectShape => ({ object: members });
export const optionalObject = (members: Readonly<Record<string, Shape>>): ObjectShape => ({ object: members, optional: true });

export const isList = (shape: Shape | undefined): shape is ListShape => typeof shape === "object" && "list" in shape;
export const isObject = (shape: Shape | undefined): shape is ObjectShape => typeof shape === "object" && "object" in shape;

/** A context of that form for a trial run: full with everything there, or bare with nothing that may be missing. */
export function probe(shape: Shape, full: boolean): unknown {
  if (shape === "text") return "x";
  if (shape === "optional") return full ? "x" : null;
  if (shape === "flag") return full;
  if (isList(shape)) return full ? [probe(shape.list, full)] : [];
  if (shape.optional && !full) return null;
  return Object.fromEntries(Object.entries(shape.object).map(([name, member]) => [name, probe(member, full)]));
}
