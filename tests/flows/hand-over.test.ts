import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { confirmHandedOver } from "../../plugin/agenda/confirm.ts";
import { sameFile } from "../../plugin/agenda/same-file.ts";
import { fileName } from "../../plugin/outbox/file-name.ts";
import type { Store } from "../../plugin/ports/store.ts";
import { delivery } from "../../plugin/store/deliveries.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import type { Tables } from "../../plugin/store/tables.ts";
import { queued } from "../fixtures/outbox.ts";

const title = "KIM-Status zu TOP 4 (Ausschuss für Größe, 18.10.2023)";
const bytes = Buffer.from("Blatt");
const ours = { id: "0123456789abcdef", titles: [title], bytes };
const checksums = (of: string) => ({
  sha1Checksum: createHash("sha1").update(of).digest("hex").toUpperCase(),
  sha512Checksum: createHash("sha512").update(of).digest("hex"),
});
const listed = (name: string | null, fileName: string | null = null, raw: object | null = null) => ({
  ...{ name, fileName, raw: raw && JSON.stringify(raw) },
});

test.each([
  ["the title", title, null],
  ["decomposed umlauts", title.normalize("NFD"), null],
  ["transcribed umlauts and underscores", "KIM-Status_zu_TOP_4_(Ausschuss_fuer_Groesse,_18.10.2023)", null],
  ["a second download", null, `${fileName(title, "pdf").replace(".pdf", " (1).pdf")}`],
  ["a copy", null, "KIM-Status zu TOP 4 (Ausschuss für Größe, 18.10.2023) - Kopie.pdf"],
  ["the name in capitals", `${title.toUpperCase()}.PDF`, null],
  ["our id as the file name", "Anlage 1", "0123456789abcdef.pdf"],
])("recognised by name: %s", (_what, name, file) => {
  expect(sameFile(listed(name, file), ours)).toBe("same");
});

test.each([
  ["another item", "KIM-Status zu TOP 5 (Ausschuss für Größe, 18.10.2023)"],
  ["another version", `${title}, Fassung 2`],
  ["only its beginning", "KIM-Status zu TOP 4"],
  ["nothing", null],
])("not ours: %s", (_what, name) => {
  expect(sameFile(listed(name), ours)).toBe("other");
});

test.each(["sha1Checksum", "sha512Checksum"] as const)("%s decides, whatever the file is called", (key) => {
  expect(sameFile(listed("Anlage 1", "anlage1.pdf", { [key]: checksums("Blatt")[key] }), ours)).toBe("same");
  expect(sameFile(listed(title, null, { [key]: checksums("anderes")[key] }), ours)).toBe("differs");
  expect(sameFile(listed("Anlage 1", null, { [key]: checksums("anderes")[key] }), ours)).toBe("other");
  expect(sameFile(listed(title, null, { [key]: "" }), ours)).toBe("same");
});

test("names for downloads: no system refuses them, no character is torn", () => {
  for (const given of ["../../etc/passwd", 'a/b: "c"?', "..", "Titel\r\nX: y", "👩‍👩‍👧".repeat(200), "  . ", "x\u0000y"]) {
    const name = fileName(given, "pdf");
    expect(name).toMatch(/^[^/\\:*?"<>|\p{Cc}]+\.pdf$/u);
    expect(name).not.toMatch(/^\.|[. ]\.pdf$/);
    expect(name.isWellFormed()).toBe(true);
  }
  expect(fileName(title, "pdf")).toBe(`${title}.pdf`);
});

const clock = { now: () => new Date("2026-11-22T09:00:00Z") };
let store: Store<Tables>;
beforeEach(async () => {
  store = openStore(":memory:");
  await migrate(store.read);
  const [row] = queued(1);
  if (!row) throw new Error("no delivery");
  const handedOver = { target: "ris", state: "handed-over", handedOverBy: "albrecht", handedOverAt: "2026-11-22T08:00:00.000Z" } as const;
  await store.write((transaction) =>
    transaction
      .insertInto("Delivery")
      .values({ ...row, ...handedOver, title, bytes })
      .execute(),
  );
});
afterEach(() => store[Symbol.asyncDispose]());

const show = (id: string, name: string, raw: object) =>
  store.write((transaction) => {
    const known = { created: null, modified: null, deleted: null, hash: null, embedded: null, position: null, seen: "2026-11-22" };
    const empty = { mimeType: null, accessUrl: null, downloadUrl: null, text: null, fileName: null };
    const file = { ...known, ...empty, town: "musterstadt", id, parent: "i0", name, raw: JSON.stringify(raw) };
    return transaction.insertInto("File").values(file).execute();
  });

test("a file of our name with another content is left to a person, said once; the right one confirms", async () => {
  await show("other", title, checksums("anderes"));
  expect(await confirmHandedOver({ store, clock }, "musterstadt")).toBe(0);
  expect(await confirmHandedOver({ store, clock }, "musterstadt")).toBe(0);
  expect(await delivery(store.read, "document-000000")).toMatchObject({ state: "handed-over", code: "hand-over-differs" });
  expect(await store.read.selectFrom("History").selectAll().execute()).toHaveLength(1);
  await show("right", "Anlage 2", checksums("Blatt"));
  expect(await confirmHandedOver({ store, clock }, "musterstadt")).toBe(1);
  expect(await delivery(store.read, "document-000000")).toMatchObject({
    ...{ state: "confirmed", code: null, objectId: "right", confirmedBy: "service:sync", handedOverBy: "albrecht" },
  });
});
