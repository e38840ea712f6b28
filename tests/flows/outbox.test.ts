import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { breaker } from "../../plugin/outbox/breaker.ts";
import type { WorkerContext } from "../../plugin/outbox/context.ts";
import { prepare } from "../../plugin/outbox/prepare.ts";
import { deliverNext } from "../../plugin/outbox/worker.ts";
import { type Clock, systemClock } from "../../plugin/ports/clock.ts";
import type { Ecm } from "../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import { silent } from "../../plugin/ports/log.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import { outgoing, queued } from "../fixtures/outbox.ts";

let ecm: Awaited<ReturnType<typeof fakeEcm.listen>>;
let folder: string;
let now = new Date("2026-11-22T08:00:00Z");
const clock: Clock = { now: () => now };
beforeEach(async () => {
  ecm = await fakeEcm.listen({ port: 0 });
  folder = mkdtempSync(join(tmpdir(), "kim-outbox-"));
  now = new Date("2026-11-22T08:00:00Z");
});
afterEach(async () => {
  await ecm[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function filing(count: number) {
  const store = openStore(":memory:");
  await migrate(store.read);
  await store.write((transaction) => transaction.insertInto("Delivery").values(queued(count)).execute());
  const driver = cmis.open({ ...ecm.world.connection, deadlineSeconds: 1 }, { clock: systemClock, log: silent });
  let rendered = 0;
  const context: WorkerContext = {
    ...{ store, clock, log: silent, breaker: breaker(), attempted: () => {} },
    ecm: (_town, target) => (target === "e-akte" ? driver : undefined),
    outgoing: (delivery) => outgoing(delivery, () => rendered++),
  };
  while (await prepare(context));
  return {
    context,
    rendered: () => rendered,
    states: async () =>
      (await store.read.selectFrom("Delivery").select(["state", "code", "attempts"]).orderBy("id").execute()).map(({ state, code }) => [
        state,
        code,
      ]),
    later: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

test("a document is filed, read back and confirmed, and nothing is left to do", async () => {
  await using work = await filing(1);
  expect(await deliverNext(work.context)).toBe(true);
  expect(await work.states()).toEqual([["confirmed", null]]);
  expect(await deliverNext(work.context)).toBe(false);
});

test("a timeout after the ECM has accepted leaves one document and, after a look, a confirmed delivery", async () => {
  await using work = await filing(1);
  ecm.world.mishaps.add({ happens: "silence", done: true });
  await deliverNext(work.context);
  expect((await work.states())[0]?.[0]).toBe("uncertain");
  expect(await deliverNext(work.context)).toBe(false);
  work.later(5);
  await deliverNext(work.context);
  expect(await work.states()).toEqual([["confirmed", null]]);
  expect(ecm.world.documents()).toHaveLength(1);
  expect(work.rendered()).toBe(1);
}, 20_000);

test("an ECM that is down costs the deliveries no attempts: all wait, and go when it is back", async () => {
  await using work = await filing(20);
  ecm.world.mishaps.add({ happens: "unavailable", operation: "*", times: 100_000 });
  for (let hour = 0; hour < 48; hour++) {
    while (await deliverNext(work.context));
    work.later(60);
  }
  const rows = await work.context.store.read.selectFrom("Delivery").select(["state", "attempts"]).execute();
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["queued"]));
  expect(rows.reduce((sum, { attempts }) => sum + attempts, 0)).toBeLessThanOrEqual(3);
  expect(ecm.world.requests.length).toBeLessThan(48 * 10);
  ecm.world.mishaps.clear();
  while (await deliverNext(work.context));
  expect(await work.states()).toEqual(Array(20).fill(["confirmed", null]));
  expect(ecm.world.documents()).toHaveLength(20);
}, 60_000);

test("a target that nobody configured is a person's matter, with a code", async () => {
  await using work = await filing(1);
  await work.context.store.write((transaction) => transaction.updateTable("Delivery").set({ target: "weg" }).execute());
  await deliverNext(work.context);
  expect(await work.states()).toEqual([["failed", "target-missing"]]);
});

test("two worker processes on one store: every document is there once, and the store agrees", async () => {
  const count = 60;
  const path = join(folder, "kim.db");
  {
    await using store = openStore(path);
    await migrate(store.read);
    await store.write((transaction) => transaction.insertInto("Delivery").values(queued(count)).execute());
  }
  const workers = [1, 2].map(() =>
    spawn("node", ["tests/fixtures/outbox-worker.ts", path, JSON.stringify(ecm.world.connection), "sharing"], {
      stdio: ["ignore", "ignore", "inherit"],
    }),
  );
  const codes = await Promise.all(workers.map(async (worker) => (await once(worker, "exit"))[0]));
  expect(codes).toEqual([0, 0]);
  expect(ecm.world.documents()).toHaveLength(count);
  expect(new Set(ecm.world.documents().map(({ name }) => name)).size).toBe(count);
  await using store = openStore(path);
  const rows = await store.read.selectFrom("Delivery").select(["state", "objectId"]).execute();
  expect(rows.map(({ state }) => state)).toEqual(Array(count).fill("confirmed"));
  expect(new Set(rows.map(({ objectId }) => objectId)).size).toBe(count);
}, 120_000);

test("a worker that lost its lease writes nothing", async () => {
  await using work = await filing(1);
  const { store } = work.context;
  const slow: Ecm = {
    ...(work.context.ecm("musterstadt", "e-akte") as Ecm),
    async file() {
      // Meanwhile somebody else has taken it over and settled it.
      const settled = { state: "confirmed", objectId: "other" } as const;
      await store.write((transaction) => transaction.updateTable("Delivery").set(settled).execute());
      throw new UpstreamError({ system: "ecm/test", operation: "file", kind: "permanent", code: "name-taken" });
    },
  };
  await deliverNext({ ...work.context, ecm: () => slow });
  expect(await work.states()).toEqual([["confirmed", null]]);
});
