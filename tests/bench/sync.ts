import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Agent, request } from "undici";
import { oparl } from "../../adapters/ris/oparl/index.ts";
import { sync } from "../../plugin/agenda/sync.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import { huertgenwald, missing } from "../fixtures/replay.ts";

/**
 * Full sync of a complete captured server (Hürtgenwald, SD.NET RIM) from a loopback server in another process into a SQLite file, beside a
 * bare download of the same pages. `npx node tests/bench/sync.ts [runs]`; every run is a process of its own. Figures go to standard output.
 */
async function compare(runs: number): Promise<void> {
  const reason = missing(huertgenwald);
  if (reason) return void process.stdout.write(`${reason}\n`);
  const server = spawn(process.execPath, [fileURLToPath(new URL("../fixtures/replay.ts", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const address = await firstLine(server.stdout);
    for (let run = 0; run < runs; run += 1) {
      for (const each of ["download", "sync"]) {
        const child = spawn(process.execPath, [fileURLToPath(import.meta.url), each, address], { stdio: ["ignore", "pipe", "inherit"] });
        const started = performance.now();
        const figures = await firstLine(child.stdout);
        await new Promise((done) => child.once("close", done));
        process.stdout.write(`${each.padEnd(9)} ${figures} process=${seconds(performance.now() - started)}\n`);
      }
    }
  } finally {
    server.stdin.end();
  }
}

async function measureSync(address: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kim-bench-"));
  try {
    const path = join(folder, "bench.db");
    await using store = openStore(path);
    await migrate(store.read);
    const ris = oparl.open({ url: address }, { clock: systemClock, log: silent });
    const started = performance.now();
    const onBehalfOf = { as: "service", reason: "bench" } as const;
    const report = await sync({ town: "bench", ris, store, clock: systemClock, log: silent, full: true, onBehalfOf });
    const wall = performance.now() - started;
    const objects = Object.values(report.stored).reduce((sum, count) => sum + count, 0);
    const memory = peak();
    const again = performance.now();
    await sync({ town: "bench", ris, store, clock: systemClock, log: silent, full: true, onBehalfOf });
    const file = `${Math.round((statSync(path).size + statSync(`${path}-wal`).size) / 1e6)}MB`;
    const second = seconds(performance.now() - again);
    print({
      wall: seconds(wall),
      objects,
      perSecond: Math.round((objects / wall) * 1000),
      requests: report.requests,
      complete: report.complete,
      peak: memory,
      second,
      file,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same pages and nothing else: the floor that no importer can get below. */
async function measureDownload(address: string): Promise<void> {
  const agent = new Agent();
  const base = address.replace(/system$/, "");
  const started = performance.now();
  let requests = 0;
  let bytes = 0;
  const load = async (place: string): Promise<{ pagination?: { totalPages: number } }> => {
    const { body } = await request(base + place, { dispatcher: agent });
    const page = Buffer.from(await body.arrayBuffer());
    requests += 1;
    bytes += page.length;
    return JSON.parse(page.toString());
  };
  for (const place of ["system", "body"]) await load(place);
  for (const list of ["organization", "meeting", "paper"]) {
    const { pagination } = await load(`body/1/${list}`);
    for (let page = 2; page <= (pagination?.totalPages ?? 1); page += 1) await load(`body/1/${list}?page=${page}`);
  }
  print({ wall: seconds(performance.now() - started), requests, bytes, peak: peak() });
  await agent.close();
}

function print(figures: Readonly<Record<string, string | number | boolean>>): void {
  const all = Object.entries(figures).map(([name, value]) => `${name}=${value}`);
  process.stdout.write(`${all.join(" ")}\n`);
}

const peak = () => `${Math.round(process.resourceUsage().maxRSS / 1024)}MB`;
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)}s`;

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  return text.trim();
}

const [mode, url = ""] = process.argv.slice(2);
if (mode === "sync") await measureSync(url);
else if (mode === "download") await measureDownload(url);
else await compare(Number(mode ?? 3));
