/**
 * What filing and reading back large documents costs by both bindings, against the simulated records system in a process of its own, and what
 * reading the same reply costs npm soap's own reader. `npx node tests/bench/mtom.ts [MEGABYTES …]`, default 50 150.
 *
 * Each row is a fresh process, for honest memory. It handles three documents of 10 MB first, because it is to be measured what a running
 * service needs more for this one; the row `first` leaves that out and so holds what the platform keeps ever after (some 25 MB).
 * How long the event loop is held is told twice: by the clock, which counts what else the machine does meanwhile, and by the processor time
 * that one turn of the loop took, which is ours alone.
 */
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { loadavg } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { mediaType } from "../../adapters/shared/multipart/media-type.ts";
import { readRelated, writeRelated } from "../../adapters/shared/multipart.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import type { Ecm, EcmDocument } from "../../plugin/ports/ecm.ts";
import { silent } from "../../plugin/ports/log.ts";

const megabyte = 1_000_000;
const patience = 120_000;
const onBehalfOf = { as: "service", reason: "Messung" } as const;

interface Measure {
  readonly ms: number;
  /** Longest time the event loop was held, by the clock. */
  readonly held: number;
  /** Most processor time that one turn of the event loop took, in milliseconds. */
  readonly busy: number;
  /** Resident memory at its peak above what it was before, in megabytes. */
  readonly memory: number;
}

/** Measures `work` alone, after everything it needs has been loaded. */
async function measure(work: () => Promise<unknown>): Promise<Measure> {
  globalThis.gc?.();
  await sleep(100);
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 2);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // The first interval is not recorded: without this one, work that blocks from the start would look as if it did not.
  await sleep(20);
  const turns = watchTurns();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  await sleep(20);
  const busy = Math.round(turns());
  delay.disable();
  clearInterval(watch);
  return { ms: Math.round(ms), held: Math.round(delay.max / 1e6), busy, memory: Math.round((peak - before) / megabyte) };
}

/** Watches every turn of the event loop; the returned function ends that and gives the longest in processor milliseconds. */
function watchTurns(): () => number {
  const spent = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let before = spent();
  let longest = 0;
  let next = setImmediate(function turn() {
    const now = spent();
    longest = Math.max(longest, now - before);
    before = now;
    next = setImmediate(turn);
  });
  return () => {
    clearImmediate(next);
    return longest;
  };
}

/** The document is made without leaving anything else in memory. */
function large(bytes: number): EcmDocument {
  const content = Buffer.from(new ArrayBuffer(bytes));
  for (let at = 0; at < bytes; at += megabyte) randomBytes(Math.min(megabyte, bytes - at)).copy(content, at);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const facts = { reference: "messung", title: "Messung", extension: "bin", mediaType: "application/octet-stream", metadata: {} };
  return { ...facts, bytes: content, sha256, folder: ["Messung"] };
}

/** A driver whose process has handled `before` documents. */
async function openEcm(connection: object, before: number): Promise<Ecm> {
  const ecm = cmis.open({ ...connection, maxBytes: 300 * megabyte }, { clock: systemClock, log: silent });
  for (let made = 0; made < before; made += 1) {
    const name = `Anlauf ${process.pid} ${made}`;
    const filed = await ecm.file({ ...large(10 * megabyte), title: name, reference: name }, onBehalfOf);
    await ecm.readBack(filed, onBehalfOf);
  }
  await ecm.find("anlauf", ["Messung"], onBehalfOf);
  return ecm;
}

async function readBack(connection: object, before: number): Promise<unknown> {
  const ecm = await openEcm(connection, before);
  const filed = await ecm.find("messung", ["Messung"], onBehalfOf);
  if (!filed) throw new Error("not filed");
  let back: Uint8Array = new Uint8Array(0);
  const measured = await measure(async () => {
    back = await ecm.readBack(filed, onBehalfOf);
  });
  return { ...measured, sha256: createHash("sha256").update(back).digest("hex") };
}

/** A reply as the simulated system sends it, whole in memory. */
function reply(bytes: number): { contentType: string; body: Buffer } {
  const { contentType, pieces } = writeRelated("<x/>", [{ id: "a@b", mediaType: "application/pdf", bytes: large(bytes).bytes }]);
  return { contentType, body: Buffer.concat(pieces) };
}

const roles: Readonly<Record<string, (bytes: number, connection: object) => Promise<unknown>>> = {
  async server() {
    const simulation = await fakeEcm.listen({ port: 0 });
    process.stdin.resume().on("end", () => process.exit());
    return { soap: simulation.world.connection, browser: simulation.world.browser };
  },
  async file(bytes, connection) {
    const ecm = await openEcm(connection, 3);
    const document = large(bytes);
    const { memory, ...rest } = await measure(() => ecm.file(document, onBehalfOf));
    return { ...rest, memory: memory + bytes / megabyte, sha256: document.sha256 };
  },
  readBack: (_bytes, connection) => readBack(connection, 3),
  first: (_bytes, connection) => readBack(connection, 0),
  async ourReader(bytes) {
    const { contentType, body } = reply(bytes);
    return measure(() => readRelated(contentType, body));
  },
  async soapReader(bytes) {
    const { parseMTOMResp } = createRequire(import.meta.url)("soap/lib/utils");
    const { contentType, body } = reply(bytes);
    const boundary = mediaType(contentType).parameters.boundary;
    return measure(
      () => new Promise((done, failed) => parseMTOMResp(body, boundary, (error: unknown) => (error ? failed(error) : done(null)))),
    );
  },
};

/** Starts one role in a process of its own; its first line is its result. Null if it did not finish in time. */
function run(role: string, bytes: number, connection: object = {}): { result: Promise<Record<string, unknown> | null>; end: () => void } {
  const child = spawn(process.execPath, ["--expose-gc", import.meta.filename, role, String(bytes), JSON.stringify(connection)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const line = new Promise<Record<string, unknown> | null>((done, failed) => {
    createInterface(child.stdout).once("line", (text) => done(JSON.parse(text)));
    child.once("exit", (code) => (code ? failed(new Error(`${role} ended with ${code}`)) : done(null)));
  });
  const result = role === "server" ? line : Promise.race([line, sleep(patience, null, { ref: false })]);
  return { result: result.finally(() => role !== "server" && child.kill("SIGKILL")), end: () => child.stdin.end() };
}

/** npm soap's own reader takes minutes for more than this. */
const readable = 10 * megabyte;

async function compare(bytes: number): Promise<void> {
  const goal = Math.round((bytes / megabyte) * 1.5);
  console.log(`document ${bytes / megabyte} MB; goals: event loop held ≤ 50 ms, memory ≤ ${goal} MB (the document included)`);
  const rows: Record<string, unknown> = {};
  const add = async (name: string, role: string, size: number, connection?: object) => {
    const result = await run(role, size, connection).result;
    rows[name] = result
      ? { "wall ms": result.ms, "loop held ms": result.held, "of it ours": result.busy, "memory MB": result.memory }
      : { "wall ms": `not done after ${patience} ms` };
    return result?.sha256;
  };
  for (const binding of ["soap", "browser"]) {
    const server = run("server", bytes);
    const connection = (await server.result)?.[binding] as object;
    const sent = await add(`${binding}: file`, "file", bytes, connection);
    const back = [
      await add(`${binding}: readBack`, "readBack", bytes, connection),
      await add(`${binding}: readBack, first of its process`, "first", bytes, connection),
    ];
    if (back.some((sha256) => sha256 !== sent)) throw new Error("what came back is not what was sent");
    server.end();
  }
  await add("our reader of MTOM alone", "ourReader", bytes);
  await add(`npm soap's reader, ${Math.min(bytes, readable) / megabyte} MB`, "soapReader", Math.min(bytes, readable));
  console.table(rows);
  console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}`);
}

const [role, bytes = "50000000", connection = "{}"] = process.argv.slice(2);
if (role && role in roles) console.log(JSON.stringify(await roles[role]?.(Number(bytes), JSON.parse(connection))));
else for (const size of process.argv.length > 2 ? process.argv.slice(2) : [50, 150]) await compare(Number(size) * megabyte);
