import { say } from "../../messages.ts";
import { Refusal } from "../../refusal.ts";
import type { OfficeReplyRow } from "../../store/tables/office-requests.ts";
import { type Controlled, contentControls } from "../word/controls.ts";
import { readTag, tagOf } from "./controls.ts";
import { type About, requestDocx } from "./document.ts";
import { type FieldName, fieldNames, fieldsOf, labelOf, outcomesOf, promptOf } from "./fields.ts";
import type { RequestItem } from "./items.ts";
import type { GivenReply } from "./reply.ts";

/** What an office's file says: to which version, the filled fields, and everything else that stands in it. */
export interface WordReply {
  readonly version: number;
  readonly given: readonly GivenReply[];
  /** A line per thing that a person should read; empty if there is none. */
  readonly remark: string;
}

/** Which request a file belongs to: by the tags of its fields, or by the line that is printed, where a program dropped the tags. */
function readMark(name: string, { controls, outside }: Controlled): { request: string; version: number } {
  const tagged = controls.flatMap(({ tag }) => readTag(tag) ?? []);
  const [, request = "", version = ""] = /([0-9a-z]{16})\/(\d+)\s*$/mu.exec(outside.join("\n")) ?? [];
  const marks = tagged.length > 0 ? tagged : request ? [{ request, version: Number(version) }] : [];
  const [first] = marks;
  if (!first) throw new Refusal("office-request.word-foreign", { values: { name }, status: 422 });
  if (marks.some((one) => one.request !== first.request || one.version !== first.version))
    throw new Refusal("office-request.word-mixed", { values: { name }, status: 422 });
  return first;
}

/**
 * Reads the file that an office sent back, as Word or LibreOffice saved it. A field is found by the label of its row, or by the
 * tag of its control; tracked changes count as accepted; what stands beside the fields goes into the remark.
 * Throws a Refusal: `word.*`, no file of ours, one of another request, or nothing filled in.
 */
export function readWordReply(
  { request, ...about }: Omit<About, "version">,
  file: { readonly name: string; readonly bytes: Uint8Array },
): WordReply {
  const found = contentControls(file.name, file.bytes);
  const mark = readMark(file.name, found);
  if (mark.request !== request.id) throw new Refusal("office-request.word-other", { values: { name: file.name }, status: 422 });
  const version = request.versions.find((one) => one.version === mark.version);
  if (!version) throw new Refusal("office-request.version", { values: { version: mark.version }, status: 422 });
  const remarks: string[] = [];
  const given = version.items.flatMap((item, index) => {
    const value = (name: FieldName) => fieldValue(found, name, index + 1, tagOf(request.id, version.version, index + 1, name));
    return givenBy(item, index + 1, value, remarks) ?? [];
  });
  const sent = contentControls("", requestDocx({ ...about, request, version }));
  const remark = [...remarks, ...besides(found, sent), ...marksOf(found)].join("\n");
  if (given.length === 0 && remarks.length === 0 && besides(found, sent).length === 0)
    throw new Refusal("office-request.reply-none", { status: 422 });
  return { version: version.version, given, remark };
}

/** The text of a field without its prompt. */
function fieldValue({ rows, controls }: Controlled, name: FieldName, number: number, tag: string): string {
  const label = labelOf(name, number);
  const prompt = promptOf(name);
  const inRow = rows.flatMap(([head, ...cells]) => (head === label ? cells : []));
  const inControl = controls.flatMap((one) => (one.tag === tag ? one.text : []));
  // In a row stands what was typed into the field and what was typed beside it.
  const all = (inRow.some((text) => text !== "") ? inRow : inControl).map((text) => text.replace(prompt, "").trim());
  return [...new Set(all)].filter((text) => text !== "").join("\n\n");
}

function givenBy(item: RequestItem, number: number, value: (name: FieldName) => string, remarks: string[]): GivenReply | null {
  const fields = fieldsOf(item.form);
  const said = Object.fromEntries(fieldNames.map((name) => [name, fields.includes(name) ? value(name) : ""])) as Record<FieldName, string>;
  if (Object.values(said).every((text) => text === "")) return null;
  const unread = (name: FieldName) => remarks.push(`${labelOf(name, number)}: ${said[name]}`);
  const day = (name: "asOf" | "validUntil"): string => {
    const iso = readDay(said[name]);
    if (iso === "" && said[name] !== "") unread(name);
    return iso;
  };
  const chosen = outcomeOf(item, said.outcome);
  if (chosen === null && said.outcome !== "") unread("outcome");
  const { text, source, elsewhere, reason } = said;
  return {
    number,
    outcome: chosen ?? guess(item, said),
    text,
    source,
    asOf: day("asOf"),
    validUntil: day("validUntil"),
    elsewhere,
    reason,
  };
}

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}]/gu, "");

const outcomeOf = ({ form }: RequestItem, text: string): OfficeReplyRow["outcome"] | null =>
  outcomesOf(form).find((one) => text !== "" && plain(text) === plain(say(`office-request.outcome.${one}`))) ?? null;

/** Where nothing was chosen, what is filled in tells. */
function guess({ form }: RequestItem, { text, elsewhere, reason }: Record<FieldName, string>): OfficeReplyRow["outcome"] {
  if (text !== "") return "answered";
  if (elsewhere !== "") return "not-competent";
  if (reason !== "") return "unknown";
  return form === "figure" ? "figure" : "answered";
}

const months = ["januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"];

/** `2026-11-03` for 03.11.2026, 3. November 2026 or 2026-11-03; empty for anything else. */
export function readDay(text: string): string {
  const [, iso] = /^(\d{4}-\d{2}-\d{2})$/u.exec(text.trim()) ?? [];
  const [, day = "", named = "", year = ""] = /^(\d{1,2})\. ?(\d{1,2}\.|\p{L}+) ?(\d{4})$/u.exec(text.trim()) ?? [];
  const month = named.endsWith(".") ? Number(named.slice(0, -1)) : months.indexOf(named.toLowerCase()) + 1;
  const found = iso ?? `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${found}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(found) ? found : "";
}

/** Text that was not in the file when it was sent: nothing that an office wrote is lost. */
function besides(found: Controlled, sent: Controlled): string[] {
  const squeezed = (text: string) => text.replace(/\s+/gu, " ").trim();
  const known = new Set([...sent.outside, ...sent.rows.map((row) => row.join(" | "))].map(squeezed));
  const ours = new Set(sent.rows.map(([head]) => head));
  const rows = found.rows.filter(([head]) => !ours.has(head)).map((row) => row.join(" | "));
  return [...found.outside, ...rows].map(squeezed).filter((text) => text !== "" && text !== "|" && !known.has(text));
}

const marksOf = ({ tracked, commented }: Controlled): string[] => [
  ...(tracked ? [say("office-request.word-tracked")] : []),
  ...(commented ? [say("office-request.word-commented")] : []),
];
