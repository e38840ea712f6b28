import Handlebars from "handlebars";
import { inspect, knownHelpers, TemplateError, type TemplateNode } from "./inspect.ts";
import type { ObjectShape } from "./shape.ts";

const options = { strict: true, knownHelpers, knownHelpersOnly: true, preventIndent: true } as const;

/**
 * Compiles a template that only ever escapes. Refuses triple braces, `{{&…}}`, helpers of its own, a field that the context
 * does not have, and one that may be missing where nothing guards it: a form must never be printed with a hole.
 * @param partials name → text
 * @param shape what the context holds
 * @throws TemplateError that names place, field and mend
 */
export function compileTemplate(text: string, partials: Readonly<Record<string, string>>, shape: ObjectShape): (context: object) => string {
  const engine = Handlebars.create();
  const trees = new Map(Object.entries(partials).map(([name, partial]) => [name, parse(engine, partial)]));
  for (const [name, partial] of Object.entries(partials)) engine.registerPartial(name, engine.compile(partial, options));
  inspect(parse(engine, text), trees, shape);
  const compiled = engine.compile(text, options);
  return (context) => compiled(context);
}

function parse(engine: typeof Handlebars, text: string): TemplateNode {
  try {
    return engine.parse(text) as unknown as TemplateNode;
  } catch (error) {
    const [, line = "?"] = /line (\d+)/u.exec((error as Error).message) ?? [];
    throw new TemplateError("house.template-syntax", { line, detail: (error as Error).message.split("\n").at(-1) ?? "" });
  }
}
