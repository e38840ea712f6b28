import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fabasoft } from "../../adapters/ecm/fabasoft/index.ts";
import { wsdlFile } from "../../adapters/ecm/fake/fabasoft/description.ts";
import type { FakeDmsWorld } from "../../adapters/ecm/fake/fabasoft/world.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import type { Mishap } from "../../adapters/ecm/fake/mishap.ts";
import type { FakeEcmWorld } from "../../adapters/ecm/fake/world.ts";
import type { Simulation } from "../../plugin/ports/adapter.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import type { Ecm, EcmDocument, Filed } from "../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import { type Log, silent } from "../../plugin/ports/log.ts";
import { failing, person, sample, service } from "../contracts/ecm.ts";

let simulation: Simulation<FakeEcmWorld>;
let dms: FakeDmsWorld;
beforeAll(async () => {
  simulation = await fakeEcm.listen({ port: 0 });
  dms = simulation.world.fabasoft;
});
afterAll(() => simulation[Symbol.asyncDispose]());
beforeEach(() => simulation.world.clear());

const actingAs = {
  persons: { "jörg|1": { userlogin: "joerg.muster", joboe: "COO.9162.1.7" } },
  service: "kim.dienst",
  jobposition: "Official",
};
const wires = {
  soap: () => ({ wire: "soap", ...dms.connection, wsdl: fileURLToPath(wsdlFile) }),
  rest: () => ({ wire: "rest", ...dms.facade }),
};
const calls = (operation: string) => dms.calls.filter((call) => call.operation === operation).length;
const add = (operation: string, script: Partial<Mishap> & Pick<Mishap, "happens">) =>
  simulation.world.mishaps.add({ operation, ...script });
const files = () => dms.papers().map(({ bytes }) => bytes.byteLength);
const marks = () =>
  dms.records().flatMap(({ class: kind, businessData }) => (kind === "outgoing" ? [businessData.get(dms.businessDatum)] : []));
const titles = (kind: string) => dms.records().flatMap((record) => (record.class === kind ? [record.title] : []));

type Script = Partial<Mishap> & Pick<Mishap, "happens">;
type Case = [what: string, script: Script, kind: string, code: string | RegExp, there: boolean];

/** What happens to a call that creates or changes; what the driver must say; whether it was carried out. */
const lost: Case[] = [
  ["no answer, though carried out", { happens: "silence" }, "ambiguous", "timeout", true],
  ["no answer, and not carried out", { happens: "silence", done: false }, "ambiguous", "timeout", false],
  ["an empty 200, though carried out", { happens: "empty" }, "ambiguous", "soap-empty", true],
  ["an empty 200, and not carried out", { happens: "empty", done: false }, "ambiguous", "soap-empty", false],
  ["a redirect to a sign-in page", { happens: "redirect" }, "ambiguous", "redirect", false],
  ["a sign-in page", { happens: "login-page" }, "ambiguous", "soap-html", false],
  ["a sign-in page after it was carried out", { happens: "login-page", done: true }, "ambiguous", "soap-html", true],
  ["an error page", { happens: "fault" }, "ambiguous", /^(ecm-fault|status-500)$/, false],
  ["an error page after it was carried out", { happens: "fault", done: true }, "ambiguous", /^(ecm-fault|status-500)$/, true],
  ["half an answer", { happens: "malformed" }, "ambiguous", "malformed-response", true],
  ["a reset before the answer", { happens: "reset" }, "ambiguous", "reset", true],
  ["a reset within the answer", { happens: "reset", at: 20 }, "ambiguous", "reset", true],
  ["a reset within the request", { happens: "reset", during: "request", at: 20 }, "ambiguous", "reset", false],
  ["status -1", { happens: "status" }, "ambiguous", "fabasoft-other", false],
  ["status -1 after it was carried out", { happens: "status", done: true }, "ambiguous", "fabasoft-other", true],
  ["a status nobody knows", { happens: "status", status: 99 }, "ambiguous", "fabasoft-other", false],
  ["503", { happens: "unavailable" }, "transient", "status-503", false],
  ["a lock", { happens: "status", status: 1 }, "transient", "fabasoft-locked", false],
];

/** What each status means (facts: ecm.md §1). */
const refusals: [status: number, code: string][] = [
  [2, "fabasoft-permission"],
  [3, "fabasoft-address"],
  [4, "fabasoft-full"],
  [5, "fabasoft-class"],
  [6, "fabasoft-cancelled"],
  [7, "fabasoft-access-definition"],
  [8, "fabasoft-file-plan"],
  [9, "fabasoft-plausibility"],
  [10, "fabasoft-too-large"],
  [11, "fabasoft-open-process"],
  [12, "fabasoft-finalise"],
  [13, "fabasoft-unit"],
  [14, "fabasoft-closed"],
  [15, "fabasoft-business-datum"],
  [16, "fabasoft-business-value"],
  [17, "fabasoft-not-empty"],
  [22, "fabasoft-role"],
];

describe.each(["soap", "rest"] as const)("ecm/fabasoft by %s", { timeout: 60_000 }, (wire) => {
  function open(settings: object = {}, log: Log = silent) {
    const { subjectArea, businessDatum } = dms;
    const ecm = fabasoft.open({ ...wires[wire](), subjectArea, businessDatum, actingAs, ...settings }, { clock: systemClock, log });
    return ecm as Ecm & Required<Pick<Ecm, "revise" | "withdraw">>;
  }
  const patience = ({ happens }: Script) => ({ deadlineSeconds: happens === "silence" ? 2 : 30 });

  describe("while a document is created", () => {
    test.each(lost)("%s", async (_what, script, kind, code, there) => {
      const document = sample({ bytes: Buffer.alloc(300_000, "x") });
      add("CreateOutgoingGI", script);
      const failed = await failing(open(patience(script)).file(document, person));
      expect(failed).toEqual({ kind, code: expect.stringMatching(code) });
      expect(simulation.world.mishaps.pending).toEqual([]);
      expect(files()).toEqual(there ? [300_000] : []);
      const found = await open().find(document.reference, document.folder, service);
      if (there) expect(found).toMatchObject({ objectId: dms.papers()[0]?.document.id, version: dms.papers()[0]?.id });
      else expect(found).toBeNull();
      // What the outbox does next: files what is certainly absent. Then the document is there once, and marked.
      if (!found) await open().file(document, person);
      expect(files()).toEqual([300_000]);
      expect(marks()).toEqual([document.reference]);
      expect([titles("file"), titles("procedure")]).toEqual([["Köln / Integrationsrat 2026-11-22"], ["TOP 7.1"]]);
      expect(dms.desk()).toEqual([]);
      expect(dms.dropped).toEqual([]);
    });

    test.each(refusals)("status %i is permanent and leaves nothing: %s", async (status, code) => {
      add("CreateOutgoingGI", { happens: "status", status });
      expect(await failing(open().file(sample(), person))).toEqual({ kind: "permanent", code });
      expect(dms.papers()).toEqual([]);
    });

    test("an answer that drips runs into the deadline, and the document is found", async () => {
      const document = sample();
      add("CreateOutgoingGI", { happens: "drip" });
      expect(await failing(open({ deadlineSeconds: 2 }).file(document, person))).toEqual({ kind: "ambiguous", code: "timeout" });
      expect(await open().find(document.reference, document.folder, service)).not.toBeNull();
    });
  });

  describe("after the document was created, while it is marked", () => {
    test.each(lost)("%s: a doubt, cleared up without a double", async (_what, script) => {
      const document = sample();
      add("UpdateBusinessDataValueGI", script);
      const failed = await failing(open(patience(script)).file(document, person));
      expect(failed).toEqual({ kind: "ambiguous", code: "fabasoft-unmarked" });
      const found = await open().find(document.reference, document.folder, service);
      expect(found).toMatchObject({ objectId: dms.papers()[0]?.document.id });
      expect(marks()).toEqual([document.reference]);
      expect(dms.papers()).toHaveLength(1);
      expect(calls("CreateOutgoingGI")).toBe(1);
    });

    test("that it may not be marked at all does not hide it", async () => {
      const document = sample();
      add("UpdateBusinessDataValueGI", { happens: "status", status: 15, times: 2 });
      expect(await failing(open().file(document, person))).toEqual({ kind: "ambiguous", code: "fabasoft-unmarked" });
      expect(await open().find(document.reference, document.folder, service)).not.toBeNull();
      expect(marks()).toEqual([undefined]);
    });

    test("a mark that passingly fails again is asked for again", async () => {
      const document = sample();
      add("UpdateBusinessDataValueGI", { happens: "unavailable", times: 2 });
      expect(await failing(open().file(document, person))).toEqual({ kind: "ambiguous", code: "fabasoft-unmarked" });
      expect(await failing(open().find(document.reference, document.folder, service))).toEqual({ kind: "transient", code: "status-503" });
      expect(await open().find(document.reference, document.folder, service)).not.toBeNull();
      expect(marks()).toEqual([document.reference]);
    });
  });

  describe("before the document itself was sent", () => {
    const kinds = [
      ["CreateFileGI", "Köln / Integrationsrat 2026-11-22"],
      ["CreateProcedureGI", "TOP 7.1"],
    ] as const;
    test.each(kinds)("%s may be lost, and is made once", async (operation) => {
      for (const happens of ["silence", "empty", "login-page", "fault", "malformed", "reset"] as const) {
        simulation.world.clear();
        const document = sample();
        add(operation, { happens, done: true });
        expect(await failing(open(patience({ happens })).file(document, person)), happens).toMatchObject({ kind: "transient" });
        expect(calls("CreateOutgoingGI")).toBe(0);
        await open().file(document, person);
        expect([titles("file"), titles("procedure")]).toEqual([["Köln / Integrationsrat 2026-11-22"], ["TOP 7.1"]]);
        expect(files()).toHaveLength(1);
      }
    });

    test.each(kinds)("%s that was not carried out may be asked again", async (operation) => {
      for (const script of [{ happens: "unavailable" }, { happens: "status", status: 1 }, { happens: "status" }] as const) {
        simulation.world.clear();
        add(operation, script);
        expect(await failing(open().file(sample(), person))).toMatchObject({ kind: "transient" });
        await open().file(sample(), person);
        expect(files()).toHaveLength(1);
      }
    });

    test("of an installation whose names do not hold titles, nothing is made twice", async () => {
      dms.limits.namesHoldTitles = false;
      const documents = [sample({ folder: ["A", "B", "C"] }), sample({ folder: ["A", "B", "D"] }), sample({ folder: ["A", "B", "C"] })];
      for (const document of documents) await open().file(document, person);
      expect([titles("file"), titles("procedure")]).toEqual([["A / B"], ["C", "D"]]);
      expect(await open().find(documents[2]?.reference ?? "", ["A", "B", "C"], service)).not.toBeNull();
    });

    test("ten at once under a new case make one file and one procedure", async () => {
      const ecm = open();
      await Promise.all(Array.from({ length: 10 }, () => ecm.file(sample({ folder: ["Neu", "Akte", "Vorgang"] }), person)));
      expect([titles("file"), titles("procedure")]).toEqual([["Neu / Akte"], ["Vorgang"]]);
      expect(files()).toHaveLength(10);
    });
  });

  describe("while a version is added", () => {
    async function filed(): Promise<{ first: EcmDocument; next: EcmDocument; place: Filed }> {
      const first = sample();
      const next = sample({ title: first.title, bytes: Buffer.alloc(200_000, "y") });
      return { first, next, place: await open().file(first, person) };
    }

    test.each(lost)("%s", async (_what, script, kind, code, there) => {
      const { first, next, place } = await filed();
      add("UpdateOutgoingGI", script);
      const failed = await failing(open(patience(script)).revise(place, next, person));
      expect(failed).toEqual({ kind, code: expect.stringMatching(code) });
      const found = await open().find(next.reference, next.folder, service);
      expect(found !== null).toBe(there);
      const revised = found ?? (await open().revise(place, next, person));
      expect(dms.papers().map(({ name }) => name)).toEqual([`${first.title}.pdf`, `${first.title} (Fassung 2).pdf`]);
      expect(marks()).toEqual([next.reference]);
      expect(Buffer.from(await open().readBack(revised, service))).toEqual(next.bytes);
      expect(Buffer.from(await open().readBack(place, service))).toEqual(first.bytes);
      expect(await open().find(first.reference, first.folder, service)).toEqual(place);
      expect(marks()).toEqual([next.reference]);
    });

    test("a mark that is lost is made good", async () => {
      const { next, place } = await filed();
      add("UpdateBusinessDataValueGI", { happens: "reset", done: false });
      expect(await failing(open().revise(place, next, person))).toEqual({ kind: "ambiguous", code: "fabasoft-unmarked" });
      expect(await open().find(next.reference, next.folder, service)).toMatchObject({ objectId: place.objectId });
      expect(marks()).toEqual([next.reference]);
      expect(dms.papers()).toHaveLength(2);
    });

    test("a version whose place is not known is read by its name", async () => {
      const { first, next, place } = await filed();
      const revised = await open().revise(place, next, person);
      expect(Buffer.from(await open().readBack({ ...revised, version: "" }, service))).toEqual(next.bytes);
      expect(Buffer.from(await open().readBack({ ...place, version: "" }, service))).toEqual(first.bytes);
      const wrong = open().readBack({ ...revised, version: "", name: "Gibt es nicht.pdf" }, service);
      expect(await failing(wrong)).toEqual({ kind: "permanent", code: "ecm-not-found" });
    });

    test("a cancelled document takes no version", async () => {
      const { next, place } = await filed();
      await open().withdraw(place, person);
      expect(await failing(open().revise(place, next, person))).toEqual({ kind: "permanent", code: "fabasoft-cancelled" });
      expect(dms.papers()).toHaveLength(1);
    });
  });

  describe("while something is read or withdrawn", () => {
    test.each(["empty", "login-page", "fault", "malformed", "reset", "unavailable"] as const)("%s may be asked again", async (happens) => {
      const document = sample();
      const place = await open().file(document, person);
      for (const operation of ["SearchObjNameGI", "ReadOutgoingGI"]) {
        add(operation, { happens });
        expect(await failing(open().find(document.reference, document.folder, service)), operation).toMatchObject({ kind: "transient" });
      }
      dms.index = "lagging";
      for (const operation of [
        "ReadSubjectAreaGIObjects",
        "ReadFileGI",
        "ReadSubjectAreaFileGIObjects",
        "ReadProcedureGI",
        "ReadProcedureGIObjects",
      ]) {
        add(operation, { happens });
        expect(await failing(open().find(document.reference, document.folder, service)), operation).toMatchObject({ kind: "transient" });
      }
      add("ReadContentObjectGI", { happens });
      expect(await failing(open().readBack(place, service))).toMatchObject({ kind: "transient" });
      expect(Buffer.from(await open().readBack(place, service))).toEqual(document.bytes);
      add("CancelObjectGI", { happens });
      expect(await failing(open().withdraw(place, person))).toMatchObject({ kind: "transient" });
      expect(await open().withdraw(place, person)).toEqual(place);
      expect(dms.papers()[0]?.document.cancelled).toBe(true);
    });

    test("searches that lag or ignore the business datum do not make a document absent, nor another one ours", async () => {
      const documents = Array.from({ length: 12 }, () => sample());
      const places: Filed[] = [];
      for (const document of documents) places.push(await open().file(document, person));
      for (const index of ["lagging", "deaf", "current"] as const) {
        dms.index = index;
        expect(await open().find(documents[5]?.reference ?? "", documents[5]?.folder ?? [], service)).toEqual(places[5]);
        expect(await open().find("fehlt", documents[5]?.folder ?? [], service)).toBeNull();
      }
    });

    test("a document that staff have moved is found", async () => {
      const document = sample();
      const place = await open().file(document, person);
      await open().file(sample({ folder: ["Woanders", "TOP 1"] }), person);
      const other = dms.records().find(({ title }) => title === "TOP 1");
      Object.assign(dms.papers()[0]?.document ?? {}, { parent: other?.id });
      expect(await open().find(document.reference, document.folder, service)).toEqual(place);
    });

    test("what staff have put beside it, renamed or written into the Betreff does not matter", async () => {
      const document = sample();
      const place = await open().file(document, person);
      const [paper] = dms.papers();
      Object.assign(paper?.document ?? {}, { title: "Umbenannt", subject: `Wichtig!\n${paper?.document.subject}\nz. d. A.` });
      Object.assign(dms.records().find(({ id }) => id === paper?.id) ?? {}, { title: "anderer Name" });
      dms.index = "lagging";
      expect(await open().find(document.reference, document.folder, service)).toEqual(place);
      expect(Buffer.from(await open().readBack(place, service))).toEqual(document.bytes);
    });

    test("a reply over the cap is refused", async () => {
      const place = await open().file(sample({ bytes: Buffer.alloc(15_000_000) }), person);
      expect(await failing(open({ maxContentBytes: 1_000 }).readBack(place, service))).toEqual({ kind: "permanent", code: "too-large" });
    });
  });

  describe("limits", () => {
    test.each<[what: string, folder: (number: number) => string[]]>([
      ["procedure", () => ["A", "B", "C"]],
      ["file", (number) => ["A", "B", `TOP ${number}`]],
      ["subject area", (number) => [`Gremium ${number}`, "TOP"]],
    ])("a full %s is said, and nothing lands on a desk", async (_what, folder) => {
      dms.limits.maxChildren = 2;
      for (const number of [1, 2]) await open().file(sample({ folder: folder(number) }), person);
      expect(await failing(open().file(sample({ folder: folder(3) }), person))).toEqual({ kind: "permanent", code: "fabasoft-full" });
      expect(dms.papers()).toHaveLength(2);
      expect(dms.desk()).toEqual([]);
    });

    test("a file that is too large is refused by the DMS, and not even sent where its limit is known", async () => {
      dms.limits.maxContentBytes = 1_000;
      const document = sample({ bytes: Buffer.alloc(1_001) });
      expect(await failing(open().file(document, person))).toEqual({ kind: "permanent", code: "fabasoft-too-large" });
      const before = dms.calls.length;
      expect(await failing(open({ maxContentBytes: 1_000 }).file(document, person))).toEqual({
        kind: "permanent",
        code: "fabasoft-too-large",
      });
      expect(dms.calls).toHaveLength(before);
      expect(dms.papers()).toEqual([]);
      await open({ maxContentBytes: 1_000 }).file(sample({ bytes: Buffer.alloc(1_000) }), person);
      expect(dms.papers()).toHaveLength(1);
    });

    test("without a case nothing is sent, because it would land on a desk", async () => {
      expect(await failing(open().file(sample({ folder: [] }), person))).toEqual({ kind: "permanent", code: "fabasoft-no-case" });
      expect(dms.calls).toEqual([]);
    });

    test("one file for all cases", async () => {
      await open().file(sample({ folder: ["Akte", "Vorgang 1"] }), person);
      const file = dms.records().find(({ class: kind }) => kind === "file")?.id;
      const document = sample({ folder: ["München", "Ausschuss", "TOP 3"] });
      await open({ subjectArea: undefined, file }).file(document, person);
      expect(titles("procedure")).toEqual(["Vorgang 1", "München / Ausschuss / TOP 3"]);
      expect(await open({ subjectArea: undefined, file }).find(document.reference, document.folder, service)).not.toBeNull();
    });
  });

  describe("who acts", () => {
    test("every call names the login, the unit, the role and the application", async () => {
      await open().file(sample(), person);
      const common = { wire, jobposition: "Official", businessapp: "KIM-im-Rat" };
      const acting = new Set(dms.calls.map((call) => JSON.stringify({ ...call, operation: undefined })));
      expect([...acting].map((each) => JSON.parse(each))).toEqual([{ ...common, userlogin: "joerg.muster", joboe: "COO.9162.1.7" }]);
      await open().find("x", ["y"], service);
      expect(dms.calls.at(-1)).toMatchObject({ ...common, userlogin: "kim.dienst", joboe: "" });
    });

    test("persons outside the list have the login of the template, or none", async () => {
      const other = { as: "person", id: "meier" } as const;
      await open({ actingAs: { service: "kim.dienst", template: "rat\\{id}" } }).file(sample(), other);
      expect(dms.calls.at(-1)?.userlogin).toBe("rat\\meier");
      const before = dms.calls.length;
      for (const id of ["meier", "constructor", "toString"]) {
        expect(await failing(open().file(sample(), { as: "person", id }))).toEqual({ kind: "permanent", code: "fabasoft-person-unknown" });
      }
      const strange = { service: "kim.dienst", template: "{id}" };
      for (const id of ["", "jörg", "a b", "a\r\nX-Injected: ja"]) {
        const failed = await failing(open({ actingAs: strange }).file(sample(), { as: "person", id }));
        expect(failed).toEqual({ kind: "permanent", code: "fabasoft-person-unknown" });
      }
      expect(dms.calls).toHaveLength(before);
    });

    test("the technical user never acts", async () => {
      const acting = { service: "kim.dienst", template: "{id}" };
      for (const id of [dms.connection.user, dms.connection.user.toUpperCase()]) {
        const failed = await failing(open({ actingAs: acting }).file(sample(), { as: "person", id }));
        expect(failed).toEqual({ kind: "permanent", code: "fabasoft-person-technical" });
      }
      expect(dms.calls).toEqual([]);
    });

    test("a login without rights, and a role the DMS does not know", async () => {
      dms.strangers.add("joerg.muster");
      expect(await failing(open().file(sample(), person))).toEqual({ kind: "permanent", code: "fabasoft-permission" });
      const acting = { ...actingAs, jobposition: "Bürgermeister".replace("ü", "ue") };
      expect(await failing(open({ actingAs: acting }).find("x", ["y"], service))).toEqual({ kind: "permanent", code: "fabasoft-role" });
    });

    test.each([{ password: "falsch" }, { user: "<&>'\"" }])(
      "wrong login %j is permanent, and nobody learns the password",
      async (login) => {
        const seen: unknown[] = [];
        const keep = (record: object, message: string) => seen.push(record, message);
        const ecm = open(login, { debug: keep, info: keep, warn: keep, error: keep });
        const error = await ecm.file(sample(), person).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(UpstreamError);
        expect(error).toMatchObject({ kind: "permanent", code: "status-401" });
        expect(await ecm.check(service)).toMatchObject({ ok: false, code: "status-401" });
        const said = JSON.stringify([seen, error, (error as Error).message, (error as Error).stack]);
        expect(said).not.toMatch(/falsch|vorfuehrung|dGVjaC/);
      },
    );
  });

  describe("check", () => {
    test("says the wire, the limits, the login and how full it is", async () => {
      await open().file(sample(), person);
      const health = await open().check(service);
      expect(health).toEqual({ ok: true, facts: [wire, "max 100 MB", "userlogin kim.dienst", `${dms.subjectArea}: 1/1000`] });
      expect(dms.papers()).toHaveLength(1);
    });

    test.each([
      ["an address that does not exist", { subjectArea: "COO.1.2.3" }, "fabasoft-address"],
      ["a business datum that is not set up", { businessDatum: "data_unbekannt" }, "fabasoft-business-datum"],
      ["a class that is not known", { documentClass: "COOELAK@1.1001:Gibtsnicht" }, "fabasoft-plausibility"],
    ])("%s", async (_what, settings, code) => {
      expect(await open(settings).check(service)).toMatchObject({ ok: false, code });
    });

    test("a file of another class, and one that is full", async () => {
      await open().file(sample({ folder: ["A", "B", "C"] }), person);
      const of = (kind: string) => dms.records().find((record) => record.class === kind)?.id;
      const checked = (id: string | undefined) => open({ subjectArea: undefined, file: id }).check(service);
      expect(await checked(of("procedure"))).toMatchObject({ ok: false, code: "fabasoft-class" });
      expect(await checked(of("file"))).toMatchObject({ ok: true });
      const { url, user, password } = dms.facade;
      const headers = {
        ...{ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`, userlogin: "jemand" },
        "content-type": "application/json",
      };
      const body = JSON.stringify({ referrednumber: of("file"), shortname: "noch einer" });
      for (let made = 1; made < 1_000; made++) await fetch(`${url}/procedures`, { method: "POST", headers, body });
      expect(await checked(of("file"))).toMatchObject({ ok: false, code: "fabasoft-full" });
    });

    test("a person without a login", async () => {
      expect(await open().check({ as: "person", id: "niemand" })).toMatchObject({ ok: false, code: "fabasoft-person-unknown" });
    });
  });
});
