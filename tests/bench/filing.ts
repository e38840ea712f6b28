/**
 * Filing 1,000 sheets of 60 kB, 20 to a folder, by both bindings: into the simulated records system, and into OpenCMIS where `npm run peers`
 * has fetched it. Systems run in processes of their own. `npx node tests/bench/filing.ts [SHEETS=1000]`.
 */
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { loadavg } from "node:os";
import { createInterface } from "node:readline";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import type { Ecm, EcmDocument } from "../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import { silent } from "../../plugin/ports/log.ts";
import { openCmis } from "../peers/opencmis.ts";
import { isHere } from "../peers/peers.ts";

const onBehalfOf = { as: "service", reason: "Messung" } as const;
const record = { documentType: "kim:record", titleProperty: "kim:title", referenceProperty: "kim:reference", versioning: "major" };
/** As many as the outbox works on at once. */
const atOnce = 4;

function sheet(run: string, number: number): EcmDocument {
  const bytes = randomBytes(60_000);
  const metadata = { town: "Köln", body: "Integrationsrat", date: "2026-11-22", source: "KIM-Bericht" };
  return {
    ...{ reference: `${run}-${number}`, title: `Blatt ${number}`, extension: "pdf", mediaType: "application/pdf", bytes, metadata },
    sha256: createHash("sha256").update(bytes).digest("hex"),
    folder: ["Köln", run, `TOP ${Math.floor(number / 20)}`],
  };
}

/** Each is looked for first and filed if it is absent, again after a passing failure: as the outbox does. Documents per second. */
async function rate(ecm: Ecm, run: string, count: number): Promise<{ perSecond: number; again: number }> {
  const sheets = Array.from({ length: count }, (_, number) => sheet(run, number));
  const started = performance.now();
  let again = 0;
  const deliver = async (each: EcmDocument): Promise<void> => {
    try {
      if (!(await ecm.find(each.reference, each.folder, onBehalfOf))) await ecm.file(each, onBehalfOf);
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.kind === "permanent") throw error;
      again += 1;
      await deliver(each);
    }
  };
  const waiting = sheets.values();
  const work = async () => {
    for (const each of waiting) await deliver(each);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { perSecond: count / ((performance.now() - started) / 1000), again };
}

async function measure(name: string, connections: Readonly<Record<string, object>>, count: number): Promise<Record<string, unknown>> {
  const rows: Record<string, unknown> = {};
  for (const [binding, connection] of Object.entries(connections)) {
    const ecm = cmis.open({ ...connection, ...record }, { clock: systemClock, log: silent });
    await rate(ecm, `Anlauf ${binding}`, 20);
    const { perSecond, again } = await rate(ecm, `Messung ${binding}`, count);
    rows[`${name}, ${binding}`] = { "documents per second": Math.round(perSecond), "asked again": again };
  }
  return rows;
}

if (process.argv[2] === "server") {
  const { world } = await fakeEcm.listen({ port: 0 });
  console.log(JSON.stringify({ soap: world.connection, browser: world.browser }));
  process.stdin.resume().on("end", () => process.exit());
} else {
  const count = Number(process.argv[2] ?? 1000);
  const server = spawn(process.execPath, [import.meta.filename, "server"], { stdio: ["pipe", "pipe", "inherit"] });
  const line = await new Promise<string>((done) => createInterface(server.stdout).once("line", done));
  const rows = await measure("simulated system", JSON.parse(line), count);
  server.stdin.end();
  if (isHere("opencmis")) {
    await using openedCmis = await openCmis();
    Object.assign(rows, await measure("OpenCMIS", openedCmis.connections, count));
  }
  console.log(`${count} sheets of 60 kB, ${atOnce} at once, each looked for first`);
  console.table(rows);
  console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}`);
}
