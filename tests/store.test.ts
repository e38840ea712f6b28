import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { record } from "../plugin/store/history.ts";
import { migrate } from "../plugin/store/migrations.ts";
import { openStore, StoreInUse } from "../plugin/store/store.ts";

function folder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "kim-store-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

const cursor = { town: "a", list: "x", cursor: "1", completed: "2026-01-01" };
const deed = { at: "2026-01-01", town: "a", subject: "Town", subjectId: "a", action: "added", by: "b" } as const;

test("migrates once, and a failed transaction leaves nothing", async () => {
  using place = folder();
  await using store = openStore(join(place.path, "kim.db"));
  expect(await migrate(store.read)).toHaveLength(3);
  expect(await migrate(store.read)).toEqual([]);
  const write = store.write(async (transaction) => {
    await transaction.insertInto("Cursor").values(cursor).execute();
    throw new Error("undo");
  });
  await expect(write).rejects.toThrow("undo");
  expect(await store.read.selectFrom("Cursor").selectAll().execute()).toEqual([]);
});

test("history can only grow", async () => {
  await using store = openStore(":memory:");
  await migrate(store.read);
  await store.write((transaction) => record(transaction, deed));
  await expect(store.write((transaction) => transaction.updateTable("History").set({ by: "c" }).execute())).rejects.toThrow("append-only");
  await expect(store.write((transaction) => transaction.deleteFrom("History").execute())).rejects.toThrow("append-only");
});

test("the same store twice is refused, within a process and across two, and free again after the first ends", async () => {
  using place = folder();
  const path = join(place.path, "kim.db");
  const module = new URL("../plugin/store/store.ts", import.meta.url).href;
  const other = () =>
    spawnSync("node", ["--input-type=module", "-e", `(await import("${module}")).openStore(${JSON.stringify(path)})`], {
      encoding: "utf8",
    });
  {
    await using store = openStore(path);
    await migrate(store.read);
    expect(() => openStore(path)).toThrow(StoreInUse);
    const { status, stderr } = other();
    expect(status).not.toBe(0);
    expect(stderr).toContain("StoreInUse");
  }
  expect(other().stderr).not.toContain("StoreInUse");
});

test("one that only reads may look on", async () => {
  using place = folder();
  const path = join(place.path, "kim.db");
  await using store = openStore(path);
  await migrate(store.read);
  await using reader = openStore(path, true);
  await store.write((transaction) => transaction.insertInto("Cursor").values(cursor).execute());
  expect(await reader.read.selectFrom("Cursor").select("list").execute()).toEqual([{ list: "x" }]);
});

test("what SQLite would silently lose is refused", async () => {
  await using store = openStore(":memory:");
  await migrate(store.read);
  const insert = store.read.insertInto("Cursor").values({ ...cursor, cursor: new Date() as unknown as string });
  await expect(insert.execute()).rejects.toThrow("cannot store a [object Date]");
});
