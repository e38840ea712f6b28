// Server time of the workbench's pages with 10,000 agenda items and 1,000 cases in one town: npm run bench
import { performance } from "node:perf_hooks";
import { request } from "undici";
import type { Role } from "../../plugin/ports/identity.ts";
import { bootWorld, type World } from "../world.ts";

const [items, cases, rounds] = [10_000, 1_000, Number(process.argv[2] ?? 60)];
const perMeeting = 20;

/** Copies what Köln's sample RIS has until there is enough of it; every fifth title fits the KIM. */
async function fill({ parts }: World): Promise<void> {
  const { store } = parts;
  const [meeting] = await store.read.selectFrom("Meeting").selectAll().where("town", "=", "koeln").where("start", "is not", null).execute();
  const [item] = await store.read.selectFrom("AgendaItem").selectAll().where("town", "=", "koeln").execute();
  const [dossier] = await store.read.selectFrom("Case").selectAll().execute();
  if (!meeting || !item) throw new Error("no sample");
  const day = (index: number) => new Date(Date.now() + (index - 60) * 86_400_000).toISOString();
  await store.write(async (db) => {
    for (let index = 0; index < items / perMeeting; index++) {
      const id = `${meeting.id}/${index}`;
      await db
        .insertInto("Meeting")
        .values({ ...meeting, id, start: day(index) })
        .execute();
      const rows = Array.from({ length: perMeeting }, (_, place) => {
        const key = `b${String(index * perMeeting + place).padStart(15, "0")}`;
        const name =
          place % 5 === 0 ? `Sachstandsbericht zum Kommunalen Integrationsmanagement ${index}` : `Bebauungsplan Nr. ${index}.${place}`;
        return { ...item, id: `${id}/${place}`, key, meeting: id, parent: id, position: place, name, web: null };
      });
      await db.insertInto("AgendaItem").values(rows).execute();
    }
  });
  if (!dossier) throw new Error("no sample case");
  const asked = await store.read.selectFrom("Inquiry").selectAll().limit(1).execute();
  await store.write(async (db) => {
    for (let index = 0; index < cases; index++) {
      const id = `c${String(index).padStart(15, "0")}`;
      await db
        .insertInto("Case")
        .values({ ...dossier, id, town: "koeln", title: `Anfrage ${index}`, occasion: null })
        .execute();
      for (const one of asked)
        await db
          .insertInto("Inquiry")
          .values({ ...one, id: `i${String(index).padStart(15, "0")}`, case: id })
          .execute();
    }
  });
}

async function measure(world: World, role: Role, path: string): Promise<{ path: string; p50: number; p99: number }> {
  const cookie = await world.signIn(role);
  const times: number[] = [];
  for (let round = 0; round < rounds + 5; round++) {
    const start = performance.now();
    const { statusCode, body } = await request(`${world.url}${path}`, { headers: { cookie, accept: "text/html" } });
    await body.text();
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`);
    if (round >= 5) times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { path, p50: at(0.5), p99: at(0.99) };
}

await using world = await bootWorld();
await fill(world);
const town = "/workbench/towns/koeln";
for (const [role, path] of [
  ["council-office", "/workbench"],
  ["council-office", `${town}/agenda-items`],
  ["council-office", `${town}/agenda-items?page=2`],
  ["council-office", `/workbench/agenda-items/b${"0".repeat(15)}`],
  ["committee-secretary", `${town}/cases`],
  ["committee-secretary", `/workbench/cases/c${"0".repeat(15)}`],
  ["council-office", `${town}/coverage`],
  ["council-office", `${town}/ledger`],
  ["auditor", `${town}/history`],
  ["council-office", "/workbench/deliveries"],
] as const) {
  const { p50, p99 } = await measure(world, role, path);
  console.log(`${path.padEnd(55)} p50 ${p50.toFixed(1).padStart(7)} ms  p99 ${p99.toFixed(1).padStart(7)} ms`);
}
