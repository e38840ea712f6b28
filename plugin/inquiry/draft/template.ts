import Handlebars from "handlebars";

/** Only what Handlebars brings itself; a template that needs more needs code, and code needs a test. */
const knownHelpers = { if: true, unless: true, each: true, with: true, lookup: false, log: false };
const options = { strict: true, knownHelpers, knownHelpersOnly: true, preventIndent: true } as const;

/** The template must not be used; the message names place and reason, for whoever edits it. */
class TemplateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "TemplateError";
  }
}

/**
 * Compiles a template that only ever escapes. Refuses triple braces, `{{&…}}`, helpers of its own, and a field that may be
 * missing where no `{{#if field}}` guards it: a form must never be printed with a hole.
 * @param partials name → text
 * @param optional fields of the context that may be null
 */
export function compileTemplate(
  text: string,
  partials: Readonly<Record<string, string>>,
  optional: readonly string[],
): (context: object) => string {
  const engine = Handlebars.create();
  for (const [name, partial] of Object.entries(partials)) {
    inspect(engine.parse(partial), optional, []);
    engine.registerPartial(name, engine.compile(partial, options));
  }
  inspect(engine.parse(text), optional, []);
  const compiled = engine.compile(text, options);
  return (context) => compiled(context);
}

interface Node {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number } };
  readonly escaped?: boolean;
  readonly path?: { readonly original: string };
  readonly params?: readonly { readonly original?: string }[];
  readonly body?: readonly Node[];
  readonly program?: Node | null;
  readonly inverse?: Node | null;
}

function inspect(node: Node, optional: readonly string[], guarded: readonly string[]): void {
  const where = `line ${node.loc?.start.line ?? "?"}`;
  for (const child of node.body ?? []) inspect(child, optional, guarded);
  if (node.type === "MustacheStatement") {
    const path = node.path?.original ?? "";
    if (node.escaped === false) throw new TemplateError(`${where}: {{{${path}}}} would print unescaped text`);
    if ((node.params?.length ?? 0) > 0) throw new TemplateError(`${where}: unknown helper "${path}"`);
    const field = path.split(/[./]/u).at(-1) ?? path;
    if (optional.includes(field) && !guarded.includes(field))
      throw new TemplateError(`${where}: "${field}" may be missing: put it into {{#if ${path}}}`);
  }
  if (node.type === "BlockStatement") {
    const helper = node.path?.original ?? "";
    if (knownHelpers[helper as keyof typeof knownHelpers] !== true) throw new TemplateError(`${where}: unknown helper "${helper}"`);
    const field = node.params?.[0]?.original?.split(/[./]/u).at(-1);
    const inside = field && (helper === "if" || helper === "with") ? [...guarded, field] : guarded;
    if (node.program) inspect(node.program, optional, inside);
    if (node.inverse) inspect(node.inverse, optional, helper === "unless" && field ? [...guarded, field] : guarded);
  }
}
