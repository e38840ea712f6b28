// Cold start of `serve`, idle memory, and the panel's data beside a bare express route in the same run: npm run bench
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { Agent, request } from "undici";
import { adapters } from "../../adapters/index.ts";
import { demoEnvironment } from "../../plugin/commands/demo.ts";
import { bootWorld } from "../world.ts";

const seconds = Number(process.argv[2] ?? 3);

/** `serve` as an operator starts it, beside simulated systems in this process, with a store that has been filled once. */
async function coldStart(): Promise<{ ms: number; idleMB: number }> {
  const folder = mkdtempSync(join(tmpdir(), "kim-bench-"));
  mkdirSync(join(folder, "ablage"));
  await using ris = await adapters.simulators.ris.listen({ port: 0 });
  await using ecm = await adapters.simulators.ecm.listen({ port: 0 });
  const port = 18_000 + Math.floor(Math.random() * 10_000);
  const env = { ...process.env, ...demoEnvironment({ folder, base: `http://localhost:${port}`, ris, ecm }), LOG_LEVEL: "error" };
  const config = join(folder, "config");
  cpSync("plugin/demo/config", config, { recursive: true });
  const installation = JSON.parse(readFileSync(join(config, "installation.json"), "utf8"));
  writeFileSync(join(config, "installation.json"), JSON.stringify({ ...installation, port }));
  let ms = 0;
  let idleMB = 0;
  for (const run of ["fills the store", "counts"]) {
    const started = performance.now();
    const child = spawn(process.execPath, ["plugin/main.ts", "serve", "--config", config], { env, stdio: ["ignore", "ignore", "inherit"] });
    while (
      !(await request(`http://localhost:${port}/health/live`).then(
        ({ statusCode }) => statusCode === 200,
        () => false,
      ))
    )
      await sleep(5);
    ms = performance.now() - started;
    await sleep(run === "counts" ? 5_000 : 3_000);
    idleMB = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024;
    child.kill();
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true });
  return { ms, idleMB };
}

/** Sixteen connections, as fast as they go. */
async function load(url: string): Promise<{ perSecond: number; p99: number }> {
  const dispatcher = new Agent({ connections: 16 });
  const times: number[] = [];
  const end = performance.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (performance.now() < end) {
        const start = performance.now();
        const { statusCode, body } = await request(url, { dispatcher });
        await body.dump();
        if (statusCode !== 200) throw new Error(`status ${statusCode}`);
        times.push(performance.now() - start);
      }
    }),
  );
  await dispatcher.close();
  times.sort((a, b) => a - b);
  return { perSecond: times.length / seconds, p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN };
}

/** So many requests in every second, evenly, whether or not the one before was answered: what visitors do. */
async function steady(url: string, perSecond: number): Promise<{ perSecond: number; p99: number }> {
  const dispatcher = new Agent({ connections: 64 });
  const times: number[] = [];
  const begun = performance.now();
  const all: Promise<void>[] = [];
  for (let at = 0; at < seconds * perSecond; at++) {
    const due = begun + (at * 1_000) / perSecond;
    if (due > performance.now()) await sleep(due - performance.now());
    all.push(
      request(url, { dispatcher }).then(async ({ statusCode, body }) => {
        await body.dump();
        if (statusCode !== 200) throw new Error(`status ${statusCode}`);
        times.push(performance.now() - due);
      }),
    );
  }
  await Promise.all(all);
  const took = (performance.now() - begun) / 1_000;
  await dispatcher.close();
  times.sort((a, b) => a - b);
  return { perSecond: times.length / took, p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN };
}

const start = await coldStart();
console.log(`cold start of serve (four towns) to first answer: ${start.ms.toFixed(0)} ms, idle memory ${start.idleMB.toFixed(0)} MB`);

await using world = await bootWorld({ requestsPerMinute: 100_000_000 });
const key = await world.approve(
  "Kommunales Integrationsmanagement (KIM): Bericht zum 30.09.2026",
  "koeln",
  await world.signIn("council-office"),
  await world.signIn("approver"),
);
const address = new URLSearchParams({ host: new URL(world.ris.url).host, path: "/koeln/to0050.asp", query: "?__ktonr=387004" });
const section = `${world.url}/panel/section?${address}`;
const answer = await (await request(section)).body.text();
const bare = createServer(express().get("/panel/section", (_request, response) => void response.type("html").send(answer))).listen(
  0,
  "127.0.0.1",
);
await once(bare, "listening");
await load(section);
const ours = await load(section);
const baseline = await load(`http://127.0.0.1:${(bare.address() as AddressInfo).port}/panel/section?${address}`);
const row = ({ perSecond, p99 }: { perSecond: number; p99: number }) => `${perSecond.toFixed(0)} requests/s, p99 ${p99.toFixed(1)} ms`;
console.log(
  `panel section: ${row(ours)}; bare express route with the same bytes: ${row(baseline)}; ratio ${(baseline.perSecond / ours.perSecond).toFixed(1)}`,
);
bare.close();

for (const path of [
  `/public/agenda-items/${key}`,
  "/public/towns/koeln",
  "/public/towns/koeln/indicators/KIM.POST.FUND",
  "/open-data/koeln/figures.json",
]) {
  const url = `${world.url}${path}`;
  const { headers, body } = await request(url);
  const bytes = Buffer.from(await body.arrayBuffer());
  const route = express().get(path, (_request, response) => void response.type(String(headers["content-type"])).send(bytes));
  const beside = createServer(route).listen(0, "127.0.0.1");
  await once(beside, "listening");
  const other = `http://127.0.0.1:${(beside.address() as AddressInfo).port}${path}`;
  await load(url);
  const [page, plain] = [await load(url), await load(other)];
  console.log(
    `${path} (${bytes.byteLength} bytes): ${row(page)}; bare express route: ${row(plain)}; ratio ${(plain.perSecond / page.perSecond).toFixed(1)}`,
  );
  console.log(
    `  at 200 requests/s: p99 ${(await steady(url, 200)).p99.toFixed(1)} ms; bare ${(await steady(other, 200)).p99.toFixed(1)} ms`,
  );
  beside.close();
}
