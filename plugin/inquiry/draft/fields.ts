import type { Statement } from "../../figures/figure.ts";
import { formatDate } from "../../figures/format.ts";
import type { Field } from "../../houses/schema.ts";
import type { Form, House } from "../../houses.ts";
import { parseAsker } from "../asker.ts";
import { fill } from "../words/fill.ts";
import type { DraftCase, Gap } from "./document.ts";
import { money } from "./money.ts";

/** The fields of a form as its template prints them. */
export interface Filled {
  readonly values: Readonly<Record<string, unknown>>;
  /** What a required field lacks. */
  readonly gaps: readonly Gap[];
  /** Fields whose words are cited like a statement of the office. */
  readonly facts: ReadonlyMap<string, { readonly statement: Statement; readonly label: string }>;
}

/** Fills the fields of a form from what was entered at the case. A required field that is empty becomes a gap that names it. */
export function fillFields(house: House, form: Form, of: DraftCase, today: string): Filled {
  const gaps: Gap[] = [];
  const facts = new Map<string, { statement: Statement; label: string }>();
  const missing = (name: string, label: string, field: Field): string => {
    const gap = { inquiry: null, missing: label, office: field.office ?? house.offices.default, field: name };
    if (!gaps.some((one) => one.missing === label)) gaps.push(gap);
    return fill(house.phrases.missing.shown, { missing: label, office: gap.office });
  };
  const values = Object.entries(form.fields).map(([name, declared]) => {
    const field = { ...declared, required: isRequired(declared, form, of.fields ?? {}) };
    const typed = of.fields?.[name]?.trim() ?? "";
    const own = typed === "" ? of.supplied?.find(({ topic }) => topic === `field:${name}`) : undefined;
    const given = typed || (own?.text ?? field.preset ?? "");
    if (field.kind === "fact" && given !== "")
      facts.set(name, { statement: own ?? asStatement(name, given, house, of, today), label: field.label });
    return [name, filledIn(field, given, house, (label = field.label) => missing(name, label, field))] as const;
  });
  return { values: Object.fromEntries(values), gaps, facts };
}

/** Whether a field has to be filled in, given what the others hold. */
export function isRequired(
  { required, requiredWith }: Field,
  { fields }: Pick<Form, "fields">,
  given: Readonly<Record<string, string>>,
): boolean {
  if (!requiredWith) return required;
  const other = given[requiredWith.field]?.trim() || (fields[requiredWith.field]?.preset ?? "");
  return required || requiredWith.choices.includes(other);
}

/** The gap is made only where it is needed. */
type Missing = (label?: string) => string;

function filledIn(field: Field, given: string, house: House, missing: Missing): unknown {
  const { kind, required } = field;
  const instead = () => (required ? missing() : null);
  if (kind === "entry") return entryOf(field, given, house, missing);
  if (kind === "choice") {
    const flags = Object.fromEntries(Object.keys(field.choices ?? {}).map((one) => [one, one === given]));
    const chosen = field.choices?.[given];
    const lacking = chosen === undefined ? instead() : null;
    return { ...flags, text: chosen ?? lacking, missing: lacking };
  }
  if (kind === "person") return personOf(given, house, instead);
  if (given === "")
    return kind === "list" || kind === "text"
      ? [instead()].filter((one) => one !== null)
      : kind === "fact"
        ? factGap(instead())
        : instead();
  if (kind === "list")
    return given
      .split(/\r?\n/u)
      .map((line) => line.trim())
      .filter(Boolean);
  if (kind === "text") return paragraphs(given);
  if (kind === "date") return /^\d{4}-\d{2}-\d{2}$/u.test(given) ? formatDate(given) : missing();
  if (kind === "amount") return money(given, house.phrases.money) ?? missing();
  return given;
}

/** A fact that nobody told stands as a gap in the place of its parts. */
function factGap(text: string | null): object | null {
  if (text === null) return null;
  const sentence = { text, sources: "", gap: "", note: false };
  return { parts: [{ topic: "", table: false, runsOn: false, sentences: [sentence], caption: "", columns: [], rows: [] }] };
}

function entryOf({ book = "", required, label }: Field, given: string, { books }: House, missing: Missing): object | null {
  const { columns = {}, entries = {} } = books[book] ?? {};
  const entry = entries[given];
  if (!entry && !required) return null;
  const whole = entry ? "" : missing();
  const cell = (column: string, name: string) => (entry ? (entry[column] ?? missing(`${label}, ${name}`)) : whole);
  return { key: given, ...Object.fromEntries(Object.entries(columns).map(([column, name]) => [column, cell(column, name)])) };
}

function personOf(given: string, { phrases }: House, instead: () => string | null): object {
  const { salutation, asker } = parseAsker(given);
  const known = given !== "" && (salutation === "Frau" || salutation === "Herr") ? salutation : null;
  return {
    name: given === "" ? instead() : given,
    surname: known ? asker : null,
    salutation: known ? fill(phrases.salutation[known], { name: addressed(asker) }) : phrases.salutation.unknown,
    frau: known === "Frau",
    herr: known === "Herr",
  };
}

/** Titles, particles and the surname: a letter greets nobody by the given name. */
function addressed(name: string): string {
  const words = name.split(/\s+/u);
  return words.filter((word, index) => index === words.length - 1 || /\.$|^\p{Ll}/u.test(word)).join(" ");
}

function asStatement(name: string, text: string, house: House, of: DraftCase, today: string): Statement {
  const asOf = of.fieldsAsOf ?? today;
  const office = house.offices.default;
  return {
    id: `field:${name}`,
    town: "",
    topic: name,
    text,
    asOf,
    source: house.phrases.sources.own,
    office,
    approvedBy: office,
    example: false,
  };
}

const paragraphs = (text: string): string[] =>
  text
    .split(/\r?\n\s*\r?\n/u)
    .map((paragraph) => paragraph.replace(/\s+/gu, " ").trim())
    .filter(Boolean);
