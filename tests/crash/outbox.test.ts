import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import type { DeliveryRow } from "../../plugin/store/tables/work.ts";
import { queued } from "../fixtures/outbox.ts";

const sheets = Number(process.env.KIM_CRASH_SHEETS ?? 500);
const corrected = sheets / 5;
const kills = Number(process.env.KIM_CRASH_KILLS ?? 200);
const seed = Number(process.env.KIM_CRASH_SEED ?? Date.now() % 1_000_000);

/** Mulberry32: the same seed gives the same kills and mishaps, as far as two machines can be alike. */
function random(state: number): () => number {
  let step = state;
  return () => {
    step = (step + 0x6d2b79f5) | 0;
    let mixed = Math.imul(step ^ (step >>> 15), 1 | step);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every sheet with its data; some of them corrected before the first version has left. */
function deliveries(): DeliveryRow[] {
  const first = queued(sheets, ["document", "data"]);
  const second = first
    .slice(0, corrected * 2)
    .map((row): DeliveryRow => ({ ...row, id: `${row.id}-2`, subjectId: `${row.subjectId}-2`, version: 2, follows: row.id }));
  return [...first, ...second];
}

test(`${sheets} sheets, ${kills} kills: every document is there once, none is lost, and the store agrees`, async () => {
  console.info(`KIM_CRASH_SEED=${seed}`);
  const next = random(seed);
  await using ecm = await fakeEcm.listen({ port: 0 });
  const folder = mkdtempSync(join(tmpdir(), "kim-crash-"));
  const path = join(folder, "kim.db");
  const rows = deliveries();
  {
    await using store = openStore(path);
    await migrate(store.read);
    for (let at = 0; at < rows.length; at += 100)
      await store.write((transaction) =>
        transaction
          .insertInto("Delivery")
          .values(rows.slice(at, at + 100))
          .execute(),
      );
  }
  const types = { documentType: "kim:record", titleProperty: "kim:title", referenceProperty: "kim:reference", versioning: "major" };
  const settings = JSON.stringify({ ...ecm.world.connection, ...types });
  const there = () => ecm.world.documents().length;
  // What is compiled once is kept: without it the starts take most of the time. Kept when a process ends by itself, hence the first one.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") };
  const empty = join(folder, "empty.db");
  {
    await using store = openStore(empty);
    await migrate(store.read);
  }
  await once(spawn("node", ["tests/fixtures/outbox-worker.ts", empty, settings, "0"], { stdio: "ignore", env }), "exit");
  let killed = 0;
  for (let start = 0; ; start++) {
    if (next() < 0.3) ecm.world.mishaps.add({ happens: "silence", operation: "createDocument", done: true });
    if (next() < 0.1) ecm.world.mishaps.add({ happens: "reset", operation: "createDocument", at: Math.floor(next() * 200) });
    if (next() < 0.1) ecm.world.mishaps.add({ happens: "unavailable", operation: "*" });
    const worker = spawn("node", ["tests/fixtures/outbox-worker.ts", path, settings, String(start)], {
      stdio: ["ignore", "pipe", "inherit"],
      env,
    });
    const ended = once(worker, "exit");
    await Promise.race([once(worker.stdout, "data"), ended]);
    if (killed >= kills) {
      expect((await ended)[0]).toBe(0);
      break;
    }
    // So much of what is left that the kills are spread over the whole work, and then at any moment.
    const quota = there() + Math.floor(next() * 2 * ((rows.length - there()) / (kills - killed + 1)));
    const until = Date.now() + 700;
    while (there() < quota && Date.now() < until && worker.exitCode === null) await sleep(2);
    await sleep(next() * 40);
    if (worker.exitCode !== null) throw new Error(`ended by itself after ${killed} kills`);
    worker.kill("SIGKILL");
    await ended;
    killed++;
    if (killed % 50 === 0) console.info(`${killed} kills, ${there()} documents`);
  }
  expect(killed).toBe(kills);
  const held = new Map(ecm.world.documents().map(({ properties, id }) => [properties["kim:reference"]?.[0] ?? "", id]));
  expect(there()).toBe(rows.length);
  expect([...held.keys()].sort()).toEqual(rows.map(({ id }) => id).sort());
  await using store = openStore(path);
  const settled = await store.read.selectFrom("Delivery").select(["id", "state", "objectId"]).execute();
  expect(settled.filter(({ state }) => state !== "confirmed")).toEqual([]);
  expect(settled.filter(({ id, objectId }) => held.get(id) !== objectId)).toEqual([]);
  rmSync(folder, { recursive: true });
}, 2_700_000);
