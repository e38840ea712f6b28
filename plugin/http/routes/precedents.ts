import { citation, precedentsFor } from "../../inquiry/precedent/offer.ts";
import type { StoredInquiry } from "../../store/cases.ts";
import { helped } from "../../store/precedents.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";
import { caseFor } from "./case-for.ts";

/** What the town has said before on the open questions of a case, with the sentence by which it is quoted. */
export async function offered(context: AppContext, of: CaseRow, asked: readonly StoredInquiry[]) {
  const found = await precedentsFor(context.precedents, of, asked);
  return found.map((one) => ({
    ...one,
    citation: one.passage ? `${citation(one)}: „${one.passage}“` : citation(one),
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
