import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adapters } from "../adapters/index.ts";
import { compose } from "../plugin/commands/compose.ts";
import { demoEnvironment, portOf, startDemo } from "../plugin/commands/demo.ts";
import { syncTown } from "../plugin/commands/workers.ts";
import { readConfig } from "../plugin/config.ts";
import { silent } from "../plugin/ports/log.ts";
import { migrate } from "../plugin/store/migrations.ts";
import { openStore } from "../plugin/store/store.ts";
import { listen } from "./listen.ts";

let folder: string;
let ris: Awaited<ReturnType<typeof adapters.simulators.ris.listen>>;
let ecm: Awaited<ReturnType<typeof adapters.simulators.ecm.listen>>;
let environment: Record<string, string>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kim-cli-"));
  mkdirSync(join(folder, "ablage"));
  ris = await adapters.simulators.ris.listen({ port: 0 });
  ecm = await adapters.simulators.ecm.listen({ port: 0 });
  environment = demoEnvironment({ folder, base: "http://localhost:8080", ris, ecm });
});
afterAll(async () => {
  await ris[Symbol.asyncDispose]();
  await ecm[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const config = ["--config", "plugin/demo/config"];

const kim = (...words: string[]) => kimWith({}, ...words);

async function kimWith(env: Record<string, string>, ...words: string[]): Promise<{ status: number; out: string; err: string }> {
  const child = spawn("node", ["plugin/main.ts", ...words], {
    env: { ...process.env, ...environment, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said.err += text;
  });
  const [status] = await once(child, "close");
  return { status, ...said };
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("check: one line per foreign system, and 1 when one of them is away", async () => {
  const good = await kim("check", ...config);
  expect(good.out.split("\n").filter((line) => line.startsWith("ok"))).toHaveLength(13);
  expect(good.status).toBe(0);
  expect(good.out).toMatch(/koeln ecm ablage: erreichbar und angemeldet · darf dort schreiben · nimmt neue Fassungen an .* frei: \d+ MB/);
  for (const town of ["koeln", "aachen", "gladbeck"])
    expect(good.out).toContain(
      `${town} ecm e-akte: erreichbar und angemeldet · darf dort schreiben · nimmt neue Fassungen an · kennzeichnet Zurückgezogenes`,
    );
  expect(good.out).toMatch(/renderer: PDF .*nicht PDF\/A/);
  ris.world.mishap({ kind: "unavailable", path: "*" });
  const bad = await kim("check", ...config);
  ris.world.clear();
  expect(bad.status).toBe(1);
  expect(bad.out).toMatch(/FEHLER koeln ris/);
}, 60_000);

test("migrate, sync, import twice, match, extract", async () => {
  expect(await kim("migrate", ...config)).toMatchObject({ status: 0, out: expect.stringContaining("001_council") });
  const synced = await kim("sync", "koeln", ...config, "--json");
  expect(synced.status).toBe(0);
  expect(JSON.parse(synced.out)).toMatchObject({ complete: true, stored: { AgendaItem: expect.any(Number) } });
  const dry = await kim("import", "koeln", "plugin/demo/figures/koeln.csv", "--dry-run", ...config);
  expect(dry).toMatchObject({ status: 0, out: expect.stringContaining("nichts geschrieben") });
  const first = JSON.parse((await kim("import", "koeln", "plugin/demo/figures/koeln.csv", "--json", ...config)).out);
  const again = JSON.parse((await kim("import", "koeln", "plugin/demo/figures/koeln.csv", "--json", ...config)).out);
  expect(again).toMatchObject({ new: 0, corrected: 0, unchanged: first.new });
  const wrong = file(
    "falsch.csv",
    "AGS;Indikator;Stichtag;Von;Bis;Wert;Einheit;Status;Quelle;Regelversion;Verfahren\n05315000;RES.DULD;31.12.2024;;;3341;Personen;final;Amt;;\n",
  );
  const refused = await kim("import", "koeln", wrong, ...config);
  expect(refused.status).toBe(1);
  expect(refused.out).toMatch(/falsch\.csv, Zeile 2, Spalte Verfahren: .*[a-z]/);
  const titles = '{"id":"a","name":"Kommunales Integrationsmanagement"}\nkaputt\n{"id":"b","name":"Integration von Räumen für die OGS"}\n';
  const matched = await kim("match", file("titel.jsonl", titles), "--json");
  expect(matched.status).toBe(1);
  const lines = matched.out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([{ id: "a", candidates: [{ topic: "kim" }] }, { line: 2 }, { id: "b", candidates: [] }]);
  const extracted = await kim("extract", file("niederschrift.txt", "RM Frau Muster fragt, ob alle Stellen besetzt sind."));
  expect(JSON.parse(extracted.out)).toMatchObject({ inquiries: [{ asker: "Muster", question: "ob alle Stellen besetzt sind" }] });
}, 120_000);

test.each([
  [["sync", "nirgends", ...config], /Kommune „nirgends“ ist nicht eingerichtet/],
  [["sync", "--ris", "oparl"], /--ris, --url und --store/],
  [["sync", "--ris", "gibtsnicht", "--url", "http://localhost:1", "--store", "x.db"], /Adapter „gibtsnicht“ gibt es nicht/],
  [["match", "/gibt/es/nicht.jsonl"], /gibt es nicht/],
  [["check", "--config", "/gibt/es/nicht"], /gibt es nicht/],
  [["unbekannt"], /unknown command/],
  [["extract", tmpdir()], /ein Ordner, gebraucht wird eine Datei/],
  [["match", tmpdir()], /ein Ordner, gebraucht wird eine Datei/],
  [["import", "koeln", tmpdir(), ...config], /ein Ordner, gebraucht wird eine Datei/],
  [
    ["sync", "--ris", "oparl", "--url", "http://localhost:1", "--store", "/gibt/es/nicht.db"],
    /Datenbank \/gibt\/es\/nicht\.db lässt sich nicht/,
  ],
])(
  "%j is refused with one sentence and 2",
  async (words, sentence) => {
    const { status, err, out } = await kim(...words);
    expect(status).toBe(2);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/^\s+at /m);
    expect(out).toBe("");
  },
  30_000,
);

test("ledger: a foreign table is entered, the wrong rows of it are named, and it leaves again", async () => {
  await kim("migrate", ...config);
  const head = "AGS;Indikator;Stichtag;Von;Bis;Wert;Einheit;Status;Quelle;Regelversion;Verfahren;Quelle-URL";
  const rows = [
    "05;RES.DULD;30.04.2025;;;44051;Personen;final;Land;;veroeffentlicht;https://land.example/1",
    "05;RES.DULD;31.12.2024;;;44000;Personen;final;Land;;round5;",
  ];
  const table = file("land.csv", [head, ...rows].join("\n"));
  const added = await kim("ledger", "add", "koeln", table, "--title", "Bericht; Land", ...config);
  expect(added).toMatchObject({
    status: 1,
    out: expect.stringMatching(/land\.csv: Zeile 3, Spalte Verfahren: .*veroeffentlicht.*\n1 Zahlen als bekannt/),
  });
  const exported = await kim("ledger", "export", "koeln", ...config);
  expect(exported.out).toContain("05;RES.DULD;2025-04-30;;;44051;Personen;;published;");
  expect(exported.out).toContain('"Bericht; Land"');
  const json = JSON.parse((await kim("ledger", "export", "koeln", "--json", ...config)).out);
  expect(json).toMatchObject([{ publication: { subject: "Foreign" }, cell: { value: "44051", area: { ags: "05" } } }]);
  expect(await kim("ledger", "export", "koeln", "--indicator", "NO.SUCH", ...config)).toMatchObject({ status: 2 });
  expect(await kim("ledger", "export", "nirgends", ...config)).toMatchObject({ status: 2, err: expect.stringContaining("nirgends") });
}, 30_000);

test("the same store twice is refused in a sentence", async () => {
  await using _store = openStore(join(folder, "kim.db"));
  const { status, err } = await kim("migrate", ...config);
  expect(status).toBe(2);
  expect(err).toMatch(/ist schon geöffnet/);
}, 30_000);

test("draft names a case that is not there, and makes no store", async () => {
  const empty = join(folder, "leer.db");
  const none = await kimWith({ KIM_DEMO_STORE: empty }, "draft", "nope", ...config);
  expect(none).toMatchObject({ status: 2, err: expect.stringContaining(`${empty} gibt es nicht`) });
  expect(existsSync(empty)).toBe(false);
  await kim("migrate", ...config);
  const { status, err } = await kim("draft", "nope", ...config);
  expect(err).toMatch(/^Den Vorgang „nope“ gibt es nicht\..*\/workbench\/cases\//);
  expect(status).toBe(2);
}, 60_000);

test("demo on a PORT without two more behind it is refused in a sentence; set to nothing is not set", async () => {
  for (const given of ["abc", "99999", "65535", "65534", "-1", "0", "80.5"])
    expect(() => portOf(given), given).toThrow(expect.objectContaining({ code: "port.invalid" }));
  expect([portOf(undefined), portOf(""), portOf("65533")]).toEqual([8080, 8080, 65_533]);
  const { status, err } = await kimWith({ PORT: "-1" }, "demo");
  expect(err.trim()).toBe("PORT=-1 geht nicht. Gebraucht wird eine Zahl von 1 bis 65533: Der Port und die zwei danach werden belegt.");
  expect(status).toBe(2);
}, 30_000);

test("a reader that goes away early ends the command quietly", async () => {
  const titles = file("viele.jsonl", '{"id":"a","name":"Kommunales Integrationsmanagement"}\n'.repeat(20_000));
  const child = spawn("node", ["plugin/main.ts", "match", titles], { stdio: ["ignore", "pipe", "pipe"] });
  let err = "";
  child.stderr.on("data", (text) => {
    err += text;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const [status] = await once(child, "close");
  expect({ status, err }).toEqual({ status: 0, err: "" });
}, 30_000);

test("what cannot be served leaves neither listener nor open store behind", async () => {
  await using taken = await listen((_request, response) => response.end());
  const port = Number(new URL(taken.url).port);
  const started: { disposed: boolean }[] = [];
  const watched = (kind: "ris" | "ecm") => ({
    ...adapters.simulators[kind],
    async listen(options: { port: number }) {
      const simulation = await adapters.simulators[kind].listen({ ...options, port: 0 });
      const seen = { disposed: false };
      started.push(seen);
      const close = async () => {
        await simulation[Symbol.asyncDispose]();
        seen.disposed = true;
      };
      return { ...simulation, [Symbol.asyncDispose]: close };
    },
  });
  const registry = { ...adapters, simulators: { ris: watched("ris"), ecm: watched("ecm") } } as typeof adapters;
  const place = join(folder, "belegt");
  await expect(startDemo(registry, { folder: place, ports: [port, 0, 0], log: silent })).rejects.toMatchObject({ code: "EADDRINUSE" });
  expect(started).toEqual([{ disposed: true }, { disposed: true }]);
  await openStore(join(place, "kim.db"))[Symbol.asyncDispose]();
}, 60_000);

test("a sync that fails is counted; a town is not ready when its RIS was not read for a day, counted from the start", async () => {
  const config = readConfig("plugin/demo/config", environment);
  const { towns } = config;
  const koeln = towns.get("koeln");
  if (!koeln) throw new Error("no Köln");
  const hour = 3_600_000;
  let now = Date.now();
  const clock = { now: () => new Date(now) };
  const store = openStore(":memory:");
  await migrate(store.read);
  await using parts = compose({ ...config, towns: new Map([["koeln", koeln]]) }, adapters, store, clock, silent);
  ris.world.mishap({ kind: "unavailable", path: "*" });
  await expect(syncTown(parts, koeln)).rejects.toThrow();
  ris.world.clear();
  expect(await parts.metrics.registry.metrics()).toContain('kim_syncs_total{town="koeln",outcome="failed"} 1');
  const ready = async () => Object.entries(await parts.parts()).map(([name, { ok }]) => `${name} ${ok}`);
  expect(await ready()).toEqual(["store true", "sync koeln true"]);
  now += 25 * hour;
  expect(await ready()).toEqual(["store true", "sync koeln false"]);
  await syncTown(parts, koeln);
  expect(await ready()).toEqual(["store true", "sync koeln true"]);
  now += 25 * hour;
  expect(await parts.parts()).toMatchObject({ "sync koeln": { ok: false, code: "town.stale", facts: ["1500 min"] } });
  await store[Symbol.asyncDispose]();
  expect(await ready()).toEqual(["store false"]);
}, 60_000);
