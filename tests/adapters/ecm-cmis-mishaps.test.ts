import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import type { Mishap } from "../../adapters/ecm/fake/mishap.ts";
import type { FakeEcmWorld } from "../../adapters/ecm/fake/world.ts";
import type { Simulation } from "../../plugin/ports/adapter.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import type { Ecm } from "../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import { type Log, silent } from "../../plugin/ports/log.ts";
import { failing, person, sample, service } from "../contracts/ecm.ts";

let simulation: Simulation<FakeEcmWorld>;
beforeAll(async () => {
  simulation = await fakeEcm.listen({ port: 0 });
});
afterAll(() => simulation[Symbol.asyncDispose]());
beforeEach(() => simulation.world.clear());

type Script = Partial<Mishap> & Pick<Mishap, "happens">;
type Case = [what: string, mishap: Script, kind: string, code: string, there: boolean];

/** What happens to createDocument; what the driver must say; whether the document is there afterwards. */
const cases: Case[] = [
  ["no answer, though filed", { happens: "silence" }, "ambiguous", "timeout", true],
  ["no answer, and not filed", { happens: "silence", done: false }, "ambiguous", "timeout", false],
  ["an empty 200, though filed", { happens: "empty" }, "ambiguous", "soap-empty", true],
  ["an empty 200, and not filed", { happens: "empty", done: false }, "ambiguous", "soap-empty", false],
  ["a redirect to a sign-in page", { happens: "redirect" }, "ambiguous", "redirect", false],
  ["a sign-in page", { happens: "login-page" }, "ambiguous", "soap-html", false],
  ["a sign-in page after filing", { happens: "login-page", done: true }, "ambiguous", "soap-html", true],
  ["a fault with a stack trace", { happens: "fault" }, "ambiguous", "ecm-fault", false],
  ["a fault with a stack trace after filing", { happens: "fault", done: true }, "ambiguous", "ecm-fault", true],
  ["a broken multipart message", { happens: "malformed" }, "ambiguous", "malformed-response", true],
  ["a reset before the answer", { happens: "reset" }, "ambiguous", "reset", true],
  ["a reset within the answer", { happens: "reset", at: 200 }, "ambiguous", "reset", true],
  ["a reset within the request", { happens: "reset", during: "request", at: 3_000 }, "ambiguous", "reset", false],
  ["503", { happens: "unavailable" }, "transient", "status-503", false],
  ["a name that is taken", { happens: "name-taken" }, "permanent", "name-taken", false],
];

describe.each(["connection", "browser"] as const)("by %s", (face) => {
  const open = (settings: object = {}, log: Log = silent): Ecm =>
    cmis.open({ ...simulation.world[face], ...settings }, { clock: systemClock, log });
  const calls = (operation: string) => simulation.world.requests.filter((request) => request.operation === operation).length;

  describe("what goes wrong while a document is filed", { timeout: 30_000 }, () => {
    test.each(cases)("%s", async (_what, mishap, kind, code, there) => {
      const document = sample({ bytes: Buffer.alloc(300_000, "x") });
      simulation.world.mishaps.add(mishap);
      const ecm = open({ deadlineSeconds: mishap.happens === "silence" ? 2 : 20 });
      expect(await failing(ecm.file(document, person))).toEqual({ kind, code: face === "browser" ? code.replace("soap-", "ecm-") : code });
      expect(simulation.world.mishaps.pending).toEqual([]);
      expect(simulation.world.documents()).toHaveLength(there ? 1 : 0);
      const found = await ecm.find(document.reference, document.folder, service);
      if (there) expect(found).toMatchObject({ objectId: simulation.world.documents()[0]?.id });
      else expect(found).toBeNull();
      expect(calls("createDocument")).toBeLessThanOrEqual(1);
      // What the outbox does next: files what is certainly absent. Then the document is there once.
      if (!found) await ecm.file(document, person);
      expect(simulation.world.documents().map(({ bytes }) => bytes.byteLength)).toEqual([300_000]);
    });

    test("an answer that drips runs into the deadline, and the document is there", async () => {
      const document = sample();
      simulation.world.mishaps.add({ happens: "drip" });
      expect(await failing(open({ deadlineSeconds: 2 }).file(document, person))).toEqual({ kind: "ambiguous", code: "timeout" });
      expect(await open().find(document.reference, document.folder, service)).not.toBeNull();
    });

    test("whatever breaks before the document itself was sent may be tried again", async () => {
      for (const operation of ["getObjectByPath", "createFolder"]) {
        for (const happens of ["empty", "login-page", "fault", "malformed", "reset", "unavailable"] as const) {
          simulation.world.clear();
          simulation.world.mishaps.add({ operation, happens });
          const document = sample();
          expect(await failing(open().file(document, person))).toMatchObject({ kind: "transient" });
          expect(calls("createDocument")).toBe(0);
          await open().file(document, person);
          expect(simulation.world.documents()).toHaveLength(1);
        }
      }
    });

    test("a folder that another made in between is used", async () => {
      simulation.world.mishaps.add({ operation: "createFolder", happens: "name-taken" });
      expect(await failing(open().file(sample({ folder: ["Neu"] }), person))).toMatchObject({ kind: "permanent", code: "name-taken" });
      simulation.world.clear();
      const documents = Array.from({ length: 5 }, () => sample({ folder: ["Neu", "Tief"] }));
      await Promise.all(documents.map((document) => open().file(document, person)));
      expect(simulation.world.folders()).toEqual(["/Neu", "/Neu/Tief"]);
      expect(simulation.world.documents()).toHaveLength(5);
    });

    test("a document is filed even if its name and version cannot be asked for afterwards", async () => {
      const document = sample();
      simulation.world.mishaps.add({ operation: "getObject", happens: "fault" });
      expect(await open().file(document, person)).toMatchObject({
        objectId: expect.any(String),
        version: "",
        name: `${document.title}.pdf`,
      });
    });
  });

  describe("what goes wrong while something is read", { timeout: 30_000 }, () => {
    test.each(["empty", "login-page", "fault", "malformed", "reset", "unavailable"] as const)("%s may be asked again", async (happens) => {
      const document = sample();
      const filed = await open().file(document, person);
      for (const operation of ["getObjectByPath", "getChildren"]) {
        simulation.world.mishaps.add({ operation, happens });
        expect(await failing(open().find(document.reference, document.folder, service))).toMatchObject({ kind: "transient" });
      }
      simulation.world.mishaps.add({ operation: "getContentStream", happens });
      expect(await failing(open().readBack(filed, service))).toMatchObject({ kind: "transient" });
      expect(Buffer.from(await open().readBack(filed, service))).toEqual(document.bytes);
    });

    test("a reply over the cap is refused, whether its length is announced or not", async () => {
      const document = sample({ bytes: Buffer.alloc(500_000) });
      const filed = await open().file(document, person);
      expect(await failing(open({ maxBytes: 400_000 }).readBack(filed, service))).toEqual({ kind: "permanent", code: "too-large" });
      expect(await open({ maxBytes: 600_000 }).readBack(filed, service)).toHaveLength(500_000);
    });

    test("redirects are not followed", async () => {
      simulation.world.mishaps.add({ operation: "*", happens: "redirect", times: 2 });
      expect(await failing(open().find("x", ["y"], service))).toMatchObject({ code: "redirect" });
      expect(simulation.world.requests).toHaveLength(1);
    });

    test("an index that lags, fails or is turned off does not make a document absent", async () => {
      const settings = { documentType: "kim:record", referenceProperty: "kim:reference" };
      const document = sample();
      const filed = await open(settings).file(document, person);
      for (const index of ["lagging", "none", "current"] as const) {
        simulation.world.index = index;
        expect(await open(settings).find(document.reference, document.folder, service)).toEqual(filed);
      }
      expect(calls("getChildren")).toBe(2);
      expect(await open(settings).find(document.reference, ["woanders"], service)).toEqual(filed);
      simulation.world.mishaps.add({ operation: "query", happens: "fault" });
      expect(await failing(open(settings).find(document.reference, document.folder, service))).toMatchObject({ kind: "transient" });
    });
  });

  describe("who asks", () => {
    test("every request says on whose behalf it is made", async () => {
      await open().file(sample(), person);
      await open().find("x", [], service);
      expect([...new Set(simulation.world.requests.map(({ onBehalfOf }) => decodeURIComponent(onBehalfOf)))]).toEqual([
        "person:jörg|1",
        "service:Abgleich",
      ]);
    });

    test.each([{ password: "falsch" }, { user: "<&>'\"" }])(
      "wrong login %j is permanent, and nobody learns the password",
      async (login) => {
        const seen: unknown[] = [];
        const keep = (record: object, message: string) => seen.push(record, message);
        const ecm = open(login, { debug: keep, info: keep, warn: keep, error: keep });
        const error = await ecm.file(sample(), person).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(UpstreamError);
        expect(error).toMatchObject({ kind: "permanent", code: "ecm-sign-in-refused" });
        expect(await ecm.check(service)).toMatchObject({ ok: false, code: "ecm-sign-in-refused" });
        const said = JSON.stringify([seen, error, (error as Error).message, (error as Error).stack]);
        expect(said).not.toMatch(/falsch|vorfuehrung/);
      },
    );

    if (face === "connection")
      test("a machine whose clock is wrong is told to look at the clock", async () => {
        const late = { now: () => new Date(Date.now() - 3_600_000) };
        const ecm = cmis.open(simulation.world[face], { clock: late, log: silent });
        expect(await failing(ecm.file(sample(), person))).toEqual({ kind: "permanent", code: "ecm-sign-in-refused" });
      });

    test("nothing of a stack trace reaches the failure", async () => {
      simulation.world.mishaps.add({ happens: "fault" });
      const error = await open()
        .file(sample(), person)
        .catch((reason: unknown) => reason);
      expect((error as UpstreamError).detail).toBe("HTTP 500 runtime");
      expect((error as UpstreamError).message).not.toMatch(/\tat |Exception|broke/);
    });
  });

  describe("new versions and marks", { timeout: 30_000 }, () => {
    const record = {
      ...{ documentType: "kim:record", titleProperty: "kim:title", referenceProperty: "kim:reference", versioning: "major" },
      withdrawal: { property: "kim:withdrawn", type: "boolean", value: "true" },
    };
    const roles = (settings: object = {}) => open({ ...record, ...settings }) as Required<Ecm>;
    const versions = () => simulation.world.documents().map(({ version, isLatest }) => [version, isLatest]);
    const documents = () => simulation.world.documents();

    async function filedFirst() {
      const document = sample();
      const filed = await roles().file(document, person);
      return { document, filed, next: sample({ folder: document.folder, title: document.title }) };
    }

    test("a check-in that is refused leaves nothing checked out", async () => {
      const { filed, next } = await filedFirst();
      const refused = roles({ metadataProperties: { town: "kim:gibtsnicht" } });
      expect(await failing(refused.revise(filed, next, person))).toEqual({ code: "ecm-constraint", kind: "permanent" });
      expect(calls("cancelCheckOut")).toBe(1);
      expect(await roles().revise(filed, next, person)).toMatchObject({ version: "2.0" });
      expect(versions()).toEqual([
        ["1.0", false],
        ["2.0", true],
      ]);
    });

    test("busy at check-in: nothing was accepted, nothing stays checked out", async () => {
      const { filed, next } = await filedFirst();
      simulation.world.mishaps.add({ operation: "checkIn", happens: "unavailable" });
      expect(await failing(roles().revise(filed, next, person))).toEqual({ code: "status-503", kind: "transient" });
      expect(calls("cancelCheckOut")).toBe(1);
      expect(versions()).toEqual([["1.0", true]]);
    });

    test.each(["empty", "reset", "malformed", "login-page", "fault", "redirect"] as const)(
      "check-in, %s: looked for first, then there once",
      async (happens) => {
        for (const done of [true, false]) {
          simulation.world.clear();
          const { document, filed, next } = await filedFirst();
          simulation.world.mishaps.add({ operation: "checkIn", happens, done });
          expect(await failing(roles().revise(filed, next, person))).toMatchObject({ kind: "ambiguous" });
          expect(calls("cancelCheckOut")).toBe(0);
          const found = await roles().find(next.reference, next.folder, service);
          expect(found?.version ?? null).toBe(done ? "2.0" : null);
          // The working copy that was left behind is ours, and is thrown away.
          if (!found) expect(await roles().revise(filed, next, person)).toMatchObject({ version: "2.0" });
          expect(versions()).toEqual([
            ["1.0", false],
            ["2.0", true],
          ]);
          expect(Buffer.from(await roles().readBack(filed, service))).toEqual(document.bytes);
        }
      },
    );

    test("the answer to a check-out that got lost is no doubt about the document", async () => {
      const { filed, next } = await filedFirst();
      simulation.world.mishaps.add({ operation: "checkOut", happens: "reset" });
      expect(await failing(roles().revise(filed, next, person))).toMatchObject({ kind: "transient" });
      expect(await roles().revise(filed, next, person)).toMatchObject({ version: "2.0" });
    });

    test("what a person has checked out is left alone until it is back", async () => {
      const { filed, next } = await filedFirst();
      simulation.world.checkOut(filed.objectId, "m.muster");
      expect(await failing(roles().revise(filed, next, person))).toEqual({ code: "ecm-checked-out", kind: "transient" });
      expect(calls("cancelCheckOut") + calls("checkOut")).toBe(0);
      expect(versions()).toEqual([["1.0", true]]);
    });

    test("a version that staff put over ours is revised, and loses nothing", async () => {
      const { filed, next } = await filedFirst();
      const [between, last] = [next, sample({ folder: next.folder })];
      await roles().revise(filed, between, person);
      expect(await roles({ versioning: "minor" }).revise(filed, last, person)).toMatchObject({ version: "2.1" });
      expect(documents().map(({ bytes }) => Buffer.from(bytes).toString())).toContain(Buffer.from(between.bytes).toString());
      expect(await roles().find(last.reference, last.folder, service)).toMatchObject({ version: "2.1" });
    });

    test("a mark that collides with another change is set all the same", async () => {
      const { filed } = await filedFirst();
      simulation.world.mishaps.add({ operation: "updateProperties", happens: "conflict" });
      expect(await roles().withdraw(filed, person)).toEqual(filed);
      expect(calls("updateProperties")).toBe(2);
      expect(await roles().withdraw(filed, person)).toEqual(filed);
      expect(calls("updateProperties")).toBe(2);
      expect(documents()[0]?.properties["kim:withdrawn"]).toEqual(["true"]);
    });

    test.each(["empty", "reset", "fault", "unavailable"] as const)("marking, %s: may be asked again", async (happens) => {
      const { filed } = await filedFirst();
      simulation.world.mishaps.add({ operation: "updateProperties", happens });
      expect(await failing(roles().withdraw(filed, person))).toMatchObject({ kind: "transient" });
      expect(await roles().withdraw(filed, person)).toEqual(filed);
      expect(documents()[0]?.properties["kim:withdrawn"]).toEqual(["true"]);
    });
  });
});
