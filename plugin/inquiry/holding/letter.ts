import { existsSync, readFileSync } from "node:fs";
import type { TownConfig } from "../../config.ts";
import { formatDate } from "../../figures/format.ts";
import { house } from "../../houses.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { bodiesOf } from "../draft/bodies.ts";
import { readMarkup } from "../draft/markup.ts";
import { list, object } from "../draft/shape.ts";
import { compileTemplate } from "../draft/template.ts";
import type { Draft } from "../draft.ts";
import { asksQuestions } from "../kinds.ts";
import { genitive } from "../words.ts";

/** Name of the template: in the house's folder, or for houses without one of their own in templates/answer. */
const file = "zwischennachricht.hbs";

/** What the template may print; explained in templates/README.md. */
const shape = object({
  ...{ title: "text", paperReference: "optional", asked: "flag", note: list("text"), until: "text" },
  ...{ organization: "text", organizationGenitive: "text", sitting: "text" },
  ...{ receiving: "optional", receivingGenitive: "text", date: "text", signatory: "optional" },
});

const written = new Map<string, (context: object) => string>();

/** The wording of a house's holding reply. Throws a TemplateError that names place and mend. */
function holdingTemplate(key: string): (context: object) => string {
  const known = written.get(key);
  if (known) return known;
  const folder = new URL("../../../templates/answer/", import.meta.url);
  const own = new URL(`${key}/${file}`, folder);
  const compiled = compileTemplate(readFileSync(existsSync(own) ? own : new URL(file, folder), "utf8"), {}, shape);
  written.set(key, compiled);
  return compiled;
}

/**
 * The holding reply to a case as a document: when an answer is planned, and a note of the house's own. It holds no fact and no
 * name of anybody who asked, so it needs no source and no release.
 * @param given.until day by which the answer is planned, `YYYY-MM-DD`
 */
export function holdingLetter(town: TownConfig, of: CaseRow, given: { until: string; note: string }, today: string): Draft {
  const style = house(of.house);
  const bodies = bodiesOf({ ...of, public: of.public === 1 }, style, style.land ?? town.land, today);
  const name = style.town ?? town.name;
  const markup = holdingTemplate(style.key)({
    ...{ title: of.title, paperReference: of.paperReference || null, asked: asksQuestions(of.kind), until: formatDate(given.until) },
    note: given.note.split(/\r?\n/).filter((line) => line.trim() !== ""),
    ...{ organization: bodies.asked, organizationGenitive: genitive(bodies.asked, style.genitive), sitting: formatDate(of.sitting) },
    ...{ receiving: of.receiving && formatDate(of.receiving), receivingGenitive: genitive(bodies.receiving, style.genitive) },
    ...{ date: formatDate(today), signatory: town.signatory ?? null },
  });
  return {
    house: of.house,
    head: { town: name, title: of.title, organization: bodies.asked, date: null, asOf: today },
    ...{ blocks: readMarkup(markup), sources: [], gaps: [], commitments: [] },
  };
}
