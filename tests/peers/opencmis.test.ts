import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../../adapters/ecm/cmis/browser/repository.ts";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { first, type Property } from "../../adapters/ecm/cmis/repository.ts";
import { parseSettings } from "../../adapters/ecm/cmis/settings.ts";
import { openSoap } from "../../adapters/ecm/cmis/soap/repository.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import type { Ecm } from "../../plugin/ports/ecm.ts";
import { silent } from "../../plugin/ports/log.ts";
import { cmisVariants } from "../contracts/cmis-variants.ts";
import { ecmContract, failing, person, sample, service } from "../contracts/ecm.ts";
import { type OpenCmis, openCmis } from "./opencmis.ts";
import { isHere } from "./peers.ts";

const context = { clock: systemClock, log: silent };
const bindings = ["soap", "browser"] as const;
const large = (bytes: number) => Buffer.concat([randomBytes(Math.ceil(bytes / 2)), Buffer.alloc(Math.floor(bytes / 2), "\r\n--uuid:")]);
const nowhere = "http://127.0.0.1:9";

describe.runIf(isHere("opencmis"))("OpenCMIS 1.1.0", () => {
  let server: OpenCmis;
  beforeAll(async () => {
    server = await openCmis();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  for (const binding of bindings) {
    for (const [name, { settings, roles, read }] of Object.entries(cmisVariants)) {
      const root = `/${binding} ${name}`;
      const house = async () => ({
        ecm: cmis.open({ ...server.connections[binding], ...settings, root }, context),
        unreachable: cmis.open({ ...server.connections[binding], url: nowhere, ...settings, root }, context),
        held: async () =>
          (await server.documents())
            .filter(({ path }) => path[0] === root.slice(1))
            .map(({ path, property, bytes }) => ({ ...read(property), path: path.slice(1), bytes })),
        sharesNamesInARace: true as const,
        [Symbol.asyncDispose]: async () => {},
      });
      ecmContract(`${binding}, ${name}`, house, roles);
    }

    describe(`by ${binding}`, () => {
      const record = { documentType: "kim:record", titleProperty: "kim:title", referenceProperty: "kim:reference", versioning: "major" };
      const open = (settings: object = {}) =>
        cmis.open({ ...server.connections[binding], root: `/${binding} einzeln`, ...record, ...settings }, context) as Required<Ecm>;

      test("50 MB arrive, are revised and come back byte by byte", async () => {
        const folder = ["50 MB"];
        const [one, second] = [sample({ bytes: large(50_000_000), folder }), sample({ bytes: large(51_234_567), folder })];
        const filed = await open().file(one, person);
        const revised = await open().revise(filed, second, person);
        expect(revised.objectId).not.toBe(filed.objectId);
        for (const [place, { sha256 }] of [
          [filed, one],
          [revised, second],
        ] as const) {
          const back = await open().readBack(place, service);
          expect(createHash("sha256").update(back).digest("hex")).toBe(sha256);
        }
        // What the server itself holds, read without the driver.
        const held = (await server.documents()).filter(({ path }) => path.includes("50 MB"));
        expect(held.some(({ bytes }) => createHash("sha256").update(bytes).digest("hex") === second.sha256)).toBe(true);
      });

      test("five refusals are told apart", async () => {
        const settings = parseSettings({ ...server.connections[binding], ...record });
        const repository = (binding === "soap" ? openSoap : openBrowser)(settings, context)(service);
        const root = first(await repository.getObjectByPath("/", "cmis:objectId"), "cmis:objectId") ?? "";
        const named = (name: string, type: string): Property[] => [
          { id: "cmis:objectTypeId", type: "id", values: [type] },
          { id: "cmis:name", type: "string", values: [name] },
        ];
        const folder = await repository.createFolder(root, named(`Abweisungen ${binding}`, "cmis:folder"));
        const content = { name: "x", mediaType: "text/plain", bytes: Buffer.from("x") };
        const documentId = await repository.createDocument(folder, named("Einmal.txt", "kim:record"), content);
        const again = () => repository.createDocument(folder, named("Einmal.txt", "kim:record"), content);
        const title = (value: string): Property[] => [{ id: "kim:title", type: "string", values: [value] }];
        const refused = {
          "ecm-not-found": () => repository.getObject("99999", "cmis:objectId"),
          "name-taken": again,
          "ecm-invalid-argument": () => repository.createFolder(folder, named("a/b", "cmis:folder")),
          "ecm-constraint": () => repository.createDocument(folder, named("Ohne Fassungen.txt", "cmis:document"), content),
          "ecm-conflict": () => repository.updateProperties(documentId, "1", title("neu")),
        };
        for (const [code, asking] of Object.entries(refused)) expect(await failing(asking())).toEqual({ code, kind: "permanent" });
      });

      test("what another has checked out is left alone; a working copy of our own is thrown away", async () => {
        const document = sample({ folder: ["Ausgecheckt"] });
        const filed = await open().file(document, person);
        const next = () => sample({ folder: document.folder });
        const other = parseSettings({ ...server.connections[binding], ...record, user: "m.muster" });
        const theirs = (binding === "soap" ? openSoap : openBrowser)(other, context)(service);
        const workingCopy = await theirs.checkOut(filed.objectId);
        expect(await failing(open().revise(filed, next(), person))).toEqual({ code: "ecm-checked-out", kind: "transient" });
        await theirs.cancelCheckOut(workingCopy);
        const ours = (binding === "soap" ? openSoap : openBrowser)(
          parseSettings({ ...server.connections[binding], ...record }),
          context,
        )(service);
        await ours.checkOut(filed.objectId);
        expect(await open().revise(filed, next(), person)).toMatchObject({ name: filed.name });
        const last = next();
        const over = await open().revise(filed, last, person);
        expect(await open().find(last.reference, last.folder, service)).toEqual(over);
      });

      // At a check-in by Web Services this server takes any property.
      if (binding === "browser")
        test("a check-in that is refused leaves nothing checked out", async () => {
          const document = sample({ folder: ["Abgewiesen"] });
          const filed = await open().file(document, person);
          const refused = open({ metadataProperties: { town: "kim:date" } });
          expect(await failing(refused.revise(filed, sample({ folder: document.folder }), person))).toMatchObject({ kind: "permanent" });
          const ours = openBrowser(parseSettings({ ...server.connections[binding], ...record }), context)(service);
          const state = await ours.getObject(filed.objectId, "cmis:objectId,cmis:isVersionSeriesCheckedOut");
          expect(first(state, "cmis:isVersionSeriesCheckedOut")).toBe("false");
        });
    });

    test(`says who it is, by ${binding}`, async () => {
      const settings = { documentType: "kim:record", secondaryTypes: ["filing:facts"], versioning: "major", titleProperty: "kim:title" };
      const ecm = cmis.open({ ...server.connections[binding], ...settings }, context);
      expect(await ecm.check(service)).toEqual({
        ok: true,
        mayWrite: true,
        facts: ["Apache-Chemistry-OpenCMIS-InMemory/1.1.0 1.1.0", "CMIS 1.1", "query: bothcombined"],
      });
    });
  }
});
