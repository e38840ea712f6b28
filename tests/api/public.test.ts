import request from "supertest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describedOperations } from "../description.ts";
import { bootWorld, type World } from "../world.ts";

let world: World;
beforeAll(async () => {
  world = await bootWorld();
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const reason = "Begründung-nur-im-Haus";
const question = "Frage-nur-im-Haus";

/** Puts something non-public of every kind into the service. @returns the keys of all agenda items that have something to hide */
async function hide(): Promise<string[]> {
  const office = await world.signIn("council-office");
  const secretary = await world.signIn("committee-secretary");
  const { read } = world.parts.store;
  const open = await read
    .selectFrom("AgendaItem")
    .select("key")
    .where("name", "like", "Mehrsprachige Informationen%")
    .executeTakeFirstOrThrow();
  const page = await request(world.url).get(`/workbench/agenda-items/${open.key}`).set("cookie", office).expect(200);
  const figures = [...page.text.matchAll(/name="figures" value="([^"]+)"/g)].at(-1)?.[1] ?? "";
  const post = (path: string, fields: object, cookie: string) =>
    request(world.url).post(path).set("cookie", cookie).type("form").send(fields).expect(303);
  await post(`/workbench/agenda-items/${open.key}/attachments`, { figures, reason }, office);
  const place = { organization: "Rat", sitting: "2026-09-01", title: "Bericht-nur-im-Haus" };
  const opened = await post("/workbench/towns/koeln/cases", place, secretary);
  await post(`${opened.headers.location}/inquiries`, { askers: "RM Frau Muster", question, kind: "question" }, secretary);
  await post(`${opened.headers.location}/answers`, {}, secretary);
  const hidden = await read.selectFrom("AgendaItem").select("key").where("public", "=", 0).execute();
  expect(hidden.length).toBeGreaterThan(5);
  return [open.key, ...hidden.map(({ key }) => key)];
}

test("no public operation says anything of non-public items, proposals, reasons, inquiries, drafts or persons", async () => {
  const keys = await hide();
  const { read } = world.parts.store;
  const titles = await read.selectFrom("AgendaItem").select("name").where("public", "=", 0).execute();
  const secrets = [reason, question, "Bericht-nur-im-Haus", "Albrecht", "Brandt", ...titles.map(({ name }) => name ?? "")];
  const items = await read.selectFrom("AgendaItem").select(["web", "id"]).where("town", "in", ["koeln", "aachen"]).execute();
  const operations = describedOperations().filter(({ roles, method }) => roles.includes("public") && method === "get");
  expect(operations.length).toBeGreaterThan(8);
  for (const { path, operationId } of operations) {
    for (const address of addresses(path, operationId, keys, items)) {
      const answer = await request(world.url).get(address).set("accept", "text/html");
      expect(answer.status, address).toBeLessThan(500);
      const said = `${answer.text}${JSON.stringify(answer.headers)}`;
      // The demo's sign-in page shows its invented persons; a town's provider has a page of its own.
      for (const secret of operationId === "signInPage" ? secrets.slice(0, 3) : secrets)
        expect(said, `${address} says ${secret}`).not.toContain(secret);
    }
  }
}, 60_000);

test("HEAD says what GET would, without a body", async () => {
  for (const path of ["/", "/public/towns/koeln", "/open-data/koeln/figures.csv", "/open-data/koeln/figures.json"]) {
    const [head, get] = [await request(world.url).head(path).expect(200), await request(world.url).get(path).expect(200)];
    expect(head.text ?? "", path).toBe("");
    expect([head.headers["content-type"], head.headers.etag], path).toEqual([get.headers["content-type"], get.headers.etag]);
  }
});

test("what there is not, is said with a way on: an unknown town, item, indicator or address", async () => {
  const unknown = [
    "/public/towns/nirgends",
    "/open-data/nirgends/figures.csv",
    "/public/towns/koeln/indicators/GIBT.ES.NICHT",
    "/public/x",
  ];
  for (const path of [...unknown, "/public/agenda-items/0123456789abcdef"]) {
    const { text } = await request(world.url).get(path).set("accept", "text/html").expect(404);
    expect(text, path).toContain('href="/"');
    expect(text, path).not.toContain("Arbeitsplatz</a> ·");
  }
  const { body } = await request(world.url).get("/open-data/nirgends/figures.json").set("accept", "application/json").expect(404);
  expect(body.type).toBe("urn:kim-im-rat:unknown");
});

function addresses(
  path: string,
  operationId: string,
  keys: readonly string[],
  items: readonly { web: string | null; id: string }[],
): string[] {
  if (operationId === "signInCallback") return ["/sign-in/callback?state=x"];
  if (path.includes("{indicator}"))
    return ["RES.DULD", "KIM.POST.FUND", "POT.25B"].map((id) => path.replace("{town}", "koeln").replace("{indicator}", id));
  if (path.includes("{town}")) return ["koeln", "aachen"].map((town) => path.replace("{town}", town));
  if (operationId !== "panelSection") return path.includes("{key}") ? keys.map((key) => path.replace("{key}", key)) : [path];
  return items.flatMap(({ web }) => {
    const url = web ? new URL(web) : null;
    return url ? [`${path}?${new URLSearchParams({ host: url.host, path: url.pathname, query: url.search })}`] : [];
  });
}
