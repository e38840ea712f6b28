import request from "supertest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bootWorld, type World } from "../world.ts";

let world: World;
let host = "";
let office = "";
let approver = "";
beforeAll(async () => {
  world = await bootWorld();
  host = new URL(world.ris.url).host;
  [office, approver] = [await world.signIn("council-office"), await world.signIn("approver")];
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const item = "Chancen-Aufenthaltsrecht: Übergänge in §§ 25a und 25b AufenthG und auslaufende Titel";
const page = { path: "/koeln/to0050.asp", query: "?__ktonr=387005" };
const sameSite = () => ({ "sec-fetch-site": "same-site", origin: world.ris.url });

/** As the panel asks. */
const ask = (query: object = page, cookie = "", headers: Record<string, string> = sameSite()) =>
  request(world.url)
    .get("/panel/section")
    .query({ host, ...query })
    .set("cookie", cookie)
    .set(headers);

async function itemOf(name: string): Promise<{ key: string; id: string; town: string }> {
  const { read } = world.parts.store;
  return read.selectFrom("AgendaItem").select(["key", "id", "town"]).where("name", "like", `${name}%`).executeTakeFirstOrThrow();
}

async function propose(name: string, fields: object = {}) {
  const { key, id } = await itemOf(name);
  const { text } = await request(world.url).get(`/workbench/agenda-items/${key}`).set("cookie", office).expect(200);
  const figures = [...text.matchAll(/name="figures" value="([^"]+)"/g)].map(([, found]) => found);
  const answer = await request(world.url)
    .post(`/workbench/agenda-items/${key}/attachments`)
    .set("cookie", office)
    .type("form")
    .send({ figures, ...fields });
  return { answer, key, id };
}

const button = (html: string) => {
  const [, id = "", token = ""] = /data-approve="([^"]+)" data-token="([^"]+)"/.exec(html) ?? [];
  return { id, token };
};
const approve = ({ id, token }: { id: string; token: string }, cookie: string, headers: Record<string, string> = sameSite()) =>
  request(world.url)
    .post(`/panel/attachments/${id}/approval`)
    .query({ host, ...page })
    .set("cookie", cookie)
    .set(headers)
    .set("accept", "application/json")
    .type("form")
    .send({ token });

test("before the approval the public sees nothing, staff why the item fits; nobody keeps their answer", async () => {
  await ask().expect(204);
  const seen = await ask(page, office).expect(200);
  expect(seen.text).toContain("Nur für die Verwaltung");
  expect(seen.text).toContain("In der Arbeitsoberfläche öffnen");
  expect(seen.headers["cache-control"]).toBe("private, no-store");
  expect(seen.headers["access-control-allow-origin"]).toBe(world.ris.url);
  expect(seen.headers["access-control-allow-credentials"]).toBe("true");
  for (const name of ["Cookie", "Origin", "Sec-Fetch-Site"]) expect(seen.headers.vary).toContain(name);
  expect(seen.headers["set-cookie"]).toBeUndefined();
});

test("a session counts only where the page of the item's own RIS asks, from the same site", async () => {
  const elsewhere: Record<string, string>[] = [
    {},
    { origin: world.ris.url },
    { "sec-fetch-site": "cross-site", origin: world.ris.url },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "same-site", origin: "http://anderswo.example" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const headers of elsewhere) await ask(page, office, headers).expect(204);
});

test("an approver approves inside the RIS, once; the public answer is the same for everybody, byte by byte", async () => {
  expect((await propose(item)).answer.status).toBe(303);
  const proposed = await ask(page, office).expect(200);
  expect(proposed.text).toContain("Entwurf öffnen");
  expect(proposed.text).toContain("mit der Rolle Freigabe");
  expect(button(proposed.text).id, "the office proposes and does not approve").toBe("");
  const offered = button((await ask(page, approver).expect(200)).text);
  expect(offered.id).not.toBe("");

  const forged = { ...offered, token: offered.token.replace(/.$/, (last) => (last === "A" ? "B" : "A")) };
  await approve(forged, approver).expect(403);
  await approve({ ...offered, token: offered.token.replace(/^\d+/, "1") }, approver).expect(403);
  await approve(offered, office).expect(403);
  await approve(offered, "").expect(401);
  await approve(offered, approver, { "sec-fetch-site": "cross-site", origin: world.ris.url }).expect(403);
  await approve(offered, approver, { "sec-fetch-site": "same-site", origin: "http://anderswo.example" }).expect(403);
  await approve(offered, approver, {}).expect(403);
  await ask().expect(204);

  const both = await Promise.all([approve(offered, approver), approve(offered, approver)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(both.find(({ status }) => status === 200)?.text).toContain("Freigegeben. Das Blatt ist jetzt öffentlich.");
  expect(both.find(({ status }) => status === 409)?.text).toContain("schon entschieden");
  const { key, id } = await itemOf(item);
  const history = await world.parts.store.read.selectFrom("Attachment").select("decision").where("agendaItem", "=", id).execute();
  expect(history).toEqual([{ decision: "approved" }]);

  const open = await ask().expect(200);
  expect(open.headers["cache-control"]).toBe("no-cache");
  expect(open.text).not.toContain("Verwaltung");
  const foreign = await ask(page, office, { "sec-fetch-site": "cross-site", origin: world.ris.url }).expect(200);
  expect(foreign.text).toBe(open.text);
  expect(foreign.headers.etag).toBe(open.headers.etag);
  await ask(page, "", { ...sameSite(), "if-none-match": open.headers.etag ?? "" }).expect(304);
  const staff = await ask(page, office, { ...sameSite(), "if-none-match": open.headers.etag ?? "" }).expect(200);
  expect(staff.text.startsWith(open.text.slice(0, open.text.lastIndexOf("</section>")))).toBe(true);
  expect(staff.text).toContain("freigegeben");
  await request(world.url).get(`/public/agenda-items/${key}`).expect(200);
});

test("the fragment for a reverse proxy: ASCII alone, its own tree, the same sheet; sessions in the address count for nothing", async () => {
  const answer = await fragment(`${page.path};jsessionid=AB12${page.query}&smcred=4&refresh=1`, { base: "/kim", level: 3 }).expect(200);
  expect(answer.text).toMatch(
    /^<kim-sheet lang="de"><template shadowrootmode="open"><link rel="stylesheet" href="\/kim\/panel\/panel.css">/,
  );
  expect(answer.text).toContain('<h3 id="kim-heading">KIM-Status</h3>');
  expect([...answer.text].every((character) => character < "\u007f")).toBe(true);
  expect(answer.text).toContain("&#167;");
  const withSession = await fragment().set("cookie", office).set("sec-fetch-site", "same-site").set("origin", world.ris.url).expect(200);
  expect(withSession.text).not.toContain("Verwaltung");
  await fragment("/koeln/to0050.asp?__ktonr=387004").expect(204);
  await fragment("/koeln/").expect(204);
  await fragment(`${page.path}${page.query}`, { base: "https://anderswo.example" }).expect(400);
  await request(world.url).get("/panel/fragment").expect(400);
});

test("a plain link on every page of the RIS leads to the sheet of the item it stands on, and nowhere else", async () => {
  const from = (referer: string) => request(world.url).get("/public/here").set("referer", referer);
  const { key } = await itemOf(item);
  const found = await from(`${world.ris.url}${page.path}${page.query}&smcred=4`).expect(303);
  expect(found.headers.location).toBe(`${world.url}/public/agenda-items/${key}`);
  for (const referer of [world.ris.url, "https://anderswo.example/to0050.asp?__ktonr=387005", "Unsinn", ""])
    await from(referer).expect(404);
});

test("in a members' portal staff who cannot be known are led to the workbench, whatever is there or not", async () => {
  const lone = await ask({ path: page.path, query: "?__ktonr=999999", portal: "members" }, "", {}).expect(200);
  expect(lone.text).not.toContain("KIM-Status");
  const href = /href="([^"]+)"/.exec(lone.text)?.[1]?.replaceAll("&amp;", "&").replaceAll("&#x3D;", "=") ?? "";
  expect((await request(href).get("").set("cookie", office).expect(303)).headers.location).toBe("/workbench");
  const there = await ask({ ...page, portal: "members" }, "", {}).expect(200);
  const link = /href="([^"]+workbench[^"]+)"/.exec(there.text)?.[1]?.replaceAll("&amp;", "&").replaceAll("&#x3D;", "=") ?? "";
  const { key } = await itemOf(item);
  expect((await request(link).get("").set("cookie", office).expect(303)).headers.location).toBe(`/workbench/agenda-items/${key}`);
  await ask({ path: "/koeln/", portal: "members" }, "", {}).expect(204);
});

test("an item that does not come from the administration: nobody but staff sees it fits, and a sheet takes a person and a reason", async () => {
  const { read } = world.parts.store;
  const items = await read
    .selectFrom("AgendaItem as item")
    .innerJoin("Consultation as consultation", (join) => join.onRef("consultation.agendaItem", "=", "item.id"))
    .innerJoin("Paper as paper", (join) => join.onRef("paper.id", "=", "consultation.paper"))
    .select(["item.name", "item.web"])
    .where("item.web", "is not", null)
    .where("item.public", "is not", 0)
    .where("paper.paperType", "like", "%ntrag%")
    .execute();
  expect(items.length).toBeGreaterThan(0);
  let seen = 0;
  for (const { web } of items) {
    const { pathname: path, search } = new URL(web ?? "");
    await ask({ path, query: search }).expect(204);
    const staff = await ask({ path, query: search }, office);
    if (staff.status === 204) continue;
    seen += 1;
    expect(staff.text).toContain("nur von Hand und mit Begründung");
    expect(staff.text).not.toMatch(/<form|data-approve/);
  }
  expect(seen).toBeGreaterThan(0);
});

test("where items are rows, staff see every one there is something to say of; another town's staff and the public none", async () => {
  const rows = { path: "/gladbeck/meeting", query: "?id=1918" };
  await ask(rows).expect(204);
  const { text } = await ask(rows, office).expect(200);
  expect(text.match(/<section [^>]*data-number=/g)?.length).toBeGreaterThan(0);
  expect(text.match(/<section /g)?.length).toBe(text.match(/<div class="kim-staff"/g)?.length);
});

test("an item that became non-public: nobody sees anything of it in the panel, staff included", async () => {
  const { id } = await itemOf(item);
  await world.parts.store.write(async (transaction) => {
    await transaction.updateTable("AgendaItem").set({ public: 0 }).where("id", "=", id).execute();
  });
  await ask().expect(204);
  await ask(page, office).expect(204);
  await fragment().expect(204);
});

/** As a reverse proxy asks. */
const fragment = (uri = `${page.path}${page.query}`, query: object = {}) =>
  request(world.url).get("/panel/fragment").query(query).set({ "x-forwarded-host": host, "x-original-uri": uri });
