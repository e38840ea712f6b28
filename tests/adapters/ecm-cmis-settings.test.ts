import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import type { FakeEcmWorld } from "../../adapters/ecm/fake/world.ts";
import { SettingsError, type Simulation } from "../../plugin/ports/adapter.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { failing, person, sample, service } from "../contracts/ecm.ts";

const context = { clock: systemClock, log: silent };
const good = { url: "https://ecm.example/cmis", repository: "A1", user: "kim", password: "geheim" };

describe("settings", () => {
  test.each([
    [undefined, "url"],
    ["https://ecm.example", "url"],
    [{ ...good, url: "ftp://ecm.example" }, "url"],
    [{ ...good, repository: "" }, "repository"],
    [{ ...good, password: undefined }, "password"],
    [{ ...good, password: { env: "KIM_TEST_NOT_SET" } }, "password"],
    [{ ...good, password: { file: "/nirgends/kennwort" } }, "password"],
    [{ ...good, passwort: "x" }, "passwort"],
    [{ ...good, binding: "atompub" }, "binding"],
    [{ ...good, token: "x" }, "token"],
    [{ ...good, binding: "browser", token: "x" }, "token"],
    [{ ...good, binding: "browser", password: undefined }, "password"],
    [{ ...good, binding: "browser", user: undefined }, "user"],
    [{ ...good, withdrawal: { property: "kim:weg" } }, "withdrawal"],
    [{ ...good, withdrawal: { secondaryType: "" } }, "withdrawal.secondaryType"],
    [{ ...good, root: "ohne/schrägstrich" }, "root"],
    [{ ...good, documentType: "cmis:document WHERE 1=1" }, "documentType"],
    [{ ...good, referenceProperty: "a' OR 'b" }, "referenceProperty"],
    [{ ...good, metadataProperties: { body: { property: "x", type: "html5" } } }, "metadataProperties.body"],
    [{ ...good, endpoints: { PolicyService: "https://ecm.example" } }, "endpoints.PolicyService"],
    [{ ...good, wsdl: "/nirgends/x.wsdl" }, "wsdl"],
    [{ ...good, tls: { ca: "/nirgends/ca.pem" } }, "tls"],
    [{ ...good, tls: { ca: 5 } }, "tls.ca"],
    [{ ...good, deadlineSeconds: 0 }, "deadlineSeconds"],
    [{ ...good, maxBytes: 5 }, "maxBytes"],
    [{ ...good, versioning: "always" }, "versioning"],
  ])("%j is refused: %s", (settings, key) => {
    expect(() => cmis.open(settings, context)).toThrow(SettingsError);
    const error = expect.objectContaining({ key, message: expect.stringMatching(/angeben|streichen|setzen/) });
    expect(() => cmis.open(settings, context)).toThrow(error);
  });
});

test.each([
  [{}, false, false],
  [{ versioning: "none" }, false, false],
  [{ versioning: "minor" }, true, false],
  [{ versioning: "major", withdrawal: { secondaryType: "kim:weg" } }, true, true],
  [{ binding: "browser", withdrawal: { property: "kim:weg", value: "ja" } }, false, true],
])("%j: revises %s, withdraws %s", (settings, revises, withdraws) => {
  const ecm = cmis.open({ ...good, ...settings }, context);
  expect([ecm.revise !== undefined, ecm.withdraw !== undefined]).toEqual([revises, withdraws]);
});

describe.each(["connection", "browser"] as const)("with a repository, by %s", (face) => {
  let simulation: Simulation<FakeEcmWorld>;
  beforeAll(async () => {
    simulation = await fakeEcm.listen({ port: 0 });
  });
  afterAll(() => simulation[Symbol.asyncDispose]());
  const open = (settings: object) => cmis.open({ ...simulation.world[face], ...settings }, context);

  test("the login may come from the environment", async () => {
    vi.stubEnv("KIM_TEST_PASSWORD", simulation.world[face].password);
    expect(await open({ password: { env: "KIM_TEST_PASSWORD" } }).check(service)).toMatchObject({ ok: true });
    vi.unstubAllEnvs();
  });

  if (face === "connection")
    test("each service may have an address of its own, on an allowed host", async () => {
      const { url } = simulation.world.connection;
      const endpoints = Object.fromEntries(
        ["RepositoryService", "NavigationService", "ObjectService", "DiscoveryService", "VersioningService"].map((name) => [
          name,
          `${url}/${name}`,
        ]),
      );
      expect(await open({ url: "https://ecm.invalid", endpoints }).check(service)).toMatchObject({ ok: true });
      const elsewhere = open({ allowedHosts: ["ecm.example"] });
      expect(await failing(elsewhere.file(sample(), person))).toEqual({ code: "host-not-allowed", kind: "permanent" });
    });

  test("check names the type or property that the repository does not have", async () => {
    expect(await open({ documentType: "kim:unbekannt" }).check(service)).toMatchObject({ ok: false, code: "ecm-not-found" });
    expect(await open({ documentType: "filing:facts" }).check(service)).toMatchObject({ ok: false, code: "ecm-type-not-creatable" });
    const health = await open({ titleProperty: "kim:titel" }).check(service);
    expect(health).toMatchObject({ ok: false, code: "ecm-property-missing", facts: expect.arrayContaining(["kim:titel"]) });
    for (const withdrawal of [{ property: "kim:weg", value: "ja" }, { secondaryType: "kim:weg" }])
      expect(await open({ withdrawal }).check(service)).toMatchObject({
        ok: false,
        code: expect.stringMatching(/^ecm-(property-missing|not-found)$/),
      });
    expect(await open({ versioning: "major" }).check(service)).toMatchObject({ ok: false, code: "ecm-type-not-versionable" });
    const whole = {
      documentType: "kim:record",
      versioning: "major",
      withdrawal: { property: "kim:withdrawn", type: "boolean", value: "true" },
    };
    expect(await open(whole).check(service)).toMatchObject({ ok: true });
    expect(await open({ repository: "B2" }).check(service)).toMatchObject({ ok: false, code: "ecm-not-found" });
  });

  test("check says whether we may file below the folder of the settings, made or not", async () => {
    const { world } = simulation;
    const facts = ["Simuliertes ECM 1", "CMIS 1.1", "query: metadataonly"];
    const ecm = open({ root: "/Rat/Blätter" });
    world.clear();
    expect(await ecm.check(service)).toEqual({ ok: true, mayWrite: true, facts });
    expect(world.folders()).toEqual([]);
    world.rights = "read";
    const forbidden = { ok: false, code: "ecm-root-read-only", mayWrite: false, facts: [...facts, "/Rat/Blätter"] };
    expect(await ecm.check(service)).toEqual(forbidden);
    expect(await failing(ecm.file(sample(), person))).toEqual({ code: "ecm-permission-denied", kind: "permanent" });
    world.rights = "write";
    await ecm.file(sample(), person);
    const asked = () => world.requests.filter(({ operation }) => operation === "getAllowableActions").length;
    const before = asked();
    expect(await ecm.check(service)).toEqual({ ok: true, mayWrite: true, facts });
    world.rights = "read";
    expect(await ecm.check(service)).toEqual(forbidden);
    expect(asked() - before).toBe(2);
    world.clear();
  });

  test("check leaves open what the repository does not say, and is stopped by what breaks on the way", async () => {
    const { world } = simulation;
    world.rights = "unsaid";
    const health = await open({}).check(service);
    expect(health.ok).toBe(true);
    expect(health).not.toHaveProperty("mayWrite");
    await open({}).file(sample(), person);
    world.clear();
    world.mishaps.add({ operation: "getAllowableActions", happens: "unavailable" });
    expect(await open({}).check(service)).toMatchObject({ ok: false, code: "status-503" });
    world.clear();
  });

  test("a property that the type does not have is permanent", async () => {
    expect(await failing(open({ titleProperty: "kim:titel" }).file(sample(), person))).toEqual({
      code: "ecm-constraint",
      kind: "permanent",
    });
  });

  if (face === "connection")
    test("a file that is no WSDL, and one that would import from the network, are said to be unusable", async () => {
      const schema = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema"';
      const texts = {
        "kim-none.wsdl": "kein XML",
        "kim-empty.wsdl": '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>',
        "kim-network.wsdl": `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><types><xsd:schema ${schema}><xsd:import namespace="urn:x" schemaLocation="${simulation.url}/x.xsd"/></xsd:schema></types></definitions>`,
      };
      for (const [name, text] of Object.entries(texts)) {
        const wsdl = join(tmpdir(), name);
        await writeFile(wsdl, text);
        expect(await failing(open({ wsdl }).file(sample(), person))).toEqual({ code: "soap-wsdl", kind: "permanent" });
      }
    });
});
