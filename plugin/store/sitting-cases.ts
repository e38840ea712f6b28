import type { Kysely } from "kysely";
import type { AgendaItemView } from "./agenda-items.ts";
import type { DeliveryRow } from "./tables/work.ts";
import type { Tables } from "./tables.ts";

/** A sitting that receives answers: how many, and how many of them may be put on its agenda. */
export interface ReceivingSitting {
  readonly date: string;
  readonly organization: string;
  readonly all: number;
  readonly released: number;
}

/** The sittings from a day on that receive answers, in order. */
export async function receivingSittings(db: Kysely<Tables>, town: string, from: string): Promise<ReceivingSitting[]> {
  const rows = await db
    .selectFrom("Case")
    .select(["receiving", "organization", "state"])
    .where("town", "=", town)
    .where("receiving", ">=", from)
    .where("state", "!=", "dismissed")
    .orderBy("receiving")
    .orderBy("organization")
    .execute();
  const groups = Map.groupBy(rows, ({ receiving, organization }) => JSON.stringify([receiving, organization]));
  return [...groups.values()].map((group) => ({
    ...{ date: group[0]?.receiving ?? "", organization: group[0]?.organization ?? "", all: group.length },
    released: group.filter(({ state }) => state === "released" || state === "correcting" || state === "closed").length,
  }));
}

/** What became of the documents of released answers, by case. */
export async function deliveriesOfCases(
  db: Kysely<Tables>,
  cases: readonly string[],
): Promise<Map<string, Pick<DeliveryRow, "target" | "part" | "action" | "state">[]>> {
  if (cases.length === 0) return new Map();
  const rows = await db
    .selectFrom("Delivery")
    .innerJoin("Answer", "Answer.id", "Delivery.subjectId")
    .select(["Answer.case", "Delivery.target", "Delivery.part", "Delivery.action", "Delivery.state"])
    .where("Answer.case", "in", cases)
    .where("Answer.decision", "=", "approved")
    .where("Delivery.part", "=", "document")
    .orderBy("Delivery.target")
    .execute();
  return Map.groupBy(rows, (row) => row.case);
}

/** Cases that belong to an agenda item: asked there, or answered there by the number of its paper; and how many answers its sitting gets. */
export async function casesAtItem(db: Kysely<Tables>, item: AgendaItemView) {
  const cases = () => db.selectFrom("Case").select(["id", "title", "state", "kind"]).where("town", "=", item.town).orderBy("opened");
  const reference = item.paper?.reference ?? "";
  const received = await db
    .selectFrom("Case")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("town", "=", item.town)
    .where("receivingMeeting", "=", item.meeting.id)
    .where("state", "!=", "dismissed")
    .executeTakeFirstOrThrow();
  return {
    asked: await cases().where("agendaItem", "=", item.id).execute(),
    answered: reference === "" ? [] : await cases().where("reference", "=", reference).execute(),
    received: Number(received.count) > 0 ? { day: item.meeting.start.slice(0, 10) } : null,
  };
}
