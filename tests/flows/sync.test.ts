import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeRis } from "../../adapters/ris/fake/index.ts";
import { townKeys } from "../../adapters/ris/fake/towns.ts";
import { oparl } from "../../adapters/ris/oparl/index.ts";
import { type SyncReport, sync } from "../../plugin/agenda/sync.ts";
import { silent } from "../../plugin/ports/log.ts";
import type { Ris, RisEvent } from "../../plugin/ports/ris.ts";
import type { Store } from "../../plugin/ports/store.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import type { Tables } from "../../plugin/store/tables.ts";
import { ids, type OParlJson, type OParlServer, type OParlServerOptions, oparlServer, send, type } from "../fixtures/oparl-server.ts";
import { captures, huertgenwald, huertgenwaldCanonical, missing, type Replay, replay, unpack } from "../fixtures/replay.ts";

vi.setConfig({ testTimeout: 60_000 });

let store: Store<Tables>;
let folder: string;
let now: Date;
const clock = { now: () => now };
const disposables: AsyncDisposable[] = [];
beforeEach(async () => {
  now = new Date("2026-11-22T09:00:00Z");
  folder = mkdtempSync(join(tmpdir(), "kim-sync-"));
  store = openStore(join(folder, "test.db"));
  await migrate(store.read);
});
afterEach(async () => {
  for (const each of disposables.splice(0)) await each[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const open = (url: string, settings: object = {}): Ris => oparl.open({ url, retrySeconds: 0.02, ...settings }, { clock, log: silent });
const run = (ris: Ris, full = false, town = "musterstadt"): Promise<SyncReport> => {
  now = new Date(now.getTime() + 60_000);
  return sync({ town, ris, store, clock, log: silent, full, onBehalfOf: { as: "service", reason: "sync" } });
};

/** Everything that was stored of what the RIS serves, to be compared before and after. */
async function everything(): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const table of [
    "System",
    "Body",
    "Organization",
    "Person",
    "Meeting",
    "AgendaItem",
    "Paper",
    "Consultation",
    "File",
    "Location",
  ] as const) {
    rows[table] = await store.read.selectFrom(table).selectAll().orderBy("id").execute();
  }
  return rows;
}

describe("a complete captured server (Hürtgenwald, SD.NET RIM, OParl 1.0)", () => {
  const reason = missing(huertgenwald);
  if (reason) console.log(reason);
  const start = async (options: Partial<Parameters<typeof replay>[0]> = {}): Promise<Replay> => {
    const server = await replay({ files: unpack(huertgenwald), canonical: huertgenwaldCanonical, ...options });
    disposables.push(server);
    return server;
  };

  /** Counted from the files alone, with nothing of the adapter. */
  function count(): { live: Record<string, Set<string>>; dead: Record<string, Set<string>>; links: Map<string, number> } {
    const live: Record<string, Set<string>> = {};
    const dead: Record<string, Set<string>> = {};
    const links = new Map<string, number>();
    const walk = (value: unknown, list: string) => {
      if (Array.isArray(value)) for (const each of value) walk(each, list);
      if (typeof value !== "object" || value === null || Array.isArray(value)) return;
      const json = value as { id?: string; type?: string; deleted?: boolean; membership?: string[] };
      for (const link of json.membership ?? []) links.set(link, (links.get(link) ?? 0) + 1);
      const name = json.type?.split("/").at(-1) ?? list;
      const side = json.deleted ? dead : live;
      if (json.id) side[name] = (side[name] ?? new Set()).add(json.id);
      for (const each of Object.values(value)) walk(each, list);
    };
    for (const [name, content] of unpack(huertgenwald)) {
      const list = name.includes("meeting") ? "Meeting" : name.includes("paper") ? "Paper" : "Organization";
      walk(JSON.parse(content.toString()), list);
    }
    return { live, dead, links };
  }

  test.skipIf(reason)("everything served is stored; nothing on the way stops it", async () => {
    const { live, dead, links } = count();
    const server = await start({ limit: "refused" });
    const report = await run(open(server.url));
    const sizes = (sets: Record<string, Set<string>>) => Object.fromEntries(Object.entries(sets).map(([name, set]) => [name, set.size]));
    expect(report.stored).toMatchObject(sizes(live));
    expect(report.deleted).toMatchObject(sizes(dead));
    expect(report.stored).toMatchObject({ Paper: 2097, Meeting: 346, AgendaItem: 5106, Consultation: 2228, File: 6947, Organization: 22 });
    expect(report.read).toMatchObject({ ...sizes(live), Paper: 2115, Meeting: 367 });
    expect(report.dangling).toBe([...links.values()].reduce((sum, times) => sum + times, 0));
    expect(report.complete).toBe(true);
    expect(report.requests).toBe(server.asked.length);
    const findings = report.quarantined.map(({ type: kind, reason: code }) => `${kind} ${code}`);
    expect(findings).toEqual(["Person status-404", ...Array(12).fill("Meeting status-404")]);
    for (const table of ["Paper", "Meeting", "AgendaItem", "Consultation", "File", "Organization"] as const) {
      const rows = await store.read.selectFrom(table).select("id").where("deleted", "is", null).execute();
      expect(new Set(rows.map(({ id }) => id))).toEqual(live[table]);
    }
  });

  test.skipIf(reason)("ids stay canonical while everything is fetched elsewhere, and so they do when the host is rewritten", async () => {
    const elsewhere = await start({ mount: "/proxied/oparl/v1.0" });
    const report = await run(open(elsewhere.url), true, "elsewhere");
    expect(report.stored).toMatchObject({ Paper: 2097, File: 6947 });
    const row = await store.read.selectFrom("Paper").select("id").where("town", "=", "elsewhere").limit(1).executeTakeFirstOrThrow();
    expect(row.id.startsWith(huertgenwaldCanonical)).toBe(true);
    const rewritten = await start({ rewrite: true });
    expect((await run(open(rewritten.url), true, "rewritten")).stored).toMatchObject({ Paper: 2097, File: 6947 });
  });

  test.skipIf(reason).each(["honoured", "ignored"] as const)("a second run changes nothing (modified_since %s)", async (filter) => {
    const server = await start({ filter });
    const first = await run(open(server.url));
    const before = await everything();
    const asked = server.asked.length;
    const second = await run(open(server.url));
    expect(await everything()).toEqual(before);
    expect({ stored: second.stored, deleted: second.deleted, complete: second.complete }).toEqual({
      ...{ stored: first.stored, deleted: first.deleted, complete: true },
    });
    if (filter === "honoured") expect(server.asked.length - asked).toBeLessThan(12);
    const full = await run(open(server.url), true);
    expect(await everything()).toEqual(before);
    expect(full).toMatchObject({ stored: first.stored, dangling: first.dangling });
  });

  test.skipIf(reason)("a run that breaks off keeps what it read and no cursor; the next one completes it", async () => {
    const server = await start();
    server.dieAfter(40);
    const first = await run(open(server.url));
    expect(first.complete).toBe(false);
    expect(first.stored.Paper).toBeGreaterThan(100);
    expect(first.stored.Paper).toBeLessThan(2097);
    expect(first.stored.Meeting).toBe(346);
    const lists = await store.read.selectFrom("Cursor").select("list").execute();
    expect(lists.map(({ list }) => list.split("/").at(-1)).sort()).toEqual(["body", "meeting", "organization"]);
    server.revive();
    const second = await run(open(server.url));
    expect(second.complete).toBe(true);
    expect(second.stored).toMatchObject({ Paper: 2097, Meeting: 346, AgendaItem: 5106, Consultation: 2228, File: 6947 });
  });

  test.skipIf(reason)("what vanished from a server that answers for no single object stays", async () => {
    const server = await start();
    await run(open(server.url));
    const page = JSON.parse(unpack(huertgenwald).get("body/1/paper__page_85.json")?.toString() ?? "");
    server.put("body/1/paper__page_85.json", Buffer.from(JSON.stringify({ ...page, data: [] })));
    const report = await run(open(server.url), true);
    expect(report.stored.Paper).toBe(2097);
    expect(report.read.Paper).toBeLessThan(2115);
  });

  test.skipIf(reason)("agenda items know their meeting, their place and their short name", async () => {
    const server = await start();
    await run(open(server.url));
    const meeting = `${huertgenwaldCanonical}/body/1/meeting/333`;
    const items = await store.read.selectFrom("AgendaItem").selectAll().where("meeting", "=", meeting).orderBy("position").execute();
    expect(items.slice(0, 3).map(({ position, number, public: isPublic }) => [position, number, isPublic])).toEqual([
      [0, "A", null],
      [1, "1.", null],
      [2, "2.", null],
    ]);
    expect(items.every(({ key, parent }) => /^[a-z2-7]{16}$/.test(key) && parent === meeting)).toBe(true);
    const paper = await store.read.selectFrom("Paper").selectAll().where("reference", "=", "102/2002").executeTakeFirstOrThrow();
    expect(paper).toMatchObject({ paperType: "Tischvorlage", mainFile: `${huertgenwaldCanonical}/body/1/file/1-145` });
    expect(JSON.parse(paper.raw ?? "")).not.toHaveProperty("mainFile");
    expect(paper.hash).toBe(
      createHash("sha256")
        .update(paper.raw ?? "")
        .digest("hex"),
    );
  });
});

describe("another captured server (Karlsruhe, Somacos, OParl 1.1)", () => {
  const place = `${captures}karlsruhe-somacos-1.1/`;
  const reason = missing(place);
  if (reason) console.log(reason);

  test.skipIf(reason)("duplicate consultations, agenda orders and tombstones", async () => {
    const load = (name: string) =>
      JSON.parse(readFileSync(`${place}${name}.json`, "utf8")) as (OParlJson & { consultation?: { id: string; agendaItem?: string }[] })[];
    const server = await start11({ lists: ["organization", "meeting", "paper", "consultation"] });
    for (const [list, name] of [
      ["organization", "organizations"],
      ["meeting", "meetings"],
      ["paper", "papers"],
      ["consultation", "consultations"],
    ] as const) {
      for (const object of load(name)) server.put(list, { ...object, always: true } as OParlJson);
    }
    const settings = { rewrite: [{ from: "https://web1.karlsruhe.de", to: server.origin }] };
    const report = await run(open(server.url, settings));
    const papers = load("papers");
    const keys = new Set(
      [...papers.flatMap(({ consultation = [] }) => consultation), ...load("consultations")].map(
        (each) => `${each.id} ${(each as { agendaItem?: string }).agendaItem ?? ""}`,
      ),
    );
    expect(report.stored).toMatchObject({
      Organization: 23,
      Meeting: 14,
      Paper: papers.filter(({ deleted }) => !deleted).length,
      Consultation: keys.size,
    });
    expect(report.deleted.Paper).toBe(papers.filter(({ deleted }) => deleted).length);
    expect(report.read.Consultation).toBeLessThan(keys.size);
    const before = await everything();
    expect((await run(open(server.url, settings), true)).complete).toBe(true);
    expect(await everything()).toEqual(before);
  });
});

async function start11(options: OParlServerOptions = {}): Promise<OParlServer> {
  const server = await oparlServer(options);
  disposables.push(server);
  return server;
}

const day = (number: number) => ({
  created: "2026-01-01T08:00:00+01:00",
  modified: `2026-02-${String(number).padStart(2, "0")}T08:00:00+01:00`,
});
const item = (number: number, more: object = {}) => ({
  id: `${ids}/items/${number}`,
  type: type("AgendaItem"),
  name: `TOP ${number}`,
  number: `${number}`,
  ...more,
});
const meeting = (number: number, more: object = {}): OParlJson => ({
  ...{ id: `${ids}/meetings/${number}`, type: type("Meeting"), name: `Sitzung ${number}`, ...day(number) },
  ...more,
});
const file = (number: number, more: object = {}) => ({
  id: `${ids}/files/${number}`,
  type: type("File"),
  name: `Datei ${number}`,
  accessUrl: `${ids}/bytes/${number}`,
  ...more,
});
const paper = (number: number, more: object = {}): OParlJson => ({
  ...{ id: `${ids}/papers/${number}`, type: type("Paper"), name: `Vorlage ${number}`, reference: `${number}/2026`, ...day(number) },
  ...more,
});
const consultation = (number: number, more: object = {}) => ({ id: `${ids}/consultations/${number}`, type: type("Consultation"), ...more });
async function rowsOf<Table extends "AgendaItem" | "File" | "Meeting" | "Paper">(table: Table): Promise<Record<string, Tables[Table]>> {
  const rows = (await store.read
    .selectFrom(table as "Paper")
    .selectAll()
    .execute()) as unknown as Tables[Table][];
  return Object.fromEntries(rows.map((row) => [row.id.split("/").at(-1) ?? "", row]));
}

describe("what is no longer public", () => {
  test("a tombstone empties the row and all that was embedded in it; what comes back lives again", async () => {
    const server = await start11();
    const agendaItem = [item(1, { resolutionFile: file(1), web: "https://ris.example/to0050.asp?__ktonr=1", result: "beschlossen" })];
    server.put(
      "meeting",
      meeting(1, { agendaItem, invitation: file(2), location: { id: `${ids}/locations/1`, room: "Ratssaal" } }),
      meeting(2),
    );
    await run(open(server.url));
    const before = await everything();
    server.bury("meeting", `${ids}/meetings/1`, "2026-03-01T08:00:00+01:00");
    const report = await run(open(server.url));
    expect(report.deleted).toMatchObject({ Meeting: 1, AgendaItem: 1, File: 2, Location: 0 });
    expect(report.stored).toMatchObject({ Meeting: 1, AgendaItem: 0, File: 0, Location: 1 });
    const { deleted, created, modified, seen, town, id, key, ...rest } = (await rowsOf("AgendaItem"))["1"] ?? {};
    expect([town, id, typeof key, deleted !== null]).toEqual(["musterstadt", `${ids}/items/1`, "string", true]);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
    expect((await rowsOf("Meeting"))["1"]).toMatchObject({ name: null, raw: null, hash: null, web: null, start: null });
    server.put("meeting", meeting(1, { agendaItem, invitation: file(2), location: { id: `${ids}/locations/1`, room: "Ratssaal" } }));
    await run(open(server.url), true);
    const withoutSeen = (rows: Record<string, unknown[]>) =>
      JSON.parse(JSON.stringify(rows, (name, value) => (name === "seen" ? undefined : value)));
    expect(withoutSeen(await everything())).toEqual(withoutSeen(before));
  });

  test("a tombstone of something never seen is kept as one, once", async () => {
    const server = await start11();
    server.bury("paper", `${ids}/papers/9`, "2026-02-09T08:00:00+01:00", true);
    for (const full of [false, true]) expect((await run(open(server.url), full)).deleted.Paper).toBe(1);
    expect((await rowsOf("Paper"))["9"]).toMatchObject({ deleted: "2026-02-09T08:00:00+01:00", raw: null });
  });

  test("an agenda item that its meeting no longer lists is gone; one whose meeting says nothing of its agenda is asked for", async () => {
    const server = await start11({ version: "1.0" });
    server.put("meeting", meeting(1, { agendaItem: [item(1), item(2)] }), meeting(2, { agendaItem: [item(3), item(4)] }));
    await run(open(server.url));
    server.put("meeting", meeting(1, { agendaItem: [item(2)], ...day(11) }), meeting(2, day(12)));
    server.on("/items/3", (_url, response) => send(response, item(3)));
    server.on("/items/2", (_url, response) => send(response, item(2)));
    const report = await run(open(server.url));
    const rows = await rowsOf("AgendaItem");
    expect(Object.values(rows).map(({ id, deleted }) => [id.at(-1), deleted === null])).toEqual([
      ["1", false],
      ["2", true],
      ["3", true],
      ["4", false],
    ]);
    expect(rows["2"]?.position).toBe(0);
    expect(report.stored.AgendaItem).toBe(2);
  });

  test("a set of which a part cannot be read deletes nothing", async () => {
    const server = await start11();
    server.put("meeting", meeting(1, { agendaItem: [item(1), item(2)] }));
    await run(open(server.url));
    server.put("meeting", meeting(1, { agendaItem: [item(1), { name: "ohne Kennung" }], ...day(11) }));
    server.on(/^\/items/, (_url, response) => send(response, {}, 500));
    const report = await run(open(server.url));
    expect(report.stored.AgendaItem).toBe(2);
    expect(report.quarantined).toMatchObject([{ type: "AgendaItem", reason: "no-id", url: `${ids}/meetings/1#agendaItem/1` }]);
    expect(await store.read.selectFrom("Quarantine").select(["type", "reason"]).execute()).toEqual([
      { type: "AgendaItem", reason: "no-id" },
    ]);
    server.put("meeting", meeting(1, { agendaItem: [item(1), item(2)], ...day(12) }));
    await run(open(server.url), true);
    expect(await store.read.selectFrom("Quarantine").selectAll().execute()).toEqual([]);
  });

  test("a file that left its paper is asked for: gone or only released", async () => {
    const server = await start11();
    server.put("paper", paper(1, { mainFile: file(1), auxiliaryFile: [file(2), file(3)] }));
    await run(open(server.url));
    server.put("paper", paper(1, { mainFile: file(1), ...day(11) }));
    server.on("/files/2", (_url, response) => send(response, file(2)));
    const report = await run(open(server.url));
    expect(report.stored.File).toBe(2);
    const rows = await rowsOf("File");
    expect(rows["2"]).toMatchObject({ deleted: null, parent: null, name: "Datei 2" });
    expect(rows["3"]).toMatchObject({ name: null, accessUrl: null, raw: null });
    expect(rows["3"]?.deleted).not.toBeNull();
  });

  test("absence from a list never deletes; a full run asks for each by its own id", async () => {
    const server = await start11();
    for (let number = 1; number <= 5; number += 1) server.put("paper", paper(number, { mainFile: file(number) }));
    await run(open(server.url));
    for (const number of [2, 3, 4]) server.vanish(`${ids}/papers/${number}`);
    server.on("/papers/3", (_url, response) => send(response, paper(3)));
    server.on("/papers/4", (_url, response) => void response.writeHead(200).end("<html>Anmeldung</html>"));
    expect((await run(open(server.url))).stored.Paper).toBe(5);
    const report = await run(open(server.url), true);
    expect(report.stored).toMatchObject({ Paper: 4, File: 4 });
    expect((await rowsOf("Paper"))["2"]).toMatchObject({ name: null, reference: null });
    expect((await rowsOf("Paper"))["3"]).toMatchObject({ name: "Vorlage 3", deleted: null });
  });

  test("when the list itself breaks off, nobody is asked for", async () => {
    const server = await start11({ pageSize: 2, limit: "ignored" });
    for (let number = 1; number <= 4; number += 1) server.put("paper", paper(number));
    await run(open(server.url));
    server.on(/^\/bodies\/1\/paper.*page=2/, (_url, response) => void response.writeHead(200).end("<html>"));
    server.on(/^\/papers\/[34]/, (_url, response) => send(response, {}, 404));
    const report = await run(open(server.url), true);
    expect([report.complete, report.stored.Paper]).toEqual([false, 4]);
  });
});

describe("the same object served in two ways", () => {
  test("copies of their own beside embedded ones change nothing from run to run", async () => {
    const server = await start11({ lists: ["meeting", "agendaItem", "paper", "consultation", "file"] });
    server.put("meeting", meeting(1, { agendaItem: [item(1, { order: 1 }), item(2, { order: 2 })] }));
    server.put("agendaItem", {
      ...item(1, { order: 1, ...day(1), meeting: `${ids}/meetings/1`, web: "https://ris.example/1" }),
    } as OParlJson);
    server.put(
      "paper",
      paper(1, { mainFile: file(1), consultation: [consultation(1)] }),
      paper(2, { mainFile: file(1), auxiliaryFile: [file(1)] }),
    );
    server.put("consultation", { ...consultation(1, { paper: `${ids}/papers/1`, agendaItem: `${ids}/items/1`, ...day(1) }) });
    server.put("file", { ...file(1, { ...day(1), size: 7 }) });
    await run(open(server.url));
    const before = await everything();
    for (const full of [false, true, true]) await run(open(server.url), full);
    expect(await everything()).toEqual(before);
    expect((await rowsOf("AgendaItem"))["1"]).toMatchObject({ parent: `${ids}/meetings/1`, position: 0, web: "https://ris.example/1" });
    expect(await store.read.selectFrom("Consultation").select(["agendaItem", "paper"]).execute()).toEqual([
      { agendaItem: `${ids}/items/1`, paper: `${ids}/papers/1` },
    ]);
  });

  test("one consultation id for two agenda items is two rows, and a postponed one moves without a tombstone", async () => {
    const server = await start11();
    const both = [consultation(1, { agendaItem: `${ids}/items/1` }), consultation(1, { agendaItem: `${ids}/items/2` })];
    server.put("paper", paper(1, { consultation: both }));
    const items = async () =>
      (await store.read.selectFrom("Consultation").select(["agendaItem", "deleted"]).orderBy("agendaItem").execute()).map((row) => [
        row.agendaItem.split("/").at(-1),
        row.deleted,
      ]);
    await run(open(server.url));
    expect(await items()).toEqual([
      ["1", null],
      ["2", null],
    ]);
    server.put("paper", paper(1, { consultation: [both[1]], ...day(11) }));
    await run(open(server.url));
    expect(await items()).toEqual([["2", null]]);
    server.put("paper", paper(1, { consultation: [consultation(1)], ...day(12) }));
    await run(open(server.url));
    expect(await items()).toEqual([["", null]]);
    server.put("paper", paper(1, { consultation: [consultation(1, { agendaItem: `${ids}/items/3` })], ...day(13) }));
    const report = await run(open(server.url));
    expect(await items()).toEqual([["3", null]]);
    expect(report.deleted.Consultation).toBe(0);
  });

  test("a new place in the agenda is a change, though no word of the item changed", async () => {
    const server = await start11();
    server.put("meeting", meeting(1, { agendaItem: [item(1), item(2)] }));
    await run(open(server.url));
    server.put("meeting", meeting(1, { agendaItem: [item(2), item(1)], ...day(11) }));
    await run(open(server.url));
    const rows = await rowsOf("AgendaItem");
    expect([rows["1"]?.position, rows["2"]?.position]).toEqual([1, 0]);
  });
});

describe("what is kept", () => {
  test("public, not public, not said; lists as JSON; cleaned names and the raw copy", async () => {
    const server = await start11();
    const agendaItem = [item(1, { public: true }), item(2, { public: false }), item(3, { name: "Ein\u00adbürgerung" })];
    server.put(
      "meeting",
      meeting(1, { agendaItem, organization: [`${ids}/organizations/1`], cancelled: true, start: "2026-02-01T18:00:00+01:00" }),
    );
    const report = await run(open(server.url));
    const rows = await rowsOf("AgendaItem");
    expect(["1", "2", "3"].map((key) => rows[key]?.public)).toEqual([1, 0, null]);
    expect(rows["3"]?.name).toBe("Einbürgerung");
    expect(JSON.parse(rows["3"]?.raw ?? "").name).toBe("Ein\u00adbürgerung");
    expect((await rowsOf("Meeting"))["1"]).toMatchObject({ organization: `["${ids}/organizations/1"]`, cancelled: 1 });
    expect(report.dangling).toBe(1);
  });

  test("towns do not mix, and a key is the same in every run", async () => {
    const server = await start11();
    server.put("meeting", meeting(1, { agendaItem: [item(1)] }));
    await run(open(server.url), false, "a-stadt");
    await run(open(server.url), false, "b-stadt");
    const keys = await store.read.selectFrom("AgendaItem").select(["town", "key"]).orderBy("town").execute();
    expect(keys.map(({ town }) => town)).toEqual(["a-stadt", "b-stadt"]);
    expect(keys[0]?.key).not.toBe(keys[1]?.key);
    await run(open(server.url), true, "a-stadt");
    expect(await store.read.selectFrom("AgendaItem").select(["town", "key"]).orderBy("town").execute()).toEqual(keys);
  });

  test("only what changed is written", async () => {
    const server = await start11({ filter: "ignored" });
    server.put("paper", paper(1), paper(2));
    await run(open(server.url));
    server.put("paper", paper(2, { name: "Neuer Titel" }));
    const began = now.toISOString();
    await run(open(server.url));
    const rows = await rowsOf("Paper");
    expect([rows["1"]?.seen === began, (rows["2"]?.seen ?? "") > began, rows["2"]?.name]).toEqual([true, true, "Neuer Titel"]);
  });

  test("an entry that cannot be read is an exception and leaves everything as it was", async () => {
    const server = await start11();
    server.put("paper", paper(1));
    await run(open(server.url));
    const before = await everything();
    server.on("/system", (_url, response) => send(response, {}, 404));
    await expect(run(open(server.url), true)).rejects.toMatchObject({ code: "status-404" });
    expect(await everything()).toEqual(before);
  });

  test("a failing write leaves neither rows nor a cursor", async () => {
    const events: RisEvent[] = [
      { kind: "object", object: { type: "Paper", id: `${ids}/papers/1`, fields: { name: "da" }, raw: "{}" } },
      { kind: "complete", list: `${ids}/papers`, type: "Paper", cursor: "2026-01-01T00:00:00+00:00" },
      { kind: "object", object: { type: "Paper", id: `${ids}/papers/2`, fields: {}, raw: undefined as unknown as string } },
    ];
    const ris: Ris = {
      agenda: {
        async *read() {
          yield events;
        },
        probe: async () => "unknown",
        requests: 0,
      },
      check: async () => ({ ok: true, facts: [] }),
    };
    await expect(run(ris)).rejects.toThrow();
    expect(await store.read.selectFrom("Paper").selectAll().execute()).toEqual([]);
    expect(await store.read.selectFrom("Cursor").selectAll().execute()).toEqual([]);
  });
});

test.each([...townKeys])("the sample town %s is read whole, and again without a change", async (town) => {
  const simulation = await fakeRis.listen({ port: 0, clock });
  disposables.push(simulation);
  const url = `${simulation.world.root(town)}/oparl/system`;
  const first = await run(open(url), false, town);
  expect(first).toMatchObject({ complete: true, quarantined: [] });
  expect(first.stored.Meeting).toBeGreaterThan(0);
  expect(first.stored.AgendaItem).toBeGreaterThan(0);
  const before = await everything();
  for (const full of [false, true]) expect((await run(open(url), full, town)).complete).toBe(true);
  expect(await everything()).toEqual(before);
});
