import { isList, isObject, type ObjectShape, type Shape } from "./shape.ts";

/** Only what Handlebars brings itself; a template that needs more needs code, and code needs a test. */
export const knownHelpers = { if: true, unless: true, each: true, with: true, lookup: false, log: false };

/** The template must not be used; `code` is the German sentence with the mend, `values.line` and `values.field` say where. */
export class TemplateError extends Error {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;

  constructor(code: string, values: Readonly<Record<string, string>>) {
    super(`${code} ${Object.values(values).join(" ")}`);
    this.name = "TemplateError";
    this.code = code;
    this.values = values;
  }
}

interface Path {
  readonly original: string;
  readonly data?: boolean;
  readonly depth?: number;
  readonly parts?: readonly string[];
  /** Of a partial: its name comes as a path, too. */
  readonly type?: string;
}

/** A node of Handlebars' syntax tree, as far as it is looked at. */
export interface TemplateNode {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number } };
  readonly escaped?: boolean;
  readonly path?: Path;
  readonly name?: Path;
  readonly params?: readonly Path[];
  readonly body?: readonly TemplateNode[];
  readonly program?: TemplateNode | null;
  readonly inverse?: TemplateNode | null;
}

/** Where the walk stands: the innermost context last, each with its full path, and what is known to be there. */
interface Place {
  readonly scopes: readonly { readonly shape: Shape; readonly path: string }[];
  readonly guarded: readonly string[];
}

interface Found {
  readonly shape: Shape;
  readonly path: string;
}

/** Walks a template beside the form of its context. Throws a TemplateError at the first place that could fail or print a hole. */
export function inspect(tree: TemplateNode, partials: ReadonlyMap<string, TemplateNode>, shape: ObjectShape): void {
  walk(tree, { scopes: [{ shape, path: "" }], guarded: [] });

  function walk(node: TemplateNode, place: Place): void {
    for (const child of node.body ?? []) walk(child, place);
    if (node.type === "MustacheStatement") printed(node, place);
    if (node.type === "BlockStatement") block(node, place);
    if (node.type === "PartialStatement" || node.type === "PartialBlockStatement") {
      const name = node.name?.original ?? "";
      const partial = partials.get(name);
      if (!partial) throw error("house.template-partial", node, name, { known: [...partials.keys()].join(", ") });
      walk(partial, place);
    }
  }

  function block(node: TemplateNode, place: Place): void {
    const helper = node.path?.original ?? "";
    const [subject] = node.params ?? [];
    if (knownHelpers[helper as keyof typeof knownHelpers] !== true || !subject) throw error("house.template-helper", node, helper);
    if (subject.data) {
      for (const part of [node.program, node.inverse]) if (part) walk(part, place);
      return;
    }
    const found = resolve(node, subject, place);
    const sure = { ...place, guarded: [...place.guarded, found.path] };
    if (node.program) walk(node.program, helper === "unless" ? place : entered(node, helper, found, sure));
    if (node.inverse) walk(node.inverse, helper === "unless" ? sure : place);
  }
}

function entered(node: TemplateNode, helper: string, { shape, path }: Found, place: Place): Place {
  if (helper === "if" || helper === "unless") return place;
  if (helper === "each" && !isList(shape)) throw error("house.template-list", node, path);
  if (helper === "with" && !isObject(shape)) throw error("house.template-object", node, path);
  const inner = isList(shape) ? { shape: shape.list, path: `${path}[]` } : { shape, path };
  return { ...place, scopes: [...place.scopes, inner] };
}

function printed(node: TemplateNode, place: Place): void {
  const path = node.path ?? { original: "" };
  if (node.escaped === false) throw error("house.template-unescaped", node, path.original);
  if ((node.params?.length ?? 0) > 0) throw error("house.template-helper", node, path.original);
  if (path.data) return;
  const { shape, path: full } = resolve(node, path, place);
  if (shape === "optional" && !place.guarded.includes(full)) throw error("house.template-guard", node, path.original);
  if (typeof shape === "object") throw error("house.template-not-text", node, path.original);
}

/** What a path leads to. */
function resolve(node: TemplateNode, { original, depth = 0, parts = [] }: Path, place: Place): Found {
  const start = place.scopes.at(-1 - depth);
  if (!start) throw error("house.template-depth", node, original);
  let { shape, path } = start;
  for (const [index, part] of parts.entries()) {
    if (isList(shape) && part === "length") return { shape: "text", path: `${path}.length` };
    const members = isObject(shape) ? shape.object : {};
    const next = members[part];
    if (next === undefined) throw error("house.template-unknown", node, original, { known: Object.keys(members).sort().join(", ") || "–" });
    if (index > 0 && isObject(shape) && shape.optional && !place.guarded.includes(path))
      throw error("house.template-guard", node, original);
    shape = next;
    path = path === "" ? part : `${path}.${part}`;
  }
  return { shape, path };
}

const error = (code: string, node: TemplateNode, field: string, more: Readonly<Record<string, string>> = {}) =>
  new TemplateError(code, { line: String(node.loc?.start.line ?? "?"), field, ...more });
