import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { say } from "../../plugin/messages.ts";
import type { Ecm, EcmDocument } from "../../plugin/ports/ecm.ts";
import { type Principal, UpstreamError } from "../../plugin/ports/errors.ts";

/** What stands in the records system, seen behind the adapter's back. */
export interface HeldDocument {
  readonly reference: string | undefined;
  readonly title: string | undefined;
  /** Names from the root to the document, its own last. */
  readonly path: readonly string[];
  readonly bytes: Uint8Array;
  readonly metadata: Readonly<Record<string, string>>;
  /** Whether it is marked as withdrawn; to be told where the adapter declares `withdraw`. */
  readonly withdrawn?: boolean;
}

/** The optional roles of an ECM. What an adapter does not declare here is tested to be absent. */
export type EcmRole = "revise" | "withdraw";

export interface EcmHouse extends AsyncDisposable {
  readonly ecm: Ecm;
  held(): Promise<readonly HeldDocument[]>;
  /** The same system with settings that lead nowhere. */
  readonly unreachable: Ecm;
  /** Set where the system itself lets two at once have one name: nothing an adapter could mend. */
  readonly sharesNamesInARace?: true;
}

export const person: Principal = { as: "person", id: "jörg|1" };
export const service: Principal = { as: "service", reason: "Abgleich" };

let references = 0;

/** A document with a reference and title of its own. */
export function sample(changes: Partial<EcmDocument> = {}): EcmDocument {
  references += 1;
  const bytes = changes.bytes ?? Buffer.from(`%PDF-1.7\r\n--\r\nInhalt ${references} – Förderung\r\n`);
  return {
    reference: `3f2b-${String(references).padStart(6, "0")}`,
    title: `Antwort ${references}`,
    extension: "pdf",
    mediaType: "application/pdf",
    bytes,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    folder: ["Köln", "Integrationsrat 2026-11-22", "TOP 7.1"],
    metadata: { town: "Köln", body: "Integrationsrat", date: "2026-11-22", source: "KIM-Bericht" },
    ...changes,
  };
}

/** The failure of a call as code and kind; its sentence must exist. */
export async function failing(call: Promise<unknown>): Promise<{ code: string; kind: string }> {
  const error = await call.then(
    (value) => expect.fail(`no failure but ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UpstreamError);
  const { code, kind } = error as UpstreamError;
  expect(say(code)).toMatch(/^[A-ZÄÖÜ].*\.$/);
  return { code, kind };
}

const sameBytes = (one: Uint8Array | undefined, other: Uint8Array) => one !== undefined && Buffer.from(other).equals(one);

/** What every records system must do, ugly cases first, and what it must do in the roles it declares. `boot` is called once. */
export function ecmContract(name: string, boot: () => Promise<EcmHouse>, roles: readonly EcmRole[] = []): void {
  describe(name, { timeout: 60_000 }, () => {
    let house: EcmHouse;
    beforeAll(async () => {
      house = await boot();
    });
    afterAll(() => house[Symbol.asyncDispose]());
    const heldBy = async (reference: string) => (await house.held()).filter((held) => held.reference === reference);

    test.each([
      "Drucksache 2026/123: „Förderung“ der Integration?",
      "Antwort\u00adentwurf – soft hyphen, 'Apostroph', \"Anführung\", <b>&amp;</b>",
      "Emoji 👩‍👩‍👧 🇩🇪 und zerlegte Um\u0308laute",
      "Zeile 1\r\nX-Injected: ja",
      "..",
      "../../etc/passwd",
      "CON",
      "   ",
      "Punkt am Ende...",
      "Nullzeichen\u0000 und halbes Zeichen \ud83d",
      "Sehr langer Titel ".repeat(60),
    ])("files and reads back %j", async (title) => {
      const document = sample({ title, extension: "pdf" });
      const filed = await house.ecm.file({ ...document, folder: [...document.folder, document.reference] }, person);
      expect(filed.objectId).not.toBe("");
      expect(filed.name).toMatch(/^[^/\\:"*?<>|\p{Cc}]+\.pdf$/u);
      expect(Buffer.byteLength(filed.name)).toBeLessThanOrEqual(255);
      expect(sameBytes(await house.ecm.readBack(filed, service), document.bytes)).toBe(true);
      const [held, ...others] = await heldBy(document.reference);
      expect(others).toEqual([]);
      expect(held?.path.at(-1)).toBe(filed.name);
      expect(sameBytes(held?.bytes, document.bytes)).toBe(true);
      // The true title is kept; what XML and JSON cannot hold or show on one line may be lost, letters may not.
      const letters = (text: string) => text.toWellFormed().replace(/[\s\p{Cc}\ufffd]/gu, "");
      expect(letters(held?.title ?? "")).toBe(letters(title));
      expect(held?.metadata).toMatchObject(document.metadata);
    });

    test("folders are made as needed, with names that are permitted, and used again", async () => {
      const folder = ["Aachen", "Hauptausschuss 22/2026", "TOP: 7?"];
      const documents = [sample({ folder }), sample({ folder })];
      await Promise.all(documents.map((document) => house.ecm.file(document, person)));
      for (const { reference } of documents) {
        const [held] = await heldBy(reference);
        expect(held?.path.slice(-4, -1)).toEqual(["Aachen", "Hauptausschuss 22-2026", "TOP- 7-"]);
      }
    });

    test("an empty file is a file", async () => {
      const document = sample({ bytes: new Uint8Array(0) });
      const filed = await house.ecm.file(document, person);
      expect(await house.ecm.readBack(filed, service)).toHaveLength(0);
      expect(await house.ecm.find(document.reference, document.folder, service)).toEqual(filed);
    });

    test("30 MB come back byte by byte", async () => {
      const document = sample({ bytes: Buffer.concat([randomBytes(15_000_000), Buffer.alloc(15_000_000, "\r\n--")]) });
      const filed = await house.ecm.file(document, person);
      const back = await house.ecm.readBack(filed, service);
      expect(createHash("sha256").update(back).digest("hex")).toBe(document.sha256);
    });

    test("finds a document by its reference, and says null of what is not there", async () => {
      const document = sample();
      expect(await house.ecm.find(document.reference, document.folder, service)).toBeNull();
      expect(await house.ecm.find(document.reference, ["Nirgends", "TOP 1"], service)).toBeNull();
      const filed = await house.ecm.file(document, person);
      expect(await house.ecm.find(document.reference, document.folder, service)).toEqual(filed);
      expect(await house.ecm.find(document.reference.slice(0, -1), document.folder, service)).toBeNull();
      expect(await house.ecm.find(`${document.reference}' OR '1'='1`, document.folder, service)).toBeNull();
    });

    test("references of any characters are told apart", async () => {
      const references = ["a/b", "a%2Fb", "o'hara \\ ]x", "grüße 😀", "a:b"];
      for (const reference of references) {
        const document = sample({ reference, folder: ["Kennungen"] });
        const filed = await house.ecm.file(document, person);
        expect(await house.ecm.find(reference, ["Kennungen"], service)).toEqual(filed);
      }
    });

    test("finds one among 130", async () => {
      const documents = Array.from({ length: 130 }, () => sample({ folder: ["Viele"] }));
      for (const document of documents) await house.ecm.file(document, person);
      const last = documents.at(-1)?.reference ?? "";
      expect(await house.ecm.find(last, ["Viele"], service)).toMatchObject({ name: expect.stringMatching(/^Antwort \d+\.pdf$/) });
      expect(await house.ecm.find("fehlt", ["Viele"], service)).toBeNull();
    });

    test("another document of the same name is refused and does not touch the first", async () => {
      const first = sample({ title: "Doppelt" });
      const second = sample({ title: "Doppelt" });
      const filed = await house.ecm.file(first, person);
      expect(await failing(house.ecm.file(second, person))).toEqual({ code: "name-taken", kind: "permanent" });
      expect(sameBytes(await house.ecm.readBack(filed, service), first.bytes)).toBe(true);
      expect(await house.ecm.find(first.reference, first.folder, service)).toEqual(filed);
      expect(await house.ecm.find(second.reference, second.folder, service)).toBeNull();
      expect(await heldBy(second.reference)).toEqual([]);
    });

    test("ten at once with the same name: one is filed, nine are refused", async () => {
      const documents = Array.from({ length: 10 }, () => sample({ title: "Wettlauf", folder: ["Wettlauf", "Neu"] }));
      const outcomes = await Promise.allSettled(documents.map((document) => house.ecm.file(document, person)));
      const filed = outcomes.filter(({ status }) => status === "fulfilled").length;
      if (house.sharesNamesInARace) expect(filed).toBeGreaterThanOrEqual(1);
      else expect(filed).toBe(1);
      for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "name-taken" });
      expect((await house.held()).filter(({ path }) => path.includes("Wettlauf"))).toHaveLength(filed);
    });

    test.each(["99999", "", "../geheim", "/etc/passwd", "a\u0000b"])(
      "reading back %j, which does not exist, is permanent",
      async (objectId) => {
        const { kind, code } = await failing(house.ecm.readBack({ objectId, version: "", name: "" }, service));
        expect([kind, code]).toEqual(["permanent", "ecm-not-found"]);
      },
    );

    test("check tells how it is", async () => {
      expect(await house.ecm.check(service)).toMatchObject({ ok: true, facts: expect.arrayContaining([expect.any(String)]) });
      const bad = await house.unreachable.check(service);
      expect(bad.ok).toBe(false);
      expect(say(bad.code ?? "")).not.toBe("");
    });

    test("a system that cannot be reached has accepted nothing: transient, and find does not say absent", async () => {
      const document = sample();
      expect(await failing(house.unreachable.file(document, person))).toMatchObject({ kind: "transient" });
      expect(await failing(house.unreachable.find(document.reference, document.folder, service))).toMatchObject({ kind: "transient" });
    });

    if (roles.includes("revise")) revising(() => house);
    else test("does not take new versions", () => expect(house.ecm.revise).toBeUndefined());
    if (roles.includes("withdraw")) withdrawing(() => house, roles);
    else test("does not mark as withdrawn", () => expect(house.ecm.withdraw).toBeUndefined());
  });
}

const nowhere = { objectId: "99999", version: "1.0", name: "Fehlt.pdf" };

/** A method that the adapter declares to have. */
function declared<Method>(method: Method | undefined): Method {
  if (!method) return expect.fail("a declared role is missing");
  return method;
}

function revising(house: () => EcmHouse): void {
  const revise = (...given: Parameters<NonNullable<Ecm["revise"]>>) => declared(house().ecm.revise)(...given);
  /** The next version of a document: its own reference and content, the same case. */
  const next = (of: EcmDocument, changes: Partial<EcmDocument> = {}) => sample({ title: of.title, folder: of.folder, ...changes });

  test("new versions: each is found by its own reference, the newest stands there, the earlier ones stay readable", async () => {
    const folder = ["Fassungen", "TOP 3"];
    const documents = [sample({ title: "Blatt: Stand 1/2", folder })];
    let filed = await house().ecm.file(documents[0] as EcmDocument, person);
    const places = [filed];
    for (let version = 2; version <= 4; version++) {
      const document = next(documents[0] as EcmDocument, { metadata: { source: `Fassung ${version}` } });
      expect(await house().ecm.find(document.reference, folder, service)).toBeNull();
      filed = await revise(filed, document, person);
      expect(await house().ecm.find(document.reference, folder, service)).toEqual(filed);
      documents.push(document);
      places.push(filed);
    }
    expect(new Set(places.map(({ objectId, version }) => `${objectId} ${version}`)).size).toBe(4);
    for (const [index, place] of places.entries()) {
      expect(sameBytes(await house().ecm.readBack(place, service), (documents[index] as EcmDocument).bytes)).toBe(true);
    }
    const newest = (await house().held()).filter(({ reference }) => reference === documents[3]?.reference);
    expect(newest).toHaveLength(1);
    expect(newest[0]?.path.at(-1)).toBe(filed.name);
    expect(sameBytes(newest[0]?.bytes, (documents[3] as EcmDocument).bytes)).toBe(true);
    expect(newest[0]?.metadata).toMatchObject({ source: "Fassung 4" });
  });

  test("a version of a document with the longest of titles", async () => {
    const first = sample({ title: "Ähnliche Überschrift ".repeat(40), folder: ["Fassungen", "lang"] });
    const filed = await house().ecm.file(first, person);
    const second = next(first);
    const revised = await revise(filed, second, person);
    expect(Buffer.byteLength(revised.name)).toBeLessThanOrEqual(255);
    expect(revised.name).toMatch(/\.pdf$/);
    expect(sameBytes(await house().ecm.readBack(revised, service), second.bytes)).toBe(true);
  });

  test("a version of what does not exist is permanent, and leaves nothing", async () => {
    const document = sample({ folder: ["Fassungen", "ohne"] });
    expect(await failing(revise(nowhere, document, person))).toEqual({ code: "ecm-not-found", kind: "permanent" });
    expect(await house().ecm.find(document.reference, document.folder, service)).toBeNull();
    expect((await house().held()).filter(({ reference }) => reference === document.reference)).toEqual([]);
  });

  test("a system that cannot be reached has accepted no version", async () => {
    const first = sample({ folder: ["Fassungen", "fern"] });
    const filed = await house().ecm.file(first, person);
    const away = declared(house().unreachable.revise);
    expect(await failing(away(filed, next(first), person))).toMatchObject({ kind: "transient" });
  });
}

function withdrawing(house: () => EcmHouse, roles: readonly EcmRole[]): void {
  const withdraw = (...given: Parameters<NonNullable<Ecm["withdraw"]>>) => declared(house().ecm.withdraw)(...given);

  test("a withdrawn document is marked, stays where it is and can be read, however often that is asked for", async () => {
    const [document, other] = [sample({ folder: ["Zurückgezogen"] }), sample({ folder: ["Zurückgezogen"] })];
    const filed = await house().ecm.file(document, person);
    await house().ecm.file(other, person);
    const marked = await withdraw(filed, person);
    expect(await withdraw(marked, person)).toEqual(marked);
    expect(await house().ecm.find(document.reference, document.folder, service)).toEqual(marked);
    expect(sameBytes(await house().ecm.readBack(marked, service), document.bytes)).toBe(true);
    const held = await house().held();
    expect(held.find(({ reference }) => reference === document.reference)?.withdrawn).toBe(true);
    expect(held.find(({ reference }) => reference === other.reference)?.withdrawn ?? false).toBe(false);
  });

  test("what does not exist cannot be withdrawn: permanent", async () => {
    expect(await failing(withdraw(nowhere, person))).toEqual({ code: "ecm-not-found", kind: "permanent" });
  });

  test("a system that cannot be reached: transient", async () => {
    const filed = await house().ecm.file(sample({ folder: ["Zurückgezogen"] }), person);
    expect(await failing(declared(house().unreachable.withdraw)(filed, person))).toMatchObject({ kind: "transient" });
  });

  if (!roles.includes("revise")) return;
  test("the last version says that it is withdrawn", async () => {
    const first = sample({ folder: ["Zurückgezogen", "mit Vermerk"] });
    const filed = await house().ecm.file(first, person);
    const notice = sample({ title: first.title, folder: first.folder });
    const last = await withdraw(await declared(house().ecm.revise)(filed, notice, person), person);
    expect(sameBytes(await house().ecm.readBack(last, service), notice.bytes)).toBe(true);
    expect(sameBytes(await house().ecm.readBack(filed, service), first.bytes)).toBe(true);
    expect((await house().held()).find(({ reference }) => reference === notice.reference)?.withdrawn).toBe(true);
  });
}
