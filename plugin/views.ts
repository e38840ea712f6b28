import { readdirSync, readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { helpers } from "./views/helpers.ts";

const folder = new URL("../templates/", import.meta.url);
const views = new Map<string, Handlebars.TemplateDelegate>();
const engine = Handlebars.create();
engine.registerHelper(helpers);

// Every file is read once and compiled at its first use; each is a page and, under the same name, a partial of others.
for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
  if (!file.endsWith(".hbs")) continue;
  const view = file.slice(0, -".hbs".length).replaceAll("\\", "/");
  const compiled = engine.compile(readFileSync(new URL(file, folder), "utf8"), {
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(Object.keys(helpers).map((name) => [name, true])),
    preventIndent: true,
  });
  views.set(view, compiled);
  engine.registerPartial(view, compiled);
}

/**
 * Renders a view of templates/, named by its path without `.hbs`: `public/agenda-item`. Everything in `data` is escaped.
 * Throws on a view that does not exist and on a value that the view prints but `data` lacks: a page with a hole must never
 * reach a person. A value that may be absent is given as null.
 */
export function render(view: string, data: object): string {
  const template = views.get(view);
  if (!template) throw new Error(`templates/ has no view "${view}"`);
  return template(data);
}

/** The views in a folder, by their names without it, in alphabetical order. */
export const viewsBelow = (folder: string): string[] =>
  [...views.keys()].flatMap((view) => (view.startsWith(folder) ? [view.slice(folder.length)] : [])).sort();
