import type { Statement } from "../../figures/figure.ts";
import { oldStatementText } from "../../figures/fresh.ts";
import { statementChangesBetween } from "../../figures/import/changes.ts";
import { enterStatement as enter } from "../../figures/statements.ts";
import { topics } from "../../figures/topics.ts";
import { today } from "../../ports/clock.ts";
import { Refusal } from "../../refusal.ts";
import { type StatementDraft, statementChain, statementVersion } from "../../store/statements.ts";
import { byWhom } from "../../views/deed.ts";
import { signedIn } from "../auth.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";

/** One statement with its versions, and for the data office the form to correct it. */
export const statementPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { read } = context.store;
  const found = await statementVersion(read, request.params.fact ?? "");
  if (!found || found.statement.town !== town.key) throw new Refusal("unknown", { status: 404 });
  const chain = await statementChain(read, found.statement.id);
  const newest = chain.at(-1) ?? found;
  const day = today(context.clock);
  page(request, response, "workbench/statement", {
    town,
    topics,
    statement: statementRow(newest.statement, day),
    form: statementForm(newest.statement, signedIn(request).name, day),
    versions: statementChangesBetween(chain).map((one, index) => ({ ...one, number: chain.length - index, by: byWhom(one.importedBy) })),
  });
};

/** Enters a statement, or a new version of one: `replaces` names the version that the office saw when it wrote. */
export const enterStatement: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { replaces, sourceUrl, validUntil, topic, text, asOf, source, office, approvedBy } = request.body as Record<string, string>;
  const draft: StatementDraft = {
    ...{ town: town.key, topic: topic ?? "", text: (text ?? "").replace(/\s*\r?\n\s*/g, "\n").trim(), asOf: asOf ?? "" },
    ...{ source: source ?? "", office: office ?? "", approvedBy: approvedBy ?? "", example: false },
    ...(sourceUrl ? { sourceUrl } : {}),
    ...(validUntil ? { validUntil } : {}),
  };
  const id = await enter(context, draft, { by: signedIn(request).id, replaces: replaces || null });
  response.redirect(303, `/workbench/towns/${town.key}/statements/${id}`);
};

/** A statement as the lists show it, with what is said of its age. */
export function statementRow(statement: Statement, day: string) {
  const label = topics.find(({ id }) => id === statement.topic)?.label ?? statement.topic;
  return { sourceUrl: null, validUntil: null, ...statement, label, old: oldStatementText(statement, day) };
}

/** The form filled with what is there; empty for a new one. Whoever releases it is named, beforehand the person signed in. */
export function statementForm(statement: Statement | null, name: string, day: string) {
  const empty = { id: "", topic: "", text: "", asOf: day, source: "", sourceUrl: "", office: "", validUntil: "" };
  return { ...empty, ...statement, approvedBy: name, today: day };
}
