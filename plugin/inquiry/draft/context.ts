import { readFileSync } from "node:fs";
import { z } from "zod";
import { formatDate } from "../../figures/format.ts";
import { topics } from "../../figures/topics.ts";
import type { House } from "../../houses.ts";
import { capitalise } from "../words/german.ts";
import { retell } from "../words/speech.ts";
import { bodyOn, type DatedName, genitive, nominative } from "../words.ts";
import type { Composed } from "./compose.ts";
import type { DraftCase } from "./document.ts";
import type { Part } from "./parts.ts";
import type { Picked } from "./select.ts";

const Renames = z.array(
  z.strictObject({
    land: z.string(),
    source: z.string(),
    names: z.array(z.strictObject({ name: z.string(), since: z.string().optional(), until: z.string().optional() })),
  }),
);
const renames = Renames.parse(JSON.parse(readFileSync(new URL("../words/renames.json", import.meta.url), "utf8")));

/** The body as it was called when it asked, and as it is called when it receives the answer. */
export function bodiesOf(of: DraftCase, house: House, today: string): { asked: string; receiving: string } {
  const known: DatedName[][] = [...house.bodies, ...renames.filter(({ land }) => land === house.land).map(({ names }) => names)];
  const receives = of.receivingOrganization ?? of.organization;
  return {
    asked: bodyOn(of.organization.trim(), of.sitting.slice(0, 10), known),
    receiving: bodyOn(receives.trim(), (of.receiving ?? today).slice(0, 10), known),
  };
}

/** What an answer.hbs may print; the list stands in templates/README.md. Every field is there; what is missing is null. */
export function contextFor(
  house: House,
  of: DraftCase,
  picked: readonly Picked[],
  composed: Composed,
  options: { signatory: string | null; today: string },
): object {
  const bodies = bodiesOf(of, house, options.today);
  const told = { speech: house.speech, organization: bodies.asked, genitive: house.genitive };
  return printable({
    house: { town: house.town, form: house.form },
    title: of.title,
    paperReference: of.paperReference || null,
    public: of.public ?? true,
    organization: bodies.asked,
    organizationGenitive: genitive(bodies.asked, house.genitive),
    sitting: formatDate(of.sitting.slice(0, 10)),
    receiving: of.receiving ? formatDate(of.receiving.slice(0, 10)) : null,
    receivingOrganization: bodies.receiving,
    receivingSubject: capitalise(nominative(bodies.receiving)),
    paperNumber: of.number || null,
    fileReference: of.fileReference || null,
    author: of.author || null,
    date: formatDate(options.today),
    signatory: options.signatory,
    several: picked.length > 1,
    questions: picked.map((one, index) => ({
      number: index + 1,
      sentence: retell(one.inquiry, { ...told, turn: index }),
      parts: composed.answers[index]?.parts ?? [],
      see: composed.answers[index]?.see.map((number) => ({ number })) ?? [],
    })),
    themes: themes(composed),
  });
}

/** All parts by topic, in the order in which the topics first appear. */
function themes({ answers }: Composed): { label: string; parts: Part[] }[] {
  const byTopic = Map.groupBy(
    answers.flatMap(({ parts }) => parts),
    ({ topic }) => topic,
  );
  return [...byTopic].map(([topic, parts]) => ({ label: topics.find(({ id }) => id === topic)?.label ?? topic, parts }));
}

/** Control characters cannot stand in XML, and no text of a council needs them. */
function printable<T>(value: T): T {
  if (typeof value === "string") return value.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "") as T;
  if (Array.isArray(value)) return value.map(printable) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, printable(member)])) as T;
}
