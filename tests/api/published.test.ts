import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publicRows } from "../../plugin/store/published.ts";
import { bootWorld, type World } from "../world.ts";

const koelnItem = "Kommunales Integrationsmanagement (KIM): Bericht zum 30.09.2026";

let world: World;
let office: string;
let approver: string;
let key: string;
beforeAll(async () => {
  world = await bootWorld();
  [office, approver] = [await world.signIn("council-office"), await world.signIn("approver")];
  key = await world.approve(koelnItem, "koeln", office, approver);
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const get = (path: string) => request(world.url).get(path).set("accept", "text/html");
const data = async () => (await request(world.url).get("/open-data/koeln/figures.json").expect(200)).body as OpenData;

interface OpenData {
  licence: { id: string };
  figures: { figure: { id: string; indicator: string; value: string | null; label: string }; version: number; corrected: string | null }[];
  withdrawn: { item: { name: string } }[];
}

describe("what is published", () => {
  test("the overview lists the sheet, the indicators of its topics and the data", async () => {
    const { text } = await get("/public/towns/koeln").expect(200);
    expect(text).toContain(`href="/public/agenda-items/${key}"`);
    expect(text).toContain("/public/towns/koeln/indicators/");
    expect(text).toContain('href="/open-data/koeln/figures.csv"');
    expect((await get("/public/towns/aachen").expect(200)).text).toContain("Bisher ist nichts veröffentlicht");
  });

  test("only values of approved sheets are served, never one that merely exists in the store", async () => {
    const { figures } = await data();
    const inLedger = await world.parts.store.read.selectFrom("PublishedCell").select("figure").where("town", "=", "koeln").execute();
    expect(figures.length).toBeGreaterThan(3);
    expect(new Set(figures.map(({ figure }) => figure.id))).toEqual(new Set(inLedger.map(({ figure }) => figure)));
    const stored = await world.parts.store.read.selectFrom("Figure").select(["id", "indicator"]).where("town", "=", "koeln").execute();
    const unpublished = stored.find(({ indicator }) => !figures.some(({ figure }) => figure.indicator === indicator));
    expect(unpublished).toBeDefined();
    await get(`/public/towns/koeln/indicators/${unpublished?.indicator}`).expect(404);
  });

  test("each indicator has a page with its values, source and method", async () => {
    const { text } = await get("/public/towns/koeln");
    const pages = [...new Set([...text.matchAll(/href="(\/public\/towns\/koeln\/indicators\/[^"]+)"/g)].map(([, path]) => path ?? ""))];
    expect(pages.length).toBeGreaterThan(2);
    for (const path of pages) {
      const page = await get(path).expect(200);
      expect(page.text, path).toMatch(/<table[\s\S]*Quellen und Verfahren/);
      expect(page.text, path).toContain(`/public/agenda-items/${key}`);
    }
  });

  test("a topic that has nothing is said to have nothing; a page that there is not is not found", async () => {
    expect((await get("/public/towns/koeln?topic=T20").expect(200)).text).toContain("Zu diesem Thema ist nichts veröffentlicht");
    await get("/public/towns/koeln?page=99").expect(404);
    await get("/public/towns/koeln?topic=drop").expect(400);
  });
});

describe("open data", () => {
  test("the table says of every value where and when it was published, and no text begins a formula", async () => {
    const { text, headers } = await request(world.url).get("/open-data/koeln/figures.csv").expect(200);
    const [head = "", ...rows] = text.trim().split("\n");
    expect(head.replace("\ufeff", "")).toMatch(
      /^AGS;Indikator;Stichtag;Von;Bis;Wert;.*;Fassung;Veröffentlicht am;Veröffentlicht mit;Adresse;Berichtigt am$/,
    );
    expect(rows).toHaveLength((await data()).figures.length);
    for (const row of rows) expect(row).toContain(`/public/agenda-items/${key}`);
    expect(headers["content-type"]).toMatch(/^text\/csv/);
    expect(headers["access-control-allow-origin"]).toBe("*");
  });

  test("what did not change is not sent again", async () => {
    for (const path of ["/open-data/koeln/figures.csv", "/open-data/koeln/figures.json", "/public/towns/koeln"]) {
      const { headers } = await request(world.url).get(path).expect(200);
      await request(world.url).get(path).set("if-none-match", String(headers.etag)).expect(304);
      if (path.startsWith("/open-data"))
        await request(world.url).get(path).set("if-modified-since", String(headers["last-modified"])).expect(304);
    }
  });

  test("data portals get a description with licence and both files", async () => {
    const { text } = await request(world.url).get("/open-data/muenchen/catalogue.jsonld").buffer(true).parse(asText).expect(200);
    const dataset = JSON.parse(text);
    expect(dataset["@type"]).toBe("dcat:Dataset");
    expect(dataset["dcat:distribution"].map((one: Record<string, object>) => one["dct:license"])).toEqual(
      Array(2).fill({ "@id": "http://dcat-ap.de/def/licenses/dl-by-de/2_0" }),
    );
    expect(dataset["dcat:distribution"][0]["dcatde:licenseAttributionByText"]).toBe("München");
  });
});

const pages = async () => {
  const paths = [`/public/agenda-items/${key}`, "/public/towns/koeln", "/open-data/koeln/figures.csv", "/open-data/koeln/figures.json"];
  return Promise.all([...paths, "/public/towns/koeln/indicators/KIM.POST.FUND"].map(get));
};
const decide = async (decision: string, from: string) => {
  const { id } = await world.parts.store.read
    .selectFrom("Attachment")
    .innerJoin("AgendaItem as item", "item.id", "Attachment.agendaItem")
    .select("Attachment.id")
    .where("item.key", "=", key)
    .where("Attachment.decision", "=", from as "proposed")
    .executeTakeFirstOrThrow();
  await request(world.url)
    .post(`/workbench/attachments/${id}/decision`)
    .set("cookie", approver)
    .type("form")
    .send({ decision })
    .expect(303);
};

test("an answer to what was asked in the non-public part is not published, even where the RIS does not say that its item is non-public", async () => {
  const secretary = await world.signIn("committee-secretary");
  const { read } = world.parts.store;
  const post = (path: string, fields: object) =>
    request(world.url).post(path).set("cookie", secretary).type("form").send(fields).expect(303);
  const place = { organization: "Ausschuss für Chancengerechtigkeit und Integration", sitting: "2026-09-21", title: "Stellen" };
  const id = /cases\/(\w+)/.exec((await post("/workbench/towns/koeln/cases", place)).headers.location ?? "")?.[1] ?? "";
  const question = "wie viele Stellen im Case Management besetzt sind";
  await post(`/workbench/cases/${id}/inquiries`, { askers: "RM Frau Muster", question, kind: "question" });
  await post(`/workbench/cases/${id}/answers`, {});
  const item = await read.selectFrom("AgendaItem").select("id").where("key", "=", key).executeTakeFirstOrThrow();
  const released = async (asked: { public: number }) => {
    await world.parts.store.write(async (transaction) => {
      await transaction
        .updateTable("Case")
        .set({ agendaItem: item.id, ...asked })
        .where("id", "=", id)
        .execute();
      const decided = { decision: "approved", decidedBy: "celik", decidedAt: "2026-11-01T10:00:00.000Z" } as const;
      await transaction.updateTable("Answer").set(decided).where("case", "=", id).execute();
    });
    return (await publicRows(read, "koeln")).filter(({ series }) => series === id).length;
  };
  expect(await released({ public: 1 })).toBe(1);
  expect(await released({ public: 0 })).toBe(0);
});

describe("what is taken back", () => {
  test("an item that is no longer public is gone everywhere with the next request, and nothing is said of it", async () => {
    const before = await pages();
    expect(before.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const hide = (flag: number | null) =>
      world.parts.store.write((transaction) =>
        transaction.updateTable("AgendaItem").set({ public: flag }).where("key", "=", key).execute(),
      );
    await hide(0);
    const after = await pages();
    await hide(1);
    expect(after.map(({ status }) => status)).toEqual([410, 200, 200, 200, 404]);
    for (const { text } of after) expect(text).not.toContain(koelnItem);
    expect(after[2]?.text.trim().split("\n")).toHaveLength(1);
    expect((await pages()).map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  });

  test("a new version says what it replaced; a withdrawn one leaves a note, and none of its values", async () => {
    await world.approve(koelnItem, "koeln", office, approver);
    const [item, overview] = await pages();
    expect(item?.text).toMatch(/Fassung 2, veröffentlicht am [^.]+\. [^.]+\. Sie ersetzt die Fassung 1/);
    expect(overview?.text).toContain("ersetzt Fassung 1");
    await decide("withdrawn", "approved");
    const gone = await pages();
    expect(gone.map(({ status }) => status)).toEqual([410, 200, 200, 200, 404]);
    expect(gone[0]?.text).toMatch(/Das Blatt zu TOP 3\.1: [^<]+ wurde am [^<]+ zurückgezogen/);
    expect(gone[1]?.text).toContain("zurückgezogen am");
    const { figures, withdrawn } = await data();
    expect(figures).toEqual([]);
    expect(withdrawn.map(({ item: { name } }) => name)).toEqual([koelnItem]);
  });
});

const asText = (response: request.Response, done: (error: Error | null, text: string) => void): void => {
  let text = "";
  response.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
  });
  response.on("end", () => {
    (response as unknown as { text: string }).text = text;
    done(null, text);
  });
};
