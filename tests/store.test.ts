import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { migrate } from "../plugin/store/migrations.ts";
import { openStore } from "../plugin/store/store.ts";
import { StoreInUse } from "../plugin/store/store-in-use.ts";
import { storeContract } from "./contracts/store.ts";

function folder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "kim-store-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

const cursor = { town: "a", list: "x", cursor: "1", completed: "2026-01-01" };

describe("in a file", () => {
  let place: ReturnType<typeof folder>;
  beforeEach(() => {
    place = folder();
    return () => place[Symbol.dispose]();
  });
  storeContract("SQLite", async () => openStore(join(place.path, "kim.db")));
});

describe("in memory", () => storeContract("SQLite", async () => openStore(":memory:")));

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

test("a new store, and what SQLite lays beside it, is its owner's alone", async () => {
  using place = folder();
  const path = join(place.path, "kim.db");
  await using store = openStore(path);
  await migrate(store.read);
  const modes = readdirSync(place.path).map((name) => [name, (statSync(join(place.path, name)).mode & 0o777).toString(8)]);
  expect(modes.length).toBeGreaterThan(1);
  for (const [name, mode] of modes) expect(mode, name).toBe("600");
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
