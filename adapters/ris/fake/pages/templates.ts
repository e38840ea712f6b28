import { readdirSync, readFileSync } from "node:fs";
import Handlebars from "handlebars";

/** Renders a template of this folder by its name without extension: `sessionnet/item`. Values are escaped; a missing one throws. */
export function render(name: string, view: object): string {
  const template = templates.get(name);
  if (!template) throw new Error(`adapters/ris/fake/pages has no template "${name}"`);
  return template(view);
}

const environment = Handlebars.create();
const templates = new Map<string, Handlebars.TemplateDelegate>();

for (const folder of ["sessionnet", "allris", "allris3", "sdnet", "rubin", "risi", "entrance"]) {
  const place = new URL(`./${folder}/`, import.meta.url);
  for (const file of readdirSync(place).filter((name) => name.endsWith(".hbs"))) {
    const name = `${folder}/${file.replace(".hbs", "")}`;
    const source = readFileSync(new URL(file, place), "utf8");
    environment.registerPartial(name, source);
    templates.set(name, environment.compile(source, { strict: true }));
  }
}
