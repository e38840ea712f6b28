import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import PizZip from "pizzip";
import request from "supertest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { syncTown } from "../../plugin/commands/workers.ts";
import { bootWorld, until, type World } from "../world.ts";

let world: World;
let office: string;
let approver: string;
beforeAll(async () => {
  world = await bootWorld();
  office = await world.signIn("council-office");
  approver = await world.signIn("approver");
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const title = "Kommunales Integrationsmanagement (KIM): Bericht zum 30.09.2026";
const secret = "Personalangelegenheit";

const get = (path: string, cookie = "") => request(world.url).get(path).set("cookie", cookie).set("accept", "text/html");
const post = (path: string, fields: object, cookie: string) =>
  request(world.url).post(path).set("cookie", cookie).type("form").send(fields);

async function keyOf(name: string, town = "koeln"): Promise<string> {
  const row = await world.parts.store.read
    .selectFrom("AgendaItem")
    .select("key")
    .where("name", "=", name)
    .where("town", "=", town)
    .executeTakeFirstOrThrow();
  return row.key;
}

/** Proposes everything the page offers for an item. @returns id of the attachment */
async function propose(key: string, extra: object = {}): Promise<string> {
  const page = await get(`/workbench/agenda-items/${key}`, office).expect(200);
  const ids = (name: string) => [...page.text.matchAll(new RegExp(`name="${name}" value="([^"]+)"`, "g"))].map(([, id]) => id ?? "");
  await post(
    `/workbench/agenda-items/${key}/attachments`,
    { figures: ids("figures"), statements: ids("statements"), ...extra },
    office,
  ).expect(303);
  const row = await world.parts.store.read
    .selectFrom("Attachment")
    .select("id")
    .where("decision", "=", "proposed")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Alone, only the newest of a series may be shown: what came before it is its history. */
const newestOffered = (html: string): string => [...html.matchAll(/name="figures" value="([^"]+)"/g)].at(-1)?.[1] ?? "";

const section = (path: string, query: string) =>
  get(`/panel/section?${new URLSearchParams({ host: new URL(world.ris.url).host, path, query })}`);

test("from the candidate to the filed, public, embedded sheet", async () => {
  const key = await keyOf(title);
  const list = await get("/workbench/towns/koeln/agenda-items", office).expect(200);
  expect(list.text).toContain("Titel: ");
  expect(list.text).toContain(`/workbench/agenda-items/${key}`);

  const id = await propose(key);
  await get(`/public/agenda-items/${key}`).expect(404);
  await section("/koeln/to0050.asp", "?__ktonr=387004").expect(204);
  expect((await get(`/workbench/attachments/${id}/preview`, office).expect(200)).text).toContain("Entwurf");

  await post(`/workbench/attachments/${id}/decision`, { decision: "approved" }, office).expect(403);
  await post(`/workbench/attachments/${id}/decision`, { decision: "approved" }, approver).expect(303);
  await post(`/workbench/attachments/${id}/decision`, { decision: "approved" }, approver).expect(409);

  const page = await get(`/public/agenda-items/${key}`).expect(200);
  expect(page.text).toContain(title);
  expect(page.text).toMatch(/Stand der Angaben/);
  expect((await section("/koeln/to0050.asp", "?__ktonr=387004").expect(200)).text).toContain("<section");
  await section("/koeln/to0050.asp", "?__ktonr=387005").expect(204);
  await section("/anderswo/to0050.asp", "?__ktonr=387004").expect(204);
  const data = await request(world.url).get(`/public/agenda-items/${key}/sheet.json`).expect(200);
  expect(data.body.agendaItem.name).toBe(title);
  expect(JSON.stringify(data.body)).not.toContain("approvedBy");

  const delivered = await until(async () => {
    const rows = await world.parts.store.read.selectFrom("Delivery").selectAll().where("subjectId", "=", id).execute();
    return rows.every(({ state, target, bytes }) => (target === "ris" ? bytes !== null : state === "confirmed")) && rows;
  });
  expect(delivered.map(({ target, part }) => `${target} ${part}`).sort()).toEqual([
    ...["ablage data", "ablage document", "e-akte data", "e-akte document", "ris document"],
  ]);
  const sums = new Set(
    delivered.map(({ bytes }) =>
      createHash("sha256")
        .update(bytes ?? "")
        .digest("hex"),
    ),
  );
  for (const { sha256 } of delivered) expect(sums).toContain(sha256);
  const drop = join(world.folder, "ablage");
  const files = readdirSync(drop, { recursive: true, encoding: "utf8" }).filter((name) => /\.(pdf|html)$/.test(name));
  expect(files).toHaveLength(1);
  expect(sums).toContain(
    createHash("sha256")
      .update(readFileSync(join(drop, files[0] ?? "")))
      .digest("hex"),
  );
  expect(
    world.ecm.world
      .documents()
      .map(({ name }) => name.replace(/\.\w+$/, ""))
      .sort(),
  ).toEqual(
    delivered
      .filter(({ target }) => target === "e-akte")
      .map(({ objectName }) => objectName?.replace(/\.\w+$/, ""))
      .sort(),
  );
  const sheet = delivered.find(({ target, part }) => target === "e-akte" && part === "document");
  const source = delivered.find(({ target, part }) => target === "e-akte" && part === "data");
  expect(source?.title).toBe(`${sheet?.title} – Quelldaten`);
  const content = JSON.parse(Buffer.from(source?.bytes ?? "").toString());
  expect(content).toMatchObject({ kind: "sheet", id, title: sheet?.title, files: [{ part: "document", sha256: sheet?.sha256 }] });
  expect(content.figures.length + content.statements.length).toBeGreaterThan(0);
  expect(JSON.stringify(content)).not.toContain("approvedBy");
}, 60_000);

test("a hand-over is confirmed only when the RIS shows the file", async () => {
  const row = await world.parts.store.read.selectFrom("Delivery").selectAll().where("target", "=", "ris").executeTakeFirstOrThrow();
  expect(row.state).toBe("queued");
  const file = await get(`/workbench/deliveries/${row.id}/file`, office).expect(200);
  expect(createHash("sha256").update(file.body).digest("hex")).toBe(row.sha256);
  const archive = await get(`/workbench/deliveries/${row.id}/package`, office)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => done(null, Buffer.concat(chunks)));
    })
    .expect(200);
  const zip = new PizZip(archive.body);
  const inside = Object.keys(zip.files);
  expect(inside).toEqual([expect.stringMatching(/^KIM-Status zu TOP .*\.(pdf|html)$/), expect.stringMatching(/ – Quelldaten\.json$/)]);
  const source = JSON.parse(zip.file(inside[1] ?? "")?.asText() ?? "{}");
  expect(source.files).toEqual([expect.objectContaining({ sha256: row.sha256 })]);
  // The very data that lie in the records system.
  const filed = await world.parts.store.read
    .selectFrom("Delivery")
    .select("sha256")
    .where("subjectId", "=", row.subjectId)
    .where("part", "=", "data")
    .executeTakeFirstOrThrow();
  const data = zip.file(inside[1] ?? "")?.asUint8Array() ?? "";
  expect(createHash("sha256").update(data).digest("hex")).toBe(filed.sha256);
  await post(`/workbench/deliveries/${row.id}/resolution`, { resolution: "arrived" }, office).expect(409);
  await post(`/workbench/deliveries/${row.id}/resolution`, { resolution: "handed-over" }, office).expect(303);
  const town = world.parts.config.towns.get("koeln");
  if (!town) throw new Error("no Köln");
  await syncTown(world.parts, town);
  const state = async () =>
    (await world.parts.store.read.selectFrom("Delivery").select("state").where("id", "=", row.id).executeTakeFirstOrThrow()).state;
  expect(await state()).toBe("handed-over");
  const item = await world.parts.store.read.selectFrom("AgendaItem").select("id").where("name", "=", title).executeTakeFirstOrThrow();
  world.ris.world.changeItem(item.id, { attachments: [{ name: row.title, date: "2026-11-22", text: ["Blatt"] }] });
  await syncTown(world.parts, town);
  expect(await state()).toBe("confirmed");
});

test("an item on a faction's motion needs a reason", async () => {
  const key = await keyOf("Mehrsprachige Informationen zum Weg in die Einbürgerung");
  const page = await get(`/workbench/agenda-items/${key}`, office).expect(200);
  expect(page.text).toContain("Begründung (Pflicht");
  const figure = newestOffered(page.text);
  await post(`/workbench/agenda-items/${key}/attachments`, { figures: figure }, office).expect(422);
  await post(`/workbench/agenda-items/${key}/attachments`, { figures: figure, reason: "Bitte des Ausschusses" }, office).expect(303);
});

test("a second version is filed as such, and one of two proposals that is overtaken cannot be approved", async () => {
  const key = await keyOf("Einbürgerungszahlen im dritten Quartal 2026");
  const page = await get(`/workbench/agenda-items/${key}`, office).expect(200);
  const figure = newestOffered(page.text);
  const item = await world.parts.store.read.selectFrom("AgendaItem").select("id").where("key", "=", key).executeTakeFirstOrThrow();
  const versions = () =>
    world.parts.store.read
      .selectFrom("Attachment")
      .select(["id", "sheet", "decision"])
      .where("agendaItem", "=", item.id)
      .orderBy("version")
      .execute();
  for (let version = 1; version <= 2; version++) {
    await post(`/workbench/agenda-items/${key}/attachments`, { figures: [figure, figure] }, office).expect(303);
    const newest = (await versions()).at(-1);
    expect(JSON.parse(newest?.sheet ?? "").figures).toHaveLength(1);
    await post(`/workbench/attachments/${newest?.id}/decision`, { decision: "approved" }, approver).expect(303);
  }
  await post(`/workbench/agenda-items/${key}/attachments`, { figures: figure }, office).expect(303);
  await post(`/workbench/agenda-items/${key}/attachments`, { figures: figure }, office).expect(303);
  const [first, second, third] = await versions();
  expect([first?.decision, second?.decision]).toEqual(["withdrawn", "approved"]);
  await post(`/workbench/attachments/${third?.id}/decision`, { decision: "approved" }, approver).expect(409);
  const filed = await until(async () => {
    const rows = await world.parts.store.read
      .selectFrom("Delivery")
      .selectAll()
      .where("subjectId", "in", [first?.id ?? "", second?.id ?? ""])
      .execute();
    return (
      rows.every(({ state, target, bytes }) =>
        target === "ris" ? bytes !== null || state === "not-due" : state === "confirmed" || state === "failed",
      ) && rows
    );
  });
  expect(filed.filter(({ target }) => target !== "ris").map(({ state }) => state)).toEqual(Array(8).fill("confirmed"));
  const sums = filed.filter(({ subjectId, state }) => subjectId === second?.id && state !== "not-due").map(({ sha256 }) => sha256);
  expect(new Set(sums).size).toBe(2);
  expect(filed.find(({ subjectId, target }) => subjectId === first?.id && target === "ris")?.state).toBe("not-due");
  const drop = readdirSync(join(world.folder, "ablage"), { recursive: true, encoding: "utf8" });
  expect(drop.filter((name) => / \(Fassung 2\)\.(pdf|html|json)$/.test(name))).toHaveLength(2);
  // The records system has versions: the second sheet and its data are those of the first.
  const revised = world.ecm.world.documents().filter(({ version }) => version === "2.0");
  expect(revised.map(({ bytes }) => createHash("sha256").update(bytes).digest("hex")).sort()).toEqual([...new Set(sums)].sort());
  for (const { series } of revised)
    expect(world.ecm.world.documents().filter((document) => document.series === series && document.version === "1.0")).toMatchObject([
      { isLatest: false },
    ]);
}, 60_000);

test("a withdrawn sheet is marked as such in the records system, after a notice as its last version", async () => {
  const { id } = await world.parts.store.read
    .selectFrom("Attachment")
    .select("id")
    .where("decision", "=", "approved")
    .where("version", "=", 2)
    .executeTakeFirstOrThrow();
  const documents = () => world.ecm.world.documents();
  const second = new Set(documents().flatMap(({ series, version }) => (version === "2.0" ? [series] : [])));
  await post(`/workbench/attachments/${id}/decision`, { decision: "withdrawn" }, approver).expect(303);
  const settled = await until(async () => {
    const rows = await world.parts.store.read.selectFrom("Delivery").selectAll().where("subjectId", "=", id).execute();
    const marks = rows.filter(({ action, target }) => action === "withdraw" && target === "e-akte");
    return marks.length > 0 && marks.every(({ state }) => state !== "queued" && state !== "sent") && marks;
  });
  expect(settled.map(({ part, state, code }) => [part, state, code]).sort()).toEqual([
    ["data", "confirmed", null],
    ["document", "confirmed", null],
  ]);
  const marked = documents().filter(({ isLatest, properties }) => isLatest && properties["kim:withdrawn"]?.[0] === "true");
  expect(marked.map(({ version }) => version).sort()).toEqual(["2.0", "3.0"]);
  expect(new Set(marked.map(({ series }) => series))).toEqual(second);
  const page = await (await fetch(world.ecm.url)).text();
  for (const state of ["3.0, zurückgezogen", "2.0, zurückgezogen", "1.0, überholt"]) expect(page).toContain(`<td>${state}</td>`);
}, 60_000);

test("a figure that was corrected after the proposal blocks the approval", async () => {
  const key = await keyOf("Stand der Förderung des Kommunalen Integrationsmanagements (KIM) ab 2027");
  const page = await get(`/workbench/agenda-items/${key}`, office).expect(200);
  const figure = newestOffered(page.text);
  await post(`/workbench/agenda-items/${key}/attachments`, { figures: figure }, office).expect(303);
  await world.parts.store.write((transaction) =>
    transaction.updateTable("Figure").set({ replacedBy: "x" }).where("id", "=", figure).execute(),
  );
  const proposed = await world.parts.store.read
    .selectFrom("Attachment")
    .select("id")
    .where("decision", "=", "proposed")
    .orderBy("proposedAt", "desc")
    .executeTakeFirstOrThrow();
  const refused = await post(`/workbench/attachments/${proposed.id}/decision`, { decision: "approved" }, approver)
    .set("accept", "application/json")
    .expect(409);
  expect(refused.body.type).toBe("urn:kim-im-rat:approve.corrected");
});

test("an RIS page without parameters is answered too", async () => {
  const answer = await get(
    `/panel/section?${new URLSearchParams({ host: new URL(world.ris.url).host, path: "/muenchen/risi/sitzung/top/9011802" })}`,
  );
  expect(answer.status).toBe(204);
  await get(`/panel/section?${new URLSearchParams({ host: "a", path: "/b", query: "" })}`).expect(204);
});

test("items without a page of their own: by the meeting's page, or by day and body where the address says nothing that lasts", async () => {
  const name = "Kommunales Integrationsmanagement: Sachstand und Zusammenarbeit mit dem Kreis Recklinghausen";
  await section("/gladbeck/meeting", "?id=1918").expect(204);
  await world.approve(name, "gladbeck", office, approver);
  const listed = await section("/gladbeck/meeting.php", "?id=1918&x=1").expect(200);
  expect(listed.text.match(/<section class="kim-section"/g)).toHaveLength(1);
  expect(listed.text).toContain('data-number="3"');
  expect(listed.text).toContain(`data-name="${name}"`);
  await section("/gladbeck/meeting", "?id=1871").expect(204);
  await section("/gladbeck/meeting", "?id=191").expect(204);
  await section("/anderswo/meeting", "?id=1918").expect(204);

  const told = (about: Record<string, string>) =>
    get(`/panel/section?${new URLSearchParams({ host: new URL(world.ris.url).host, path: "/tops/", query: "?__=UGhVM0hp", ...about })}`);
  const body = "Ausschuss für Chancengerechtigkeit  und Integration";
  expect((await told({ date: "2026-12-02", body }).expect(200)).text).toContain('data-number="3"');
  await told({ date: "2026-12-02" }).expect(204);
  await told({ date: "2026-12-03", body }).expect(204);
  await told({ date: "2026-12-02", body: "Ausschuss" }).expect(204);
  await told({ date: "02.12.2026", body }).expect(400);
}, 60_000);

test("ALLRIS 4 answers under /bi/ as under /public/: the same item, and nobody else's", async () => {
  await world.approve("Sachstandsbericht zum Kommunalen Integrationsmanagement (KIM) 2026", "aachen", office, approver);
  await section("/aachen/public/to020", "?SILFDNR=5962&TOLFDNR=150209").expect(200);
  await section("/aachen/bi/to020", "?TOLFDNR=150209").expect(200);
  await section("/bi/to020", "?TOLFDNR=150209").expect(204);
  await section("/aachen/anders/to020.asp", "?TOLFDNR=150209").expect(204);
}, 60_000);

test("a non-public item takes no sheet and stays out of every public answer", async () => {
  const key = await keyOf(secret);
  await post(`/workbench/agenda-items/${key}/attachments`, { figures: "0123456789abcdef01234567.1" }, office).expect(409);
  await get(`/public/agenda-items/${key}`).expect(404);
  await section("/koeln/to0050.asp", "?__ktonr=387012").expect(204);
});

test("what the RIS depublishes leaves the public pages with the next sync", async () => {
  const key = await keyOf(title);
  await get(`/public/agenda-items/${key}`).expect(200);
  const { id } = await world.parts.store.read.selectFrom("AgendaItem").select("id").where("key", "=", key).executeTakeFirstOrThrow();
  world.ris.world.remove(id);
  const town = world.parts.config.towns.get("koeln");
  if (!town) throw new Error("no Köln");
  await syncTown(world.parts, town);
  expect((await get(`/public/agenda-items/${key}`).expect(410)).text).not.toContain("Bericht zum");
  await section("/koeln/to0050.asp", "?__ktonr=387004").expect(204);
  const row = await world.parts.store.read
    .selectFrom("AgendaItem")
    .select(["raw", "name"])
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ raw: null, name: null });
  expect(existsSync(join(world.folder, "ablage"))).toBe(true);
});

test("every step stands in the history", async () => {
  const auditor = await world.signIn("auditor");
  const page = await get("/workbench/towns/koeln/history", auditor).expect(200);
  for (const word of ["vorgeschlagen", "freigegeben", "als Datei erzeugt", "angekommen", "übernommen", "celik"])
    expect(page.text).toContain(word);
});
