import type { Transaction } from "kysely";
import type { TownConfig } from "../config.ts";
import { newId } from "../ids.ts";
import { say } from "../messages.ts";
import { fresh } from "../store/deliveries.ts";
import type { DeliveryPart, DeliveryRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";

/** The target of a sheet that a person takes into the RIS client; no worker touches it. */
export const handOver = "ris";

/** What is to be filed. `series` and `version` make the next version of a sheet or an answer known as such. */
export interface Subject {
  readonly town: TownConfig;
  readonly subject: "Attachment" | "Answer";
  readonly subjectId: string;
  /** The agenda item of a sheet, the case of an answer. */
  readonly series: string;
  readonly version: number;
  /** Without the number of the version. */
  readonly title: string;
  readonly parts: readonly DeliveryPart[];
  readonly by: string;
  readonly at: string;
}

/**
 * Puts one delivery per part and target of the town into the outbox, in the transaction that decides: either both happen or neither.
 * The database refuses a second one for the same subject, part and target. Each follows that of the version before. A person is handed
 * the document alone; the data go with it (`handOverPackage`).
 */
export async function enqueue(transaction: Transaction<Tables>, subject: Subject): Promise<void> {
  const { town, at, parts } = subject;
  const title = await distinct(transaction, subject);
  for (const { name: target } of town.ecm) {
    for (const part of parts) {
      const earlier = await newest(transaction, subject, target, part);
      await insert(transaction, subject, { target, part, follows: earlier?.id ?? null, title: partTitle(earlier, title, part) });
    }
  }
  if (!town.handOver) return;
  const earlier = await newest(transaction, subject, handOver, "document");
  // What nobody has taken over yet need not be: the new version takes its place.
  const overtaken = earlier?.state === "queued" && earlier.action === "file";
  if (overtaken) await transaction.updateTable("Delivery").set({ state: "not-due", changed: at }).where("id", "=", earlier.id).execute();
  const separate = earlier && !overtaken ? 1 : (earlier?.separate ?? 0);
  const follows = earlier?.id ?? null;
  await insert(transaction, subject, { target: handOver, part: "document", follows, title: earlier?.title ?? title, separate });
}

const partTitle = (earlier: { title: string } | undefined, title: string, part: DeliveryPart): string =>
  earlier?.title ?? (part === "document" ? title : say(`delivery.title.${part}`, { title }));

/** Two cases may bear one title; an ECM takes a name only once. */
async function distinct(transaction: Transaction<Tables>, { town, series, title }: Subject): Promise<string> {
  const { same } = await transaction
    .selectFrom("Delivery")
    .select(({ fn }) => fn.count<number>("series").distinct().as("same"))
    .where("town", "=", town.key)
    .where("part", "=", "document")
    .where("series", "!=", series)
    .where((either) => either.or([either("title", "=", title), either("title", "like", `${title} (%)`)]))
    .executeTakeFirstOrThrow();
  return Number(same) > 0 ? `${title} (${Number(same) + 1})` : title;
}

/** The last step of a series at a target that was or will be carried out: filing a version, or withdrawing it. */
function newest(transaction: Transaction<Tables>, { town, series }: Subject, target: string, part: DeliveryPart) {
  return transaction
    .selectFrom("Delivery")
    .select(["id", "title", "state", "action", "separate"])
    .where("town", "=", town.key)
    .where("series", "=", series)
    .where("target", "=", target)
    .where("part", "=", part)
    .where("state", "!=", "not-due")
    .orderBy("version", "desc")
    .orderBy("action", "desc")
    .executeTakeFirst();
}

async function insert(
  transaction: Transaction<Tables>,
  { town, subject, subjectId, series, version, by, at }: Subject,
  place: Pick<DeliveryRow, "target" | "part" | "follows" | "title"> & { separate?: number },
): Promise<void> {
  await transaction
    .insertInto("Delivery")
    .values({
      ...fresh,
      ...{ id: newId(), town: town.key, subject, subjectId, series, version, action: "file", notBefore: at, changed: at, onBehalfOf: by },
      ...place,
    })
    .execute();
}
