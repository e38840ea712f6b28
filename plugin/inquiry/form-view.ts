import { topics } from "../figures/topics.ts";
import type { Field } from "../houses/schema.ts";
import { formOf, type Houses, shippedHouses } from "../houses.ts";
import type { CaseRow } from "../store/tables/work.ts";
import { detailsOf } from "./details.ts";
import { isRequired } from "./draft/fields.ts";

/** The form of a case as the workbench shows it: every field with its label, what is in it, and what may be chosen. */
export function formView(of: CaseRow, houses: Houses = shippedHouses()) {
  const { house, form } = formOf(of.house, of.kind, houses);
  const details = detailsOf(of);
  const fields = Object.entries(form.fields).map(([name, field]) => {
    const value = details.fields[name] ?? field.preset ?? "";
    return {
      name,
      label: field.label,
      help: field.help ?? null,
      value,
      ...control(field),
      ...lacking(isRequired(field, form, details.fields), value),
      choices: choicesOf(field, value),
    };
  });
  const { reasons } = house.phrases.withheld;
  return {
    ...{ label: form.label, house: house.label, fields, commitments: details.commitments },
    topics: topics.map(({ id, label }) => ({ id, label, chosen: details.topics.includes(id) })),
    reasons: Object.entries(reasons).map(([key, text]) => ({ key, text })),
  };

  function choicesOf({ kind, choices = {}, book = "" }: Field, value: string): { key: string; label: string; chosen: boolean }[] {
    const given = kind === "choice" ? Object.entries(choices) : Object.entries(house.books[book]?.entries ?? {}).map(bookLabel);
    return given.map(([key, label]) => ({ key, label, chosen: key === value }));
  }
}

const bookLabel = ([key, entry]: [string, Readonly<Record<string, string | null>>]): [string, string] => [
  key,
  `${key} – ${entry.name ?? ""}`,
];

/** Which control of a page asks for it. */
function control({ kind }: Field) {
  const chosen = kind === "choice" || kind === "entry";
  const long = kind === "text" || kind === "fact" || kind === "list";
  return { chosen, long, day: kind === "date", line: !chosen && !long && kind !== "date" };
}

const lacking = (required: boolean, value: string) => ({ required, lacking: required && value === "" });
