import { formatDate } from "../../figures/format.ts";
import type { Precedent } from "../../inquiry/precedent.ts";
import { say } from "../../messages.ts";
import { needsAnswer, type StoredInquiry } from "../../store/cases.ts";
import { helped } from "../../store/precedents.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";
import { caseFor } from "./case-for.ts";

/** What the town has said before on the open questions of a case, with the sentence by which it is quoted. */
export async function offered(context: AppContext, of: CaseRow, asked: readonly StoredInquiry[]) {
  const open = asked.filter(needsAnswer).map(({ question }) => question);
  const found = await context.precedents.find(of.town, [of.title, ...open].join("\n"), { not: of.id });
  const others = found.filter(({ reference }) => reference === "" || reference !== of.paperReference);
  return others.map((one) => ({
    ...one,
    citation: citation(one),
    address: one.kind === "answer" ? `/workbench/cases/${one.subjectId}` : one.web,
  }));
}

/** Somebody says that one of them helped. */
export const markPrecedent: Operation = async (context, request, response) => {
  const of = await caseFor(context, request, request.params.id ?? "");
  const at = context.clock.now().toISOString();
  await context.store.write((transaction) => helped(transaction, of.town, { precedent: request.body.precedent, case: of.id, at }));
  response.redirect(303, `/workbench/cases/${of.id}#frueheres`);
};

function citation({ kind, title, reference, date, passage }: Precedent): string {
  const day = date ? say("precedent.day", { date: formatDate(date) }) : "";
  const source = say(`precedent.cite.${kind}`, { title, reference: reference ? ` (${reference})` : "", day });
  return passage ? `${source}: „${passage}“` : source;
}
