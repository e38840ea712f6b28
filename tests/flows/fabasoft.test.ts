import { createHash } from "node:crypto";
import request from "supertest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bootWorld, until, type World } from "../world.ts";

let world: World;
beforeAll(async () => {
  world = await bootWorld();
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const title = "Einbürgerung in München: Anträge, Personal und Dauer der Verfahren";

test("München files an approved sheet into its E-Akte, under the file of the committee and the procedure of the item", async () => {
  const { fabasoft, mishaps } = world.ecm.world;
  // The answer to the first filing is lost: it must be looked for, not filed again.
  mishaps.add({ operation: "CreateInternalGI", happens: "empty" });
  await world.approve(title, "muenchen", await world.signIn("council-office"), await world.signIn("approver"));
  const delivered = await until(async () => {
    const rows = await world.parts.store.read
      .selectFrom("Delivery")
      .selectAll()
      .where("town", "=", "muenchen")
      .where("target", "=", "e-akte")
      .execute();
    for (const { id, state } of rows) {
      // Nobody waits for the time of the next attempt here.
      if (state !== "uncertain") continue;
      await world.parts.store.write((transaction) =>
        transaction.updateTable("Delivery").set({ notBefore: "2026-01-01T00:00:00.000Z" }).where("id", "=", id).execute(),
      );
    }
    return rows.length > 0 && rows.every(({ state }) => state === "confirmed") && rows;
  });
  const papers = fabasoft.papers();
  expect(papers).toHaveLength(delivered.length);
  for (const { path, name, bytes, document } of papers) {
    expect(path).toEqual([
      expect.stringMatching(/^München \/ \p{L}+ausschuss$/u),
      expect.stringMatching(/^\d{4}-\d{2}-\d{2} \/ TOP [\d.]+$/),
      name,
    ]);
    expect(document).toMatchObject({ class: "internal", by: "aylin.celik", cancelled: false });
    const own = delivered.find(({ objectId }) => objectId === document.id);
    expect(own).toMatchObject({ objectName: name, sha256: createHash("sha256").update(bytes).digest("hex") });
    expect(document.businessData.get(fabasoft.businessDatum)).toBe(own?.id);
    expect(document.subject).toContain(`[Referenz ${own?.id}] ${name}`);
    expect(document.subject).toContain(`Betreff: ${title}`);
  }
  const made = (kind: string) => fabasoft.records().filter((record) => record.class === kind).length;
  expect([made("file"), made("procedure"), fabasoft.desk().length]).toEqual([1, 1, 0]);
  expect(fabasoft.dropped).toEqual([]);
  const page = await request(world.ecm.url).get("/fabasoft").expect(200);
  for (const { id, name } of papers) {
    expect(page.text).toContain(name);
    await request(world.ecm.url).get(`/fabasoft/papers/${id}`).expect(200);
  }
}, 60_000);
