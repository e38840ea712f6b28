import { beforeEach, expect, test } from "vitest";
import type { Store } from "../../plugin/ports/store.ts";
import { record } from "../../plugin/store/history.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import type { Tables } from "../../plugin/store/tables.ts";

const cursor = { town: "a", list: "x", cursor: "1", completed: "2026-01-01" };
const deed = { at: "2026-01-01", town: "a", subject: "Town", subjectId: "a", action: "added", by: "b" } as const;

/** What every database must do for us. `open` gives an empty one each time. */
export function storeContract(name: string, open: () => Promise<Store<Tables>>): void {
  let store: Store<Tables>;
  beforeEach(async () => {
    store = await open();
    return () => store[Symbol.asyncDispose]();
  });

  test(`${name}: migrates once, and a failed transaction leaves nothing`, async () => {
    expect((await migrate(store.read)).length).toBeGreaterThan(0);
    expect(await migrate(store.read)).toEqual([]);
    const write = store.write(async (transaction) => {
      await transaction.insertInto("Cursor").values(cursor).execute();
      throw new Error("undo");
    });
    await expect(write).rejects.toThrow("undo");
    expect(await store.read.selectFrom("Cursor").selectAll().execute()).toEqual([]);
  });

  test(`${name}: writers queue, and none sees half of another's work`, async () => {
    await migrate(store.read);
    await store.write((transaction) =>
      transaction
        .insertInto("Cursor")
        .values({ ...cursor, cursor: "0" })
        .execute(),
    );
    const count = () =>
      store.write(async (transaction) => {
        const row = await transaction.selectFrom("Cursor").select("cursor").executeTakeFirstOrThrow();
        await transaction
          .updateTable("Cursor")
          .set({ cursor: String(Number(row.cursor) + 1) })
          .execute();
      });
    await Promise.all(Array.from({ length: 20 }, count));
    expect(await store.read.selectFrom("Cursor").select("cursor").execute()).toEqual([{ cursor: "20" }]);
  });

  test(`${name}: history can only grow`, async () => {
    await migrate(store.read);
    await store.write((transaction) => record(transaction, deed));
    await expect(store.write((transaction) => transaction.updateTable("History").set({ by: "c" }).execute())).rejects.toThrow(
      "append-only",
    );
    await expect(store.write((transaction) => transaction.deleteFrom("History").execute())).rejects.toThrow("append-only");
  });

  test(`${name}: umlauts, soft hyphens, long texts and bytes come back as they went in`, async () => {
    await migrate(store.read);
    const list = `Überm\u00ADaß „ß“ 🙂 ${"x".repeat(100_000)}`;
    await store.write((transaction) =>
      transaction
        .insertInto("Cursor")
        .values({ ...cursor, list })
        .execute(),
    );
    expect(await store.read.selectFrom("Cursor").select("list").execute()).toEqual([{ list }]);
  });

  test(`${name}: what would silently be lost is refused`, async () => {
    await migrate(store.read);
    const insert = store.write((transaction) =>
      transaction
        .insertInto("Cursor")
        .values({ ...cursor, cursor: new Date() as unknown as string })
        .execute(),
    );
    await expect(insert).rejects.toThrow("cannot store a [object Date]");
  });
}
