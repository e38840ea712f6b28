import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folder } from "../../adapters/ecm/folder/index.ts";
import { SettingsError } from "../../plugin/ports/adapter.ts";
import { silent } from "../../plugin/ports/log.ts";
import { ecmContract, failing, type HeldDocument, person, sample, service } from "../contracts/ecm.ts";

const at = new Date("2026-11-22T10:00:00Z");
const context = { clock: { now: () => at }, log: silent };

async function everyFile(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

async function held(root: string): Promise<HeldDocument[]> {
  const sidecars = (await everyFile(root)).filter((path) => path.endsWith(".kim.json"));
  return Promise.all(
    sidecars.map(async (path) => {
      const { reference, title, metadata, withdrawn } = JSON.parse(await readFile(join(root, path), "utf8"));
      const document = path.replace(/\.kim\.json$/, "");
      const bytes = await readFile(join(root, document));
      return { reference, title, metadata, path: document.split("/"), bytes, withdrawn: withdrawn !== undefined };
    }),
  );
}

ecmContract("ecm/folder", async () => {
  const root = await mkdtemp(join(tmpdir(), "kim-folder-"));
  return {
    ecm: folder.open({ path: root }, context),
    unreachable: folder.open({ path: join(root, "not-mounted") }, context),
    held: () => held(root),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true }),
  };
}, ["revise", "withdraw"]);

describe("what is special about a folder", () => {
  let root: string;
  const ecm = () => folder.open({ path: root }, context);
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "kim-folder-"));
  });
  afterAll(() => rm(root, { recursive: true }));

  test("beside the document lies what it is, and nothing else is left over", async () => {
    const document = sample({ title: "Blatt 1/2", folder: ["Rat"] });
    await ecm().file(document, person);
    expect((await everyFile(join(root, "Rat"))).sort()).toEqual(["Blatt 1-2.pdf", "Blatt 1-2.pdf.kim.json"]);
    expect(JSON.parse(await readFile(join(root, "Rat", "Blatt 1-2.pdf.kim.json"), "utf8"))).toEqual({
      reference: document.reference,
      title: "Blatt 1/2",
      file: "Blatt 1-2.pdf",
      mediaType: "application/pdf",
      bytes: document.bytes.byteLength,
      sha256: document.sha256,
      onBehalfOf: "person:jörg|1",
      filed: "2026-11-22T10:00:00.000Z",
      version: 1,
      metadata: document.metadata,
    });
  });

  test("a file of somebody else is never overwritten, and leaves no trace of ours", async () => {
    await mkdir(join(root, "Fremd"));
    await writeFile(join(root, "Fremd", "Vorhanden.pdf"), "fremd");
    const document = sample({ title: "Vorhanden", folder: ["Fremd"] });
    expect(await failing(ecm().file(document, person))).toEqual({ code: "name-taken", kind: "permanent" });
    expect(await readFile(join(root, "Fremd", "Vorhanden.pdf"), "utf8")).toBe("fremd");
    expect(await readdir(join(root, "Fremd"))).toEqual(["Vorhanden.pdf"]);
  });

  test("a sidecar whose document never came counts for nothing and gives way to the same reference", async () => {
    const document = sample({ title: "Abbruch", folder: ["Abbruch"] });
    const filed = await ecm().file(document, person);
    await rm(join(root, filed.objectId));
    expect(await ecm().find(document.reference, document.folder, service)).toBeNull();
    expect(await failing(ecm().file(sample({ title: "Abbruch", folder: ["Abbruch"] }), person))).toMatchObject({ code: "name-taken" });
    await ecm().file(document, person);
    await writeFile(join(root, filed.objectId), "");
    expect(await ecm().find(document.reference, document.folder, service)).toBeNull();
    await ecm().file(document, person);
    expect(await ecm().find(document.reference, document.folder, service)).toEqual(filed);
    expect((await ecm().readBack(filed, service)).byteLength).toBe(document.bytes.byteLength);
  });

  test("every version is a file of its own that names the one before; withdrawn are all of them", async () => {
    const document = sample({ title: "Blatt", folder: ["Fassungen"] });
    const first = await ecm().file(document, person);
    const second = await ecm().revise?.(first, sample({ title: "Blatt", folder: ["Fassungen"] }), person);
    expect(second).toMatchObject({ objectId: "Fassungen/Blatt (Fassung 2).pdf", version: "2", name: "Blatt (Fassung 2).pdf" });
    await ecm().withdraw?.(second ?? first, person);
    const beside = async (name: string) => JSON.parse(await readFile(join(root, "Fassungen", `${name}.kim.json`), "utf8"));
    expect(await beside("Blatt (Fassung 2).pdf")).toMatchObject({ version: 2, replaces: "Blatt.pdf", withdrawn: at.toISOString() });
    expect(await beside("Blatt.pdf")).toMatchObject({ version: 1, withdrawn: at.toISOString() });
    expect(Buffer.from(await ecm().readBack(first, service)).equals(document.bytes)).toBe(true);
    expect((await readdir(join(root, "Fassungen"))).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("nothing is written through a link in the place of a case", async () => {
    const outside = await mkdtemp(join(tmpdir(), "kim-outside-"));
    await symlink(outside, join(root, "Umleitung"));
    const refused = { code: "ecm-folder-link", kind: "permanent" };
    expect(await failing(ecm().file(sample({ folder: ["Umleitung"] }), person))).toEqual(refused);
    expect(await failing(ecm().file(sample({ folder: ["Umleitung", "TOP 1"] }), person))).toEqual(refused);
    expect(await readdir(outside)).toEqual([]);
    await rm(outside, { recursive: true });
  });

  test("whoever looks into the folder while 20 documents of 1 MB are filed sees whole ones only", async () => {
    const documents = Array.from({ length: 20 }, () => sample({ folder: ["Blick"], bytes: Buffer.alloc(1_000_000, "x") }));
    await mkdir(join(root, "Blick"));
    let filing = true;
    const looking = (async () => {
      const seen = new Set<number>();
      while (filing) {
        for (const name of await readdir(join(root, "Blick")))
          if (name.endsWith(".pdf")) seen.add((await stat(join(root, "Blick", name))).size);
      }
      return seen;
    })();
    await Promise.all(documents.map((document) => ecm().file(document, person)));
    filing = false;
    expect([...(await looking)].filter((size) => size !== 1_000_000)).toEqual([]);
  });

  test("files that only look like ours are passed over", async () => {
    await mkdir(join(root, "Unfug"));
    for (const [name, text] of Object.entries({ "a.kim.json": "kein JSON", "b.kim.json": "{}", "c.kim.json": '{"reference":"r"}' })) {
      await writeFile(join(root, "Unfug", name), text);
    }
    await mkdir(join(root, "Unfug", "d.kim.json"));
    expect(await ecm().find("r", ["Unfug"], service)).toBeNull();
  });

  test("no id leads out of the folder, nor does a link", async () => {
    const outside = await mkdtemp(join(tmpdir(), "kim-outside-"));
    await writeFile(join(outside, "geheim.pdf"), "geheim");
    await symlink(outside, join(root, "Tür"));
    await symlink(join(outside, "geheim.pdf"), join(root, "Fenster.pdf"));
    const ids = [`../${relative(tmpdir(), outside)}/geheim.pdf`, "Tür/geheim.pdf", "Fenster.pdf", "Rat/../Fenster.pdf", ".", "Rat"];
    for (const objectId of ids) {
      expect(await failing(ecm().readBack({ objectId, version: "1", name: "" }, service))).toEqual({
        code: "ecm-not-found",
        kind: "permanent",
      });
    }
    await rm(outside, { recursive: true });
  });

  test("a folder that may not be written to says so", async () => {
    const closed = join(root, "geschlossen");
    await writeFile(closed, "eine Datei, kein Ordner");
    const inFile = folder.open({ path: closed }, context);
    expect(await failing(inFile.file(sample(), person))).toEqual({ code: "ecm-folder-missing", kind: "transient" });
    // Root may write to a folder of mode 0500, but not even root to /sys.
    const readOnly = process.getuid?.() === 0 ? "/sys" : join(root, "nur-lesen");
    if (readOnly !== "/sys") await mkdir(readOnly, { mode: 0o500 });
    const ecmThere = folder.open({ path: readOnly }, context);
    expect(await failing(ecmThere.file(sample(), person))).toEqual({ code: "ecm-folder-not-writable", kind: "permanent" });
    expect(await ecmThere.check(service)).toMatchObject({ ok: false, code: "ecm-folder-not-writable" });
  });

  test("check leaves nothing behind", async () => {
    const before = await everyFile(root);
    expect((await ecm().check(service)).ok).toBe(true);
    expect(await everyFile(root)).toEqual(before);
    expect((await stat(root)).isDirectory()).toBe(true);
  });

  test.each([
    [{}, "path"],
    [{ path: "relativ/daneben" }, "path"],
    [{ path: "/srv", pfad: "/srv" }, "pfad"],
    ["/srv", "path"],
  ])("settings %j are refused with the key and a mend", (settings, key) => {
    expect(() => folder.open(settings, context)).toThrow(SettingsError);
    expect(() => folder.open(settings, context)).toThrow(
      expect.objectContaining({ key, message: expect.stringMatching(/angeben|streichen/) }),
    );
  });
});
