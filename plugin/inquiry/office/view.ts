import type { TownConfig } from "../../config.ts";
import { topics } from "../../figures/topics.ts";
import { house } from "../../houses.ts";
import { say } from "../../messages.ts";
import { today } from "../../ports/clock.ts";
import { type OfficeReply, type OfficeRequest, officeRepliesOf, officeRequestsOf } from "../../store/office-requests.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { stepsFrom } from "../state/graph.ts";
import { type About, unsaid } from "./document.ts";
import { requestDue } from "./due.ts";
import { fieldsOf, outcomesOf } from "./fields.ts";
import { type RequestItem, sameItem } from "./items.ts";
import { reminderMail, requestMail } from "./mail.ts";
import { type Need, needsOf, type OfficeContext } from "./needs.ts";
import { declines, repliesTo } from "./reply.ts";

/** The section "Zulieferungen" of a case: whom to ask for what, what was asked, and what came back, item by item. */
export async function officeRequestsView(context: OfficeContext, town: TownConfig, of: CaseRow) {
  const { read } = context.store;
  const day = today(context.clock);
  const [requests, replies] = [await officeRequestsOf(read, of.id), await officeRepliesOf(read, of.id)];
  const editable = stepsFrom(of.state, "edit").length > 0;
  const needs = editable ? await needsOf(context, town, of) : [];
  return {
    editable,
    today: day,
    expected: requestDue(of, town.officeLeadDays, day, town.land),
    askable: askable(needs, requests),
    offices: [...new Set([...needs.map(({ office }) => office), ...requests.map(({ office }) => office)])],
    requests: requests.map((request) => requestView(request, replies, town, of, day)),
  };
}

/** By office what could be asked and is not asked yet in these words; what is missing is chosen beforehand. */
function askable(needs: readonly Need[], requests: readonly OfficeRequest[]) {
  return [...Map.groupBy(needs, ({ office }) => office)].flatMap(([office, all]) => {
    const known = requests.find((one) => one.office === office && one.state !== "withdrawn");
    const asked = known?.versions.at(-1)?.items ?? [];
    const isAsked = (item: RequestItem) => asked.some((one) => sameItem(one, item));
    const fresh = all.some(({ item, gap }) => gap && !isAsked(item));
    const items = all.map(({ item, gap }) => ({ ...item, gap, chosen: gap || isAsked(item) }));
    return [{ office, items, known: known !== undefined, fresh }];
  });
}

function requestView(request: OfficeRequest, replies: readonly OfficeReply[], town: TownConfig, of: CaseRow, day: string) {
  const version = request.versions.at(-1) ?? { version: 0, asOf: day, by: "", items: [] };
  const about: About = { town: town.name, of, request, version };
  const address = town.officeMail[request.office] ?? "";
  const waits = request.state === "open" || request.state === "sent";
  const keys = new Set(version.items.map(({ key }) => key));
  const dropped = replies.filter((one) => one.request === request.id && !keys.has(one.item));
  return {
    ...{ id: request.id, office: request.office, state: request.state, due: request.due, sentOn: request.sentOn },
    ...{ version: version.version, reminders: request.reminders, remarks: request.remarks, address },
    waits,
    sent: request.state === "sent",
    overdue: waits && request.due < day,
    mail: requestMail(about, address),
    reminder: request.state === "sent" ? { ...reminderMail(about, replies, address), again: request.reminders.length > 0 } : null,
    items: [
      ...version.items.map((item, index) => itemView(item, index + 1, request, replies, of)),
      ...[...Map.groupBy(dropped, ({ item }) => item)].flatMap(([, some]) =>
        some[0] ? [itemView(some[0].asked, null, request, replies, of)] : [],
      ),
    ],
  };
}

/** One item with all that was said to it; more than one reply that counts is a conflict and shown side by side. */
function itemView(item: RequestItem, number: number | null, request: OfficeRequest, replies: readonly OfficeReply[], of: CaseRow) {
  const all = replies.filter((one) => one.request === request.id && one.item === item.key);
  const live = repliesTo(request, replies, item.key);
  return {
    ...item,
    more: item.asked === null || unsaid(item) !== null,
    number,
    typed: fieldsOf(item.form).includes("text"),
    outcomes: outcomesOf(item.form).map((key) => ({ key, label: say(`office-request.outcome.${key}`) })),
    conflict: live.length > 1,
    replies: all.map((reply) => replyView(reply, request, number === null ? null : item, of)),
  };
}

function replyView(reply: OfficeReply, request: OfficeRequest, item: RequestItem | null, of: CaseRow) {
  const current = request.versions.at(-1)?.version ?? 0;
  const { reasons } = house(of.house).phrases.withheld;
  const proposed = reply.decision === "proposed";
  const declined = declines.has(reply.outcome);
  const usual = { unknown: "not-recorded", "not-competent": "elsewhere", "not-evaluable": "effort" }[reply.outcome as string] ?? "";
  return {
    ...reply,
    office: request.office,
    outcomeText: say(`office-request.outcome.${reply.outcome}`),
    noteTexts: reply.notes.map((note) => say(`office-request.note.${note}`)),
    older: reply.version < current,
    /** What it answers was worded otherwise then; null while it is the same. */
    formerly: item && !sameItem(item, reply.asked) ? (reply.asked.asked ?? reply.asked.missing) : null,
    gone: item === null,
    proposed,
    usable: proposed && reply.outcome === "answered" && reply.text !== "",
    keepable: reply.decision !== "rejected" && reply.outcome === "answered" && reply.text !== "" && !reply.statement,
    withholdable: proposed && declined && reply.item.startsWith("inquiry:"),
    forwardable: proposed && declined,
    removable: reply.decision !== "rejected" && !reply.statement && (proposed || reply.use === "answer"),
    part: reply.asked.asked ?? reply.asked.missing,
    reasons: Object.entries(reasons).map(([key, text]) => ({ key, text, chosen: key === usual })),
    topics: topics.map(({ id, label }) => ({ id, label, chosen: id === reply.asked.topic })),
  };
}
