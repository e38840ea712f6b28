import request from "supertest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { printSheet, publicPage } from "../../plugin/agenda/print.ts";
import type { Sheet } from "../../plugin/agenda/sheet.ts";
import { attachmentsOf } from "../../plugin/store/attachments.ts";
import { bootWorld, type World } from "../world.ts";

let world: World;
let office: string;
let item: { key: string; id: string };
beforeAll(async () => {
  world = await bootWorld();
  office = await world.signIn("council-office");
  const { read } = world.parts.store;
  const name = "Chancen-Aufenthaltsrecht: Übergänge in §§ 25a und 25b AufenthG und auslaufende Titel";
  item = await read
    .selectFrom("AgendaItem")
    .select(["key", "id"])
    .where("name", "=", name)
    .where("town", "=", "koeln")
    .executeTakeFirstOrThrow();
});
afterAll(() => world[Symbol.asyncDispose]());

const address = () => `/workbench/agenda-items/${item.key}`;
const values = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`name="${name}" value="([^"]+)"`, "g"))].map(([, value = ""]) => decode(value));
const taken = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`name="${name}" value="([^"]+)" checked`, "g"))].map(([, value = ""]) => decode(value));
const decode = (text: string) => text.replaceAll("&#x3D;", "=").replaceAll("&amp;", "&");
const read = (html: string) => ({
  order: values(html, "order"),
  figures: taken(html, "figures"),
  statements: taken(html, "statements"),
  online: taken(html, "online"),
  before: values(html, "before")[0] ?? "",
});
type Form = ReturnType<typeof read>;

const get = async (path = address()) => (await request(world.url).get(path).set("cookie", office).expect(200)).text;
async function compose(form: Partial<Form>, more: Record<string, string> = {}): Promise<string> {
  const post = request(world.url).post(`${address()}/composition`).set("cookie", office).type("form");
  return (await post.send({ ...form, ...more }).expect(200)).text;
}
const versions = async (): Promise<Sheet[]> => (await attachmentsOf(world.parts.store.read, "koeln", item.id)).map(({ sheet }) => sheet);

test("a step up or down moves one series or statement, and is taken back by one button", async () => {
  const start = read(await get());
  const [first = "", second = ""] = start.order;
  const down = read(await compose(start, { move: `down:${first}` }));
  expect(down.order.slice(0, 2)).toEqual([second, first]);
  expect(down.figures.toSorted()).toEqual(start.figures.toSorted());
  const html = await compose(down, { move: "down:no such thing" });
  expect(read(html).order).toEqual(down.order);
  const page = await compose(start, { move: `down:${first}` });
  const [undo = ""] = values(page, "undo");
  expect(read(await compose({}, { undo })).order).toEqual(start.order);
  expect(await versions()).toEqual([]);
});

test("the preview shows what is chosen, in its order, and an empty choice says what to do", async () => {
  const form = read(await get());
  const [, second = ""] = form.order;
  const shown = (html: string) =>
    [...html.slice(html.indexOf('id="vorschau"')).matchAll(/<h4 id="kim-\d+-heading">([^<]+)/g)].map(([, name]) => name);
  const before = shown(await compose(form));
  const after = shown(await compose(form, { move: `up:${second}` }));
  expect(before.length).toBeGreaterThan(1);
  expect(after).toEqual([before[1], before[0], ...before.slice(2)]);
  expect(await compose({ order: form.order })).toContain("Noch nichts ausgewählt");
});

test("what is not printed stands on the page and not on the sheet; a sheet of nothing else is refused", async () => {
  const form = read(await get());
  const [first = ""] = form.order;
  const post = (fields: object) =>
    request(world.url).post(`${address()}/attachments`).set("cookie", office).set("accept", "application/json").type("form").send(fields);
  const { body } = await post({ ...form, online: form.order }).expect(422);
  expect(body.type).toBe("urn:kim-im-rat:attach.nothing-printed");
  await post({ ...form, online: first }).expect(303);
  const [sheet] = await versions();
  if (!sheet) throw new Error("nothing was proposed");
  expect(sheet.online?.length).toBeGreaterThan(0);
  const head = sheet.figures.find(({ id }) => sheet.online?.includes(id))?.label ?? "";
  const about = { address: "https://kim.example/x", base: "", data: null };
  expect(publicPage(sheet, about)).toContain(head);
  const printed = printSheet(sheet, about);
  expect(printed).not.toContain(head);
  expect(printed).toContain("stehen nur auf der Seite im Netz");
});

test("an earlier version is the beginning of the next", async () => {
  const [row] = await attachmentsOf(world.parts.store.read, "koeln", item.id);
  const form = read(await get(`${address()}?from=${row?.id}`));
  expect(form.figures.toSorted()).toEqual(row?.sheet.figures.map(({ id }) => id).toSorted());
  expect(form.online).toHaveLength(1);
});

test("a refused proposal comes back as it was arranged", async () => {
  const form = read(await get());
  const [first = "", second = ""] = form.order;
  const order = [second, first, ...form.order.slice(2)];
  const post = request(world.url)
    .post(`${address()}/attachments`)
    .set("cookie", office)
    .set("accept", "text/html")
    .set("referer", `${world.url}${address()}`);
  const { text } = await post.type("form").send({ order, online: form.order }).expect(422);
  expect(read(text)).toMatchObject({ order, figures: [], online: order });
  expect(text).toContain("<title>Fehler: ");
});
