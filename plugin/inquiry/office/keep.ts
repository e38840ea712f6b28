import type { TownConfig } from "../../config.ts";
import { enterStatementIn } from "../../figures/statements.ts";
import { Refusal } from "../../refusal.ts";
import { caseOf } from "../../store/cases.ts";
import { record } from "../../store/history.ts";
import { officeReply, officeRequest } from "../../store/office-requests.ts";
import { type StatementDraft, statementVersion } from "../../store/statements.ts";
import { detailsOf } from "../details.ts";
import { advance } from "../state.ts";
import type { OfficeContext } from "./needs.ts";
import { settle } from "./reply.ts";
import { supply } from "./use.ts";

/** States of a case in which new words do not take back what co-signers have read. */
const editable: ReadonlySet<string> = new Set(["open", "drafted", "correcting"]);

/**
 * The data office vouches for a reply: it becomes a statement of the town, and answers what it was asked for, unless other words
 * were taken for that. With four eyes, not by whoever brought the reply in.
 * Throws a Refusal of `enterStatement`, `approve.four-eyes` (403) or `decision.too-late`. @returns the id of the statement
 */
export async function keepAsStatement(
  context: OfficeContext,
  town: TownConfig,
  id: string,
  draft: StatementDraft,
  by: string,
): Promise<string> {
  const at = context.clock.now().toISOString();
  return context.store.write(async (transaction) => {
    const reply = await officeReply(transaction, id);
    if (reply.decision === "rejected" || reply.statement) throw new Refusal("decision.too-late");
    if (reply.outcome !== "answered") throw new Refusal("office-request.not-answered");
    if (town.fourEyes && reply.receivedBy === by) throw new Refusal("approve.four-eyes", { status: 403 });
    const statement = await enterStatementIn(transaction, context.clock, draft, { by });
    const kept = (await statementVersion(transaction, statement))?.statement;
    const of = await caseOf(transaction, (await officeRequest(transaction, reply.request)).case);
    const free = !detailsOf(of).supplied.some(({ item, reply: other }) => item === reply.item && other !== id);
    if (kept && free && editable.has(of.state)) {
      await advance(transaction, of, "edit", { by, at });
      await supply(transaction, of, { item: reply.item, reply: id, statement: kept });
    }
    const decided = { statement, decision: "approved", decidedBy: by, decidedAt: at } as const;
    await transaction.updateTable("OfficeReply").set(decided).where("id", "=", id).execute();
    await settle(transaction, reply.request);
    const detail = { statement };
    await record(transaction, { at, town: of.town, subject: "OfficeReply", subjectId: id, action: "vouched", by, detail });
    return statement;
  });
}
