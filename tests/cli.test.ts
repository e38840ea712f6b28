import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adapters } from "../adapters/index.ts";
import { demoEnvironment } from "../plugin/commands/demo.ts";

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

async function kim(...words: string[]): Promise<{ status: number; out: string; err: string }> {
  const child = spawn("node", ["plugin/main.ts", ...words], { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
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

test("the same store twice is refused in a sentence", async () => {
  const { openStore } = await import("../plugin/store/store.ts");
  await using _store = openStore(join(folder, "kim.db"));
  const { status, err } = await kim("migrate", ...config);
  expect(status).toBe(2);
  expect(err).toMatch(/ist schon geöffnet/);
}, 30_000);
