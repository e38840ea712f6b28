import { Refusal } from "../../refusal.ts";
import type { OfficeReplyRow } from "../../store/tables/office-requests.ts";
import { fieldsOf, outcomesOf } from "./fields.ts";
import type { RequestItem } from "./items.ts";
import { declines, type GivenReply, harmless } from "./reply.ts";

/**
 * What a person copied from a mail into the form, `text-1`, `source-1` … by the numbers of the items. Items without an outcome
 * and without words are left out. Throws a Refusal (422) that names the number.
 */
export function readPasted(items: readonly RequestItem[], fields: Readonly<Record<string, string>>): GivenReply[] {
  const given = items.flatMap((item, index) => {
    const number = index + 1;
    const value = (name: string) => (fields[`${name}-${number}`] ?? "").replace(/\r\n/gu, "\n").trim();
    const said = { text: value("text"), source: value("source"), asOf: value("asOf"), validUntil: value("validUntil") };
    const [elsewhere, reason] = [value("elsewhere"), value("reason")];
    const named = outcomesOf(item.form).find((one) => one === value("outcome"));
    const outcome = named ?? (said.text !== "" ? outcomesOf(item.form)[0] : undefined);
    if (!outcome) return [];
    check(item, number, outcome, { ...said, reason });
    return [{ number, outcome, ...said, elsewhere, reason }];
  });
  if (given.length === 0) throw new Refusal("office-request.reply-none", { status: 422 });
  return given;
}

function check(item: RequestItem, number: number, outcome: OfficeReplyRow["outcome"], said: { text: string; reason: string }): void {
  const refuse = (code: string): never => {
    throw new Refusal(`office-request.${code}`, { values: { number }, status: 422 });
  };
  const typed = `${fieldsOf(item.form).includes("text") ? "" : said.text} ${item.form === "figure" ? said.reason : ""}`;
  if (/\d/u.test(typed.replace(harmless, ""))) refuse("figure-typed");
  if (outcome === "answered" && said.text === "") refuse("reply-empty");
  if (declines.has(outcome) && said.reason === "") refuse("reason");
}
