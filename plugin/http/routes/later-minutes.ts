import { judgeAnnouncement, lastDayOf } from "../../inquiry/announced.ts";
import { printAsker } from "../../inquiry/asker.ts";
import type { ReadColumns } from "../../inquiry/inquiry-row.ts";
import { join, move } from "../../inquiry/join.ts";
import { minutesOfCase } from "../../inquiry/minutes/shown.ts";
import { reword } from "../../inquiry/reword.ts";
import { announcement, announcementsOf } from "../../store/announcements.ts";
import { type Asker, inquiriesOf, inquiry, type StoredInquiry } from "../../store/cases.ts";
import { rewording, rewordingsOf } from "../../store/rewordings.ts";
import type { AnnouncementRow, RewordingRow } from "../../store/tables/minutes.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { notesOf } from "../../views/minutes.ts";
import { wordDiff } from "../../views/word-diff.ts";
import { assertTown, signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";
import { caseFor } from "./case-for.ts";

/** All that the case page shows of minutes: the text, other wordings, announcements, and what an inquiry can be joined with. */
export async function minutesSections({ store: { read } }: AppContext, of: CaseRow, asked: readonly StoredInquiry[]) {
  const minutes = await minutesOfCase(read, of, asked);
  const rewordings = await rewordingsOf(read, of.id);
  const byId = new Map(asked.map((one) => [one.id, one]));
  const said = (row: RewordingRow) => ({ ...row, question: byId.get(row.inquiry ?? "")?.question ?? "" });
  return {
    minutes: minutes && { ...minutes, notes: notesOf(minutes.notes) },
    rewordings: {
      changed: rewordings.filter(({ kind }) => kind === "changed").map((row) => sideBySide(row, byId.get(row.inquiry ?? ""))),
      fresh: rewordings.filter(({ kind }) => kind === "new").map(said),
      gone: rewordings.filter(({ kind }) => kind === "gone").map(said),
    },
    announcements: (await announcementsOf(read, of.town, of.id)).map(proposal),
    others: await othersOf(read, of),
  };
}

/** As a form shows it: with the day that the words name. */
export const proposal = (row: AnnouncementRow) => ({ ...row, day: row.until ?? lastDayOf(row.dueDate) });

const printed = (askers: readonly Asker[]): string => askers.map(printAsker).join(", ");

function stateOf(one: Pick<StoredInquiry, "answerPromised"> & { answeredInSession: unknown; answeredLaterInText: unknown }): string {
  if (one.answeredInSession || one.answeredLaterInText) return "answered";
  return one.answerPromised ? "promised" : "open";
}

/** Both wordings with the words that differ; askers and state only where they do. */
function sideBySide(row: RewordingRow, before: StoredInquiry | undefined) {
  const found = JSON.parse(row.found ?? "{}") as ReadColumns;
  const old = before?.question ?? "";
  const askers = { before: printed(before?.askers ?? []), after: printed(JSON.parse(found.askers) as Asker[]) };
  const state = { before: before ? stateOf(before) : "open", after: stateOf({ ...found, answerPromised: found.answerPromised === 1 }) };
  return {
    ...row,
    words: wordDiff(row.decision === "approved" ? "" : old, found.question),
    same: old === found.question,
    askers: askers.before === askers.after ? null : askers,
    state: state.before === state.after ? null : state,
  };
}

/** The other oral inquiries of the same sitting, case by case. */
async function othersOf(read: AppContext["store"]["read"], of: CaseRow) {
  const rows = await read
    .selectFrom("Case")
    .select(["id", "title", "state"])
    .where("town", "=", of.town)
    .where("kind", "=", of.kind)
    .where("sitting", "=", of.sitting)
    .where("organization", "=", of.organization)
    .where("public", "=", of.public)
    .where("state", "not in", ["released", "closed", "dismissed"])
    .orderBy("opened")
    .limit(100)
    .execute();
  const cases = await Promise.all(
    rows.map(async ({ id, title }) => ({
      ...{ id, title, here: id === of.id },
      inquiries: (await inquiriesOf(read, id)).filter(({ decision }) => decision !== "withdrawn" && decision !== "rejected"),
    })),
  );
  return { cases, elsewhere: cases.filter(({ here }) => !here) };
}

export const decideRewording: Operation = async (context, request, response) => {
  const found = await rewording(context.store.read, request.params.id ?? "");
  const of = await caseFor(context, request, found.case);
  await reword(context, found, request.body.decision === "taken", signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#fassungen`);
};

export const joinInquiries: Operation = async (context, request, response) => {
  const found = await inquiry(context.store.read, request.params.id ?? "");
  const of = await caseFor(context, request, found.case);
  const other = await inquiry(context.store.read, request.body.other);
  await caseFor(context, request, other.case);
  await join(context, found.id, other.id, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${of.id}#frage-${found.id}`);
};

export const moveInquiry: Operation = async (context, request, response) => {
  const found = await inquiry(context.store.read, request.params.id ?? "");
  await caseFor(context, request, found.case);
  const target = await caseFor(context, request, request.body.case);
  await move(context, found.id, target.id, signedIn(request).id);
  response.redirect(303, `/workbench/cases/${target.id}#frage-${found.id}`);
};

export const decideAnnouncement: Operation = async (context, request, response) => {
  const found = await announcement(context.store.read, request.params.id ?? "");
  assertTown(request, found.town);
  const { decision, office = "", until = "" } = request.body;
  const judgement =
    decision === "taken" ? { take: true as const, office: office.trim() || null, until: until || null } : { take: false as const };
  await judgeAnnouncement(context, found, judgement, signedIn(request).id);
  response.redirect(
    303,
    found.case ? `/workbench/cases/${found.case}#ankuendigungen` : `/workbench/towns/${found.town}/cases#ankuendigungen`,
  );
};
