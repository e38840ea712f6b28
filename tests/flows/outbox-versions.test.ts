import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { folder } from "../../adapters/ecm/folder/index.ts";
import type { TownConfig } from "../../plugin/config.ts";
import { breaker } from "../../plugin/outbox/breaker.ts";
import type { WorkerContext } from "../../plugin/outbox/context.ts";
import { enqueue } from "../../plugin/outbox/enqueue.ts";
import { prepare } from "../../plugin/outbox/prepare.ts";
import { recall } from "../../plugin/outbox/recall.ts";
import { type Resolution, resolveDelivery } from "../../plugin/outbox/resolve.ts";
import { titleOf } from "../../plugin/outbox/titles.ts";
import { deliverNext } from "../../plugin/outbox/worker.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import type { Ecm } from "../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import { silent } from "../../plugin/ports/log.ts";
import { delivery } from "../../plugin/store/deliveries.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import { sample } from "../contracts/ecm.ts";
import { outgoing } from "../fixtures/outbox.ts";

let root: string;
let now: Date;
const clock = { now: () => now };
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "kim-versions-"));
  now = new Date("2026-11-22T08:00:00Z");
});
afterEach(() => rm(root, { recursive: true }));

const town = { key: "musterstadt", ecm: [{ name: "e-akte" }], handOver: true } as unknown as TownConfig;

/** An outbox with one ECM, which a test may make fail. */
async function outbox(of?: Ecm) {
  const store = openStore(":memory:");
  await migrate(store.read);
  const real = of ?? folder.open({ path: root }, { clock, log: silent });
  const ecm = { current: real };
  const context: WorkerContext = {
    ...{ store, clock, log: silent, breaker: breaker(), attempted: () => {}, outgoing: (row) => outgoing(row) },
    ecm: () => ecm.current,
  };
  const rows = () => store.read.selectFrom("Delivery").selectAll().orderBy("version").orderBy("action").orderBy("part").execute();
  return {
    ...{ context, ecm, real, rows },
    approve: (version: number, parts: ("document" | "data")[] = ["document"]) =>
      store.write((transaction) => {
        const subject = { subject: "Attachment", subjectId: `v${version}`, series: "top-4", version, title: "Blatt zu TOP 4" } as const;
        return enqueue(transaction, { ...subject, town, parts, by: "celik", at: now.toISOString() });
      }),
    withdraw: (version: number) =>
      store.write((transaction) =>
        recall(transaction, { subject: "Attachment", subjectId: `v${version}`, by: "celik", at: now.toISOString() }),
      ),
    async work() {
      while ((await prepare(context)) || (await deliverNext(context)));
    },
    later: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    say: async (id: string, resolution: Resolution) => resolveDelivery(context, await delivery(store.read, id), resolution, "albrecht"),
    states: async (target = "e-akte") =>
      (await rows())
        .filter((row) => row.target === target)
        .map(({ version, action, part, state, code }) => [`${version} ${action} ${part}`, state, ...(code ? [code] : [])].join(" ")),
    files: async () =>
      (await readdir(root, { recursive: true })).filter((name) => name.endsWith(".txt")).map((name) => name.split("/").at(-1)),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

/** The same ECM without its optional roles. */
const plain = ({ file, find, readBack, check }: Ecm): Ecm => ({ file, find, readBack, check });

/** Carries the call out and then loses the answer. */
function losing<K extends "file" | "revise">(ecm: Ecm, method: K): Ecm {
  return {
    ...ecm,
    [method]: async (...given: unknown[]) => {
      await (ecm[method] as (...all: unknown[]) => Promise<unknown>)(...given);
      throw new UpstreamError({ system: "ecm/test", operation: method, kind: "ambiguous", code: "timeout" });
    },
  };
}

const away: Ecm = folder.open({ path: "/nirgends/hier" }, { clock, log: silent });

test("a later version becomes the next version of each part, in the case of the first", async () => {
  await using work = await outbox();
  await work.approve(1, ["document", "data"]);
  await work.work();
  await work.approve(2, ["document", "data"]);
  await work.work();
  expect(await work.states()).toEqual([
    "1 file data confirmed",
    "1 file document confirmed",
    "2 file data confirmed",
    "2 file document confirmed",
  ]);
  expect((await work.files()).sort()).toEqual([
    ...["Blatt zu TOP 4 (Fassung 2).txt", "Blatt zu TOP 4 – Quelldaten (Fassung 2).txt"],
    ...["Blatt zu TOP 4 – Quelldaten.txt", "Blatt zu TOP 4.txt"],
  ]);
});

test("an ECM that takes no versions gets a document with the number in its title", async () => {
  await using work = await outbox();
  work.ecm.current = plain(work.real);
  await work.approve(1);
  await work.work();
  await work.approve(2);
  await work.work();
  expect((await work.files()).sort()).toEqual(["Blatt zu TOP 4, Fassung 2.txt", "Blatt zu TOP 4.txt"]);
  const second = (await work.rows()).find(({ version, target }) => version === 2 && target === "e-akte");
  expect(second && titleOf(second)).toBe("Blatt zu TOP 4, Fassung 2");
});

test("a later version waits until the earlier one is settled, whatever settles it", async () => {
  await using work = await outbox();
  work.ecm.current = losing(work.real, "file");
  await work.approve(1);
  await work.work();
  await work.approve(2);
  await work.work();
  expect(await work.states()).toEqual(["1 file document uncertain timeout", "2 file document queued"]);
  work.ecm.current = work.real;
  work.later(30);
  await work.work();
  expect(await work.states()).toEqual(["1 file document confirmed", "2 file document confirmed"]);
  expect(await work.files()).toHaveLength(2);
});

test("a version whose answer was lost is there once", async () => {
  await using work = await outbox();
  await work.approve(1);
  await work.work();
  work.ecm.current = losing(work.real, "revise");
  await work.approve(2);
  await work.work();
  expect(await work.states()).toEqual(["1 file document confirmed", "2 file document uncertain timeout"]);
  work.ecm.current = work.real;
  work.later(30);
  await work.work();
  expect(await work.states()).toEqual(["1 file document confirmed", "2 file document confirmed"]);
  expect(await work.files()).toHaveLength(2);
});

test("the earlier version was removed there: the later one is filed all the same", async () => {
  await using work = await outbox();
  await work.approve(1);
  await work.work();
  await rm(join(root, "Musterstadt"), { recursive: true });
  await work.approve(2);
  await work.work();
  expect(await work.files()).toEqual(["Blatt zu TOP 4, Fassung 2.txt"]);
});

test("withdrawn: a notice as the last version, a mark on every part, the earlier version stays", async () => {
  await using work = await outbox();
  await work.approve(1, ["document", "data"]);
  await work.work();
  await work.withdraw(1);
  await work.work();
  expect(await work.states()).toEqual([
    ...["1 file data confirmed", "1 file document confirmed", "1 withdraw data confirmed", "1 withdraw document confirmed"],
  ]);
  expect((await work.files()).sort()).toEqual(["Blatt zu TOP 4 (Fassung 2).txt", "Blatt zu TOP 4 – Quelldaten.txt", "Blatt zu TOP 4.txt"]);
  const place = join(root, "Musterstadt", "Rat");
  expect(await readFile(join(place, "Blatt zu TOP 4 (Fassung 2).txt"), "utf8")).toMatch(/^withdraw document/);
  for (const name of await work.files())
    expect(JSON.parse(await readFile(join(place, `${name}.kim.json`), "utf8")).withdrawn).toBe(now.toISOString());
  // What is approved afterwards is a document of its own: the mark would stand on a further version as well.
  await work.approve(2);
  await work.work();
  expect(await work.files()).toContain("Blatt zu TOP 4, Fassung 2.txt");
});

test("an ECM that can neither leaves the withdrawal to a person, once", async () => {
  await using work = await outbox();
  work.ecm.current = plain(work.real);
  await work.approve(1, ["document", "data"]);
  await work.work();
  await work.withdraw(1);
  await work.work();
  expect((await work.states()).slice(2)).toEqual(["1 withdraw data not-due", "1 withdraw document failed withdraw-by-hand"]);
  const row = (await work.rows()).find(({ code }) => code === "withdraw-by-hand");
  await work.say(row?.id ?? "", "arrived");
  await work.say(row?.id ?? "", "arrived");
  expect((await work.states())[3]).toBe("1 withdraw document confirmed");
});

test("withdrawn while it waits: never sent, at no target", async () => {
  await using work = await outbox();
  work.ecm.current = away;
  await work.approve(1);
  await work.work();
  await work.withdraw(1);
  work.ecm.current = work.real;
  work.later(600);
  await work.work();
  expect(await work.states()).toEqual(["1 file document not-due ecm-folder-missing"]);
  expect(await work.states("ris")).toEqual(["1 file document not-due"]);
  expect(await work.files()).toEqual([]);
});

test("withdrawn while it is unclear: first resolved, then withdrawn there", async () => {
  await using work = await outbox();
  work.ecm.current = losing(work.real, "file");
  await work.approve(1);
  await work.work();
  work.ecm.current = work.real;
  await work.withdraw(1);
  work.later(30);
  await work.work();
  expect(await work.states()).toEqual(["1 file document confirmed", "1 withdraw document confirmed"]);
});

test("withdrawn while it is unclear, and it never arrived: not sent any more", async () => {
  await using work = await outbox();
  work.ecm.current = {
    ...work.real,
    file: () => Promise.reject(new UpstreamError({ system: "ecm/test", operation: "file", kind: "ambiguous", code: "timeout" })),
  };
  await work.approve(1);
  await work.work();
  expect(await work.states()).toEqual(["1 file document uncertain timeout"]);
  work.ecm.current = work.real;
  await work.withdraw(1);
  work.later(30);
  await work.work();
  expect(await work.states()).toEqual(["1 file document not-due", "1 withdraw document not-due"]);
  expect(await work.files()).toEqual([]);
});

test("a corrected sheet that is withdrawn before it was sent withdraws the version that stands there", async () => {
  await using work = await outbox();
  await work.approve(1);
  await work.work();
  work.ecm.current = away;
  await work.approve(2);
  await work.work();
  await work.withdraw(2);
  work.ecm.current = work.real;
  work.later(600);
  await work.work();
  expect(await work.states()).toEqual([
    ...["1 file document confirmed", "2 file document not-due ecm-folder-missing", "2 withdraw document confirmed"],
  ]);
  expect((await work.files()).sort()).toEqual(["Blatt zu TOP 4 (Fassung 2).txt", "Blatt zu TOP 4.txt"]);
});

test("what was handed over and is withdrawn is for a person to remove", async () => {
  await using work = await outbox();
  await work.approve(1);
  await work.work();
  const handedOver = (await work.rows()).find(({ target }) => target === "ris");
  await work.say(handedOver?.id ?? "", "handed-over");
  await work.say(handedOver?.id ?? "", "handed-over");
  expect((await work.rows()).find(({ target }) => target === "ris")).toMatchObject({ state: "handed-over", handedOverBy: "albrecht" });
  await work.withdraw(1);
  await work.work();
  expect(await work.states("ris")).toEqual(["1 file document handed-over", "1 withdraw document queued"]);
  const removal = (await work.rows()).find(({ target, action }) => target === "ris" && action === "withdraw");
  await work.say(removal?.id ?? "", "arrived");
  expect((await work.states("ris"))[1]).toBe("1 withdraw document confirmed");
});

test("a name that is taken is a person's matter; once it is free, one click sends it", async () => {
  await using work = await outbox();
  const other = await work.real.file(sample({ title: "Blatt zu TOP 4", extension: "txt", folder: ["Musterstadt", "Rat"] }), {
    as: "person",
    id: "x",
  });
  await work.approve(1);
  await work.work();
  expect(await work.states()).toEqual(["1 file document failed name-taken"]);
  await rm(join(root, other.objectId));
  await rm(join(root, `${other.objectId}.kim.json`));
  const [row] = (await work.rows()).filter(({ target }) => target === "e-akte");
  for (const _click of [1, 2]) await work.say(row?.id ?? "", "again");
  await work.work();
  expect(await work.states()).toEqual(["1 file document confirmed"]);
});

test("a name that is taken after an answer was lost may be ours: it is looked for again", async () => {
  await using work = await outbox();
  let index: Ecm["find"] = async () => null;
  work.ecm.current = { ...losing(work.real, "file"), find: (...given) => index(...given) };
  await work.approve(1);
  await work.work();
  work.ecm.current = { ...work.real, find: (...given) => index(...given) };
  work.later(30);
  await work.work();
  expect(await work.states()).toEqual(["1 file document uncertain name-taken"]);
  index = work.real.find;
  work.later(60);
  await work.work();
  expect(await work.states()).toEqual(["1 file document confirmed"]);
  expect(await work.files()).toHaveLength(1);
});

test("a password that has expired fails three deliveries, the others wait until it is mended", async () => {
  await using work = await outbox();
  const refuse = () =>
    Promise.reject(new UpstreamError({ system: "ecm/test", operation: "file", kind: "permanent", code: "ecm-sign-in-refused" }));
  work.ecm.current = { ...work.real, file: refuse, find: refuse };
  await work.context.store.write(async (transaction) => {
    for (let top = 0; top < 20; top++) {
      const subject = { subject: "Attachment", subjectId: `top${top}`, series: `top${top}`, version: 1, title: `Blatt ${top}` } as const;
      await enqueue(transaction, {
        ...subject,
        town: { ...town, handOver: false },
        parts: ["document"],
        by: "celik",
        at: now.toISOString(),
      });
    }
  });
  for (let hour = 0; hour < 30; hour++) {
    await work.work();
    work.later(60);
  }
  const counts = Map.groupBy(await work.rows(), ({ state }) => state);
  expect(counts.get("failed")).toHaveLength(3);
  expect(counts.get("queued")).toHaveLength(17);
  work.ecm.current = work.real;
  await work.work();
  for (const { id } of counts.get("failed") ?? []) await work.say(id, "again");
  await work.work();
  expect((await work.rows()).every(({ state }) => state === "confirmed")).toBe(true);
  expect(await work.files()).toHaveLength(20);
});

test("versions and withdrawal in a records system with both roles", async () => {
  await using ecm = await fakeEcm.listen({ port: 0 });
  const settings = {
    ...{ documentType: "kim:record", titleProperty: "kim:title", referenceProperty: "kim:reference", versioning: "major" },
  };
  const driver = cmis.open({ ...ecm.world.connection, ...settings }, { clock: systemClock, log: silent });
  await using work = await outbox(driver);
  await work.approve(1, ["document", "data"]);
  await work.work();
  await work.approve(2, ["document", "data"]);
  await work.work();
  await work.withdraw(2);
  await work.work();
  const states = await work.states();
  expect(states.filter((state) => !/confirmed|not-due/.test(state))).toEqual([]);
  const rows = await work.rows();
  const [first, second] = [1, 2].map((version) =>
    rows.find((row) => row.version === version && row.part === "document" && row.target === "e-akte"),
  );
  expect(driver.revise === undefined ? 2 : 1).toBe(new Set([first?.objectName, second?.objectName]).size);
}, 30_000);
