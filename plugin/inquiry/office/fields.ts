import { say } from "../../messages.ts";
import type { OfficeReplyRow } from "../../store/tables/office-requests.ts";
import type { ItemForm } from "./items.ts";

/** A field that an office fills in for an item; in German `office-request.field.*`. */
export const fieldNames = ["outcome", "text", "asOf", "source", "validUntil", "reason", "elsewhere"] as const;
export type FieldName = (typeof fieldNames)[number];

const words: ReadonlySet<FieldName> = new Set(["text", "asOf", "source", "validUntil"]);

/** What an item leaves to fill in: numbers alone are never typed. */
export const fieldsOf = (form: ItemForm): FieldName[] => fieldNames.filter((name) => form !== "figure" || !words.has(name));

/** How an item may turn out; in German `office-request.outcome.*`. */
export const outcomesOf = (form: ItemForm): OfficeReplyRow["outcome"][] => [
  form === "figure" ? "figure" : "answered",
  ...(["unknown", "not-competent", "not-evaluable"] as const),
];

/** `Antwort zu 2`: how a field is labelled in the form, and found again where its control got lost. */
export const labelOf = (name: FieldName, number: number): string => say(`office-request.field.${name}`, { number });

/** What stands in an empty field. */
export const promptOf = (name: FieldName): string => say(`office-request.prompt.${name}`);
