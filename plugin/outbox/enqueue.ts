import type { Transaction } from "kysely";
import type { TownConfig } from "../config.ts";
import { newId } from "../ids.ts";
import type { Tables } from "../store/tables.ts";

/** The target of a sheet that a person takes into the RIS client; no worker touches it. */
export const handOver = "ris";

/**
 * Puts one delivery per target of the town into the outbox, in the transaction that decides: either both happen or neither.
 * The database refuses a second one for the same subject and target.
 */
export async function enqueue(
  transaction: Transaction<Tables>,
  subject: { town: TownConfig; subject: "Attachment" | "Answer"; subjectId: string; title: string; by: string; at: string },
): Promise<void> {
  const { town, at } = subject;
  // Two cases may bear one title; an ECM takes a name only once.
  const { same } = await transaction
    .selectFrom("Delivery")
    .select(({ fn }) => fn.count<number>("subjectId").distinct().as("same"))
    .where("town", "=", town.key)
    .where("title", "like", `${subject.title}%`)
    .executeTakeFirstOrThrow();
  const title = same > 0 ? `${subject.title} (${same + 1})` : subject.title;
  const targets = [...town.ecm.map(({ name }) => name), ...(town.handOver ? [handOver] : [])];
  for (const target of targets) {
    await transaction
      .insertInto("Delivery")
      .values({
        ...{ id: newId(), town: town.key, subject: subject.subject, subjectId: subject.subjectId, target, title },
        ...{ state: "queued", attempts: 0, notBefore: at, changed: at, onBehalfOf: subject.by, code: null },
        ...{ extension: null, mediaType: null, sha256: null, bytes: null, objectId: null, objectVersion: null, objectName: null },
      })
      .execute();
  }
}
