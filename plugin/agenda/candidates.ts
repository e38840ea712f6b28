import type { Kysely } from "kysely";
import type { TownConfig } from "../config.ts";
import { topics } from "../figures/topics.ts";
import type { AgendaItemView } from "../store/agenda-items.ts";
import type { Tables } from "../store/tables.ts";
import type { EarlierDecision } from "./match/memory.ts";
import { type Subject, subjects } from "./match/strength.ts";
import { type Candidate, match } from "./match.ts";
import type { Sheet } from "./sheet.ts";

/** Candidates of stored agenda items by item id; what people decided on similar titles before weighs in. */
export async function candidatesOf(
  db: Kysely<Tables>,
  town: TownConfig,
  items: readonly AgendaItemView[],
): Promise<ReadonlyMap<string, readonly Candidate[]>> {
  const memory = await earlierDecisions(db, town.key);
  return new Map(items.map((item) => [item.id, match(asInput(item), memory, town.bodies).candidates]));
}

function asInput(item: AgendaItemView): Parameters<typeof match>[0] {
  const { id, name, meeting, paper } = item;
  return {
    ...{ id, name, organization: { id: meeting.organizationId, name: meeting.organization }, date: meeting.start.slice(0, 10) },
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
  return rows.flatMap(({ name, decision, sheet }) =>
    subjectsOf(JSON.parse(sheet) as Sheet).map((topic) => ({ title: name ?? "", topic, decision: decision as "approved" | "rejected" })),
  );
}

/** What a sheet is about, by the facts on it. */
function subjectsOf({ figures, statements }: Sheet): Subject[] {
  const about = topics.filter(
    ({ id, indicators }) => statements.some(({ topic }) => topic === id) || figures.some(({ indicator }) => indicators.includes(indicator)),
  );
  return subjects.filter((subject) => about.some((topic) => topic.subject === subject));
}
