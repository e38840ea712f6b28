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

function addresses(
  path: string,
  operationId: string,
  keys: readonly string[],
  items: readonly { web: string | null; id: string }[],
): string[] {
  if (operationId === "signInCallback") return ["/sign-in/callback?state=x"];
  if (operationId !== "panelSection") return path.includes("{key}") ? keys.map((key) => path.replace("{key}", key)) : [path];
  return items.flatMap(({ web }) => {
    const url = web ? new URL(web) : null;
    return url ? [`${path}?${new URLSearchParams({ host: url.host, path: url.pathname, query: url.search })}`] : [];
  });
}
