import { formatDate } from "../../figures/format.ts";
import { topics } from "../../figures/topics.ts";
import type { House } from "../../houses.ts";
import { capitalise } from "../words/german.ts";
import { genitive, nominative } from "../words.ts";
import { commitmentParts } from "./commitments.ts";
import type { Composed } from "./compose.ts";
import type { DraftCase } from "./document.ts";
import type { Filled } from "./fields.ts";
import type { Part } from "./parts.ts";
import { groupsOf, questionsOf, roundsOf } from "./questions.ts";
import type { Picked } from "./select.ts";

/** What stands around an answer. */
export interface Surroundings {
  readonly town: string;
  readonly bodies: { readonly asked: string; readonly receiving: string };
  readonly signatory: string | null;
  readonly today: string;
}

/** What a template may print (houses/context-shape.ts, templates/README.md). Every field is there; what is missing is null. */
export function contextFor(
  house: House,
  of: DraftCase,
  picked: readonly Picked[],
  composed: Composed,
  filled: Filled,
  around: Surroundings,
): object {
  const speaker = filled.values.speaker;
  const told = { house, organization: around.bodies.asked, speaker: typeof speaker === "string" ? speaker : null };
  const questions = questionsOf(picked, composed, told);
  const commitments = commitmentParts(of.commitments ?? [], house.phrases);
  return printable({
    house: { town: around.town, form: house.form },
    ...formalities(house, of, around),
    several: questions.length > 1,
    questions,
    groups: groupsOf(questions),
    rounds: roundsOf(picked, questions, told),
    themes: themes(composed),
    commitments: commitments.length > 0 ? { parts: commitments } : null,
    fields: { ...filled.values, ...Object.fromEntries([...composed.own].map(([name, parts]) => [name, { parts }])) },
  });
}

function formalities(house: House, of: DraftCase, { bodies, signatory, today }: Surroundings) {
  const date = formatDate(today);
  return {
    title: of.title,
    titleShort: short(of.title),
    paperReference: of.paperReference || null,
    public: of.public ?? true,
    organization: bodies.asked,
    organizationGenitive: genitive(bodies.asked, house.genitive),
    organizationSubject: capitalise(nominative(bodies.asked)),
    sitting: formatDate(of.sitting.slice(0, 10)),
    receiving: of.receiving ? formatDate(of.receiving.slice(0, 10)) : null,
    receivingOrganization: bodies.receiving,
    receivingGenitive: genitive(bodies.receiving, house.genitive),
    receivingSubject: capitalise(nominative(bodies.receiving)),
    date,
    dateShort: `${date.slice(0, 6)}${date.slice(8)}`,
    signatory,
  };
}

/** As the RIS cuts a title in the head of an item (facts: inquiries.md §4.2). */
const short = (title: string) => (title.length > 50 ? `${title.slice(0, 47)}...` : title);

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
