import type { Store } from "../../ports/store.ts";
import type { Delivery } from "../deliveries.ts";
import type { Tables } from "../tables.ts";

/** A delivery that this worker alone works on until its lease (`notBefore`) is over. */
export interface Claimed {
  /** As it stands in the table while it is worked on: state `sent`, `notBefore` the end of the lease. */
  readonly delivery: Delivery;
  /** It may be there already: this worker or another began with it and nobody knows how that ended. */
  readonly inDoubt: boolean;
  /** It was sent before, so look before sending. */
  readonly resumed: boolean;
}

/**
 * Takes the delivery that is due longest, and marks it `sent` until `lease`: from this moment on it may have arrived,
 * whatever becomes of this process. One whose predecessor is not settled is not due. Several workers on one store take different ones:
 * a row is taken only if it is still as it was read.
 */
export async function claim(
  store: Store<Tables>,
  when: { now: string; lease: string },
  except: { targets: readonly string[]; resting: readonly { town: string; target: string }[] },
): Promise<Claimed | null> {
  for (;;) {
    const delivery = await due(store, when.now, except);
    if (!delivery) return null;
    const { id, state, notBefore } = delivery;
    const taken = { state: "sent", notBefore: when.lease, attempts: delivery.attempts + 1, changed: when.now } as const;
    const { numUpdatedRows } = await store.write((transaction) =>
      transaction
        .updateTable("Delivery")
        .set(taken)
        .where("id", "=", id)
        .where("state", "=", state)
        .where("notBefore", "=", notBefore)
        .executeTakeFirst(),
    );
    if (numUpdatedRows !== 1n) continue;
    const inDoubt = state !== "queued";
    return { delivery: { ...delivery, ...taken }, inDoubt, resumed: inDoubt || delivery.attempts > 0 };
  }
}

async function due(store: Store<Tables>, now: string, except: Parameters<typeof claim>[2]): Promise<Delivery | undefined> {
  let query = store.read
    .selectFrom("Delivery")
    .selectAll()
    .where("state", "in", ["queued", "sent", "uncertain"])
    .where("notBefore", "<=", now)
    .where("target", "not in", except.targets)
    .where((row) => row.or([row("bytes", "is not", null), row.and([row("action", "=", "withdraw"), row("part", "!=", "document")])]))
    .where((row) => row.or([row("follows", "is", null), row("follows", "in", settled(store))]));
  for (const { town, target } of except.resting)
    query = query.where((row) => row.or([row("town", "!=", town), row("target", "!=", target)]));
  return query.orderBy("notBefore").orderBy("version").executeTakeFirst();
}

const settled = ({ read }: Store<Tables>) =>
  read.selectFrom("Delivery as earlier").select("earlier.id").where("earlier.state", "in", ["confirmed", "not-due"]);

/** Makes the lease longer; false when it was lost. */
export async function prolong(store: Store<Tables>, delivery: Pick<Delivery, "id" | "notBefore">, lease: string): Promise<boolean> {
  const { numUpdatedRows } = await store.write((transaction) =>
    transaction
      .updateTable("Delivery")
      .set({ notBefore: lease })
      .where("id", "=", delivery.id)
      .where("state", "=", "sent")
      .where("notBefore", "=", delivery.notBefore)
      .executeTakeFirst(),
  );
  return numUpdatedRows === 1n;
}
