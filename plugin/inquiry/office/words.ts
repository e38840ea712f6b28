import { readFileSync } from "node:fs";
import type { Block } from "../draft/document.ts";
import { readMarkup } from "../draft/markup.ts";
import { list, object } from "../draft/shape.ts";
import { compileTemplate } from "../draft/template.ts";

const item = object({
  ...{ number: "text", heading: "text", asked: "optional", missing: "text" },
  figures: list(object({ indicator: "text", label: "text", unit: "text", reference: "text" })),
  fields: list(object({ label: "text", value: "text" })),
} as const);

/** What the templates of templates/office may print. */
const shape = object({
  ...{ office: "text", kind: "text", title: "text", paperReference: "optional", organization: "text", sitting: "text" },
  ...{ due: "text", caseDue: "text", sent: "text", mark: "text", several: "flag", confidential: "flag" },
  items: list(item),
} as const);

type OfficeText = "request" | "mail" | "reminder" | "reminder-again";

const compiled = new Map<OfficeText, (context: object) => string>();

/** One of the texts of templates/office as blocks; the first heading of a mail is its subject. */
export function officeBlocks(name: OfficeText, context: object): Block[] {
  let write = compiled.get(name);
  if (!write) {
    const template = readFileSync(new URL(`../../../templates/office/${name}.hbs`, import.meta.url), "utf8");
    write = compileTemplate(template, {}, shape);
    compiled.set(name, write);
  }
  return readMarkup(write(context));
}
