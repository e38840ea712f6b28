import { list, type ObjectShape, object, optionalObject, type Shape } from "../inquiry/draft/shape.ts";
import type { Field, HouseFile } from "./schema.ts";

const sentence = object({ text: "text", sources: "text", gap: "text", note: "flag" });
const part = object({
  topic: "text",
  table: "flag",
  runsOn: "flag",
  sentences: list(sentence),
  caption: "text",
  columns: list("text"),
  rows: list(object({ sources: "text", cells: list("text") })),
});
const question = { number: "text", sentence: "text", asked: "text", given: "optional" } as const;

/** What every form may print; the list stands in templates/README.md. inquiry/draft/context.ts fills it. */
const common = {
  title: "text",
  titleShort: "text",
  paperReference: "optional",
  public: "flag",
  organization: "text",
  organizationGenitive: "text",
  organizationSubject: "text",
  sitting: "text",
  receiving: "optional",
  receivingOrganization: "text",
  receivingGenitive: "text",
  receivingSubject: "text",
  date: "text",
  dateShort: "text",
  signatory: "optional",
  several: "flag",
  questions: list(object({ ...question, parts: list(part), see: list(object({ number: "text" })) })),
  groups: list(object({ numbers: "text", joint: "flag", questions: list(object(question)), parts: list(part) })),
  rounds: list(object({ sentence: "text", given: list(object({ text: "text" })) })),
  themes: list(object({ label: "text", parts: list(part) })),
  commitments: optionalObject({ parts: list(part) }),
} as const satisfies Readonly<Record<string, Shape>>;

/** The context of one form: the common fields, the house's own words, and the fields of the form. */
export function contextShape(house: HouseFile, fields: Readonly<Record<string, Field>>): ObjectShape {
  const own = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldShape(field, house)]));
  const words = Object.fromEntries(Object.keys(house.form).map((name) => [name, "text" as const]));
  return object({ ...common, house: object({ town: "text", form: object(words) }), fields: object(own) });
}

function fieldShape({ kind, required, preset, choices, book }: Field, { books }: HouseFile): Shape {
  if (kind === "list" || kind === "text") return list("text");
  if (kind === "fact") return optionalObject({ parts: list(part) });
  if (kind === "person") return object({ name: "optional", surname: "optional", salutation: "text", frau: "flag", herr: "flag" });
  if (kind === "choice")
    return object({
      ...Object.fromEntries(Object.keys(choices ?? {}).map((one) => [one, "flag" as const])),
      ...{ text: required || preset ? "text" : "optional", missing: "optional" },
    });
  if (kind === "entry") return entryShape(required, Object.keys(books[book ?? ""]?.columns ?? {}));
  return required || preset ? "text" : "optional";
}

function entryShape(required: boolean, columns: readonly string[]): Shape {
  const members = Object.fromEntries(["key", ...columns].map((column) => [column, "text" as const]));
  return required ? object(members) : optionalObject(members);
}
