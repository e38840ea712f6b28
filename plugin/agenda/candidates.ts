import type { Kysely } from "kysely";
import type { AgendaItemView } from "../store/agenda-items.ts";
import type { Tables } from "../store/tables.ts";
import { type Candidate, type EarlierDecision, match } from "./match.ts";

/** Candidates of stored agenda items by item id; what people decided on similar titles before weighs in. */
export async function candidatesOf(
  db: Kysely<Tables>,
  town: string,
  items: readonly AgendaItemView[],
): Promise<ReadonlyMap<string, readonly Candidate[]>> {
  const memory = await earlierDecisions(db, town);
  return new Map(items.map((item) => [item.id, match(asInput(item), memory).candidates]));
}

function asInput(item: AgendaItemView): Parameters<typeof match>[0] {
  const { id, name, meeting, paper } = item;
  return {
    ...{ id, name, organization: meeting.organization, date: meeting.start.slice(0, 10) },
    ...(paper ? { paper: { name: paper.name, paperType: paper.paperType } } : {}),
  };
}

async function earlierDecisions(db: Kysely<Tables>, town: string): Promise<EarlierDecision[]> {
  const rows = await db
    .selectFrom("Attachment")
    .innerJoin("AgendaItem as item", (join) =>
      join.onRef("item.id", "=", "Attachment.agendaItem").onRef("item.town", "=", "Attachment.town"),
    )
    .select(["item.name", "Attachment.decision", "Attachment.sheet"])
    .where("Attachment.town", "=", town)
    .where("Attachment.decision", "in", ["approved", "rejected"])
    .orderBy("Attachment.proposedAt", "desc")
    .limit(200)
    .execute();
  return rows.flatMap(({ name, decision }) => (name ? [{ name, accepted: decision === "approved" }] : []));
}
