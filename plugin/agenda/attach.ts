import type { TownConfig } from "../config.ts";
import type { Figure, Statement } from "../figures/figure.ts";
import { usable } from "../figures/vouch.ts";
import { newId } from "../ids.ts";
import { type Clock, today } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import type { AgendaItemView } from "../store/agenda-items.ts";
import { record } from "../store/history.ts";
import type { Tables } from "../store/tables.ts";
import { dayOf } from "../views/dates.ts";
import type { Sheet } from "./sheet.ts";

/**
 * Proposes a sheet for an agenda item: the chosen figures and statements are frozen into it, in the chosen order.
 * Refuses for a non-public item, for an empty choice, for a figure that is old on the day of the sitting or counted under law that
 * nobody had read and for which the data office has not given its word, for a sheet of which nothing is printed, and without a reason
 * for an item that does not come from the administration, because figures on a faction's motion are a political act.
 * @returns the id of the attachment, decision `proposed`
 */
export async function attach(
  context: { store: Store<Tables>; clock: Clock },
  request: {
    town: TownConfig;
    item: AgendaItemView;
    figures: readonly Figure[];
    statements: readonly Statement[];
    /** Ids of facts that are not printed. */
    online?: readonly string[];
    reason?: string;
    by: string;
  },
): Promise<string> {
  const { town, item, figures, statements, online = [], by } = request;
  const reason = request.reason?.trim() || null;
  if (!item.isPublic) throw new Refusal("attach.not-public");
  if (figures.length + statements.length === 0) throw new Refusal("attach.empty", { status: 422 });
  if ([...figures, ...statements].every(({ id: one }) => online.includes(one)))
    throw new Refusal("attach.nothing-printed", { status: 422 });
  if (!fromAdministration(item) && !reason) throw new Refusal("attach.reason", { status: 422, field: "reason" });
  const id = newId();
  const at = context.clock.now().toISOString();
  const vouched = await usable(context.store.read, town.key, figures, sittingDay(item, context.clock));
  const sheet = JSON.stringify(freeze(town, item, { figures: vouched, statements, online }));
  await context.store.write(async (transaction) => {
    const last = await transaction
      .selectFrom("Attachment")
      .select(({ fn }) => fn.max("version").as("version"))
      .where("town", "=", town.key)
      .where("agendaItem", "=", item.id)
      .executeTakeFirst();
    const version = (last?.version ?? 0) + 1;
    const undecided = { decision: "proposed", decidedBy: null, decidedAt: null } as const;
    await transaction
      .insertInto("Attachment")
      .values({ id, town: town.key, agendaItem: item.id, version, sheet, reason, proposedBy: by, proposedAt: at, ...undecided })
      .execute();
    await record(transaction, {
      at,
      town: town.key,
      subject: "Attachment",
      subjectId: id,
      action: "proposed",
      by,
      detail: { version, reason },
    });
  });
  return id;
}

/** The day on which a sheet is read in the sitting: what a figure's age is measured at. Today while the RIS names none. */
export const sittingDay = ({ meeting }: Pick<AgendaItemView, "meeting">, clock: Clock): string =>
  meeting.start ? dayOf(meeting.start) : today(clock);

const motions = /antrag|anfrage|einwohner|bürger/i;
const answers = /beantwortung|antwort|stellungnahme/i;

/** Papers of factions and residents say so in their kind; what has no paper comes from the administration or the chair. */
export function fromAdministration(item: Pick<AgendaItemView, "paper">): boolean {
  const kind = item.paper?.paperType ?? "";
  return answers.test(kind) || !motions.test(kind);
}

/** A sheet as it would be approved now. */
export function freeze(
  town: TownConfig,
  item: AgendaItemView,
  { figures, statements, online }: { figures: readonly Figure[]; statements: readonly Statement[]; online: readonly string[] },
): Sheet {
  return {
    title: town.panelTitle,
    town: { key: town.key, name: town.name, ags: town.ags },
    agendaItem: { id: item.id, number: item.number, name: item.name, ...(item.web ? { web: item.web } : {}) },
    meeting: { name: item.meeting.name, organization: item.meeting.organization, start: item.meeting.start },
    ...(item.paper ? { paper: { name: item.paper.name, reference: item.paper.reference, paperType: item.paper.paperType } } : {}),
    figures,
    statements,
    ...(online.length > 0 ? { online } : {}),
  };
}
