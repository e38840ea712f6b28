import request from "supertest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bootWorld, type World } from "../world.ts";

let world: World;
beforeAll(async () => {
  world = await bootWorld({ baseUrl: "http://ris.example/kim", requestsPerMinute: 120 });
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

/** Addresses of ours in a page, by where they lead. */
const links = (html: string, names = "href|src"): string[] =>
  [...html.matchAll(new RegExp(`\\s(?:${names})="(/[^"]*)"`, "g"))].map(([, path]) => path ?? "");

// The proxy in front either takes the path away or leaves it.
test.each(["", "/kim"])("below a path, all links and assets of public pages work (asked for with %j before the path)", async (before) => {
  for (const path of [
    "/",
    "/public/towns/koeln",
    "/public/towns/koeln/method",
    "/public/towns/koeln/accessibility",
    "/sign-in",
    "/gibt-es-nicht",
  ]) {
    const { text } = await request(world.url).get(`${before}${path}`).set("accept", "text/html");
    expect(links(text).length, path).toBeGreaterThan(1);
    for (const action of links(text, "action|formaction")) expect(action).toMatch(/^\/kim\//);
    for (const link of new Set(links(text))) {
      expect(link, path).toMatch(/^\/kim\//);
      const answer = await request(world.url).get(link.replaceAll("&amp;", "&")).set("accept", "text/html");
      expect(answer.status, link).toBeLessThan(400);
    }
  }
});

test("redirects stay below the path, with the address to come back to", async () => {
  const answer = await request(world.url).get("/kim/workbench").set("accept", "text/html").expect(303);
  expect(answer.headers.location).toBe("/kim/sign-in?next=%2Fworkbench");
});

test("nothing outside the path is changed: the address of the same words at the root, and addresses of other hosts", async () => {
  const { text } = await request(world.url).get("/kim/public/towns/muenchen/accessibility").expect(200);
  expect(text).toContain('href="https://www.ldbv.bayern.de/');
  expect(text).toContain('href="http://ris.example/kim"');
  await request(world.url).get("/kimono").set("accept", "text/html").expect(404);
});

test("who asks too often is told to wait, as a page", async () => {
  const asked = await Promise.all(
    Array.from({ length: 130 }, () => request(world.url).get("/public/towns/koeln").set("accept", "text/html")),
  );
  const refused = asked.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(5);
  expect(refused[0]?.headers["ratelimit-policy"]).toBeDefined();
});
