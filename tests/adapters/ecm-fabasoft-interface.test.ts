import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { fabasoft } from "../../adapters/ecm/fabasoft/index.ts";
import { readDescription, wsdlFile } from "../../adapters/ecm/fake/fabasoft/description.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { person, sample, service } from "../contracts/ecm.ts";

/** The descriptions of real installations. They lie beside the checkout, not in it, and are never copied into it. */
const folder = new URL("../../../shared/interfaces/fabasoft/", import.meta.url);
const beside = (name: string) => {
  const file = new URL(name, folder);
  const isThere = existsSync(file);
  // Not through console: vitest shows that only for tests that fail.
  if (!isThere) process.stderr.write(`not tried against a real installation: ${fileURLToPath(file)} is not there\n`);
  return { name, path: fileURLToPath(file), isThere };
};
const real = [beside("LHMBAI_15_1700_GIWSD-1.5.4.wsdl"), beside("LHMBAI_15_1700_GIWSD-1.6-dmsin-eai-1.10.wsdl")];
const openapi = beside("dms-rest-eai-1.2.5.openapi.json");

/** Everything the driver can ask, under a WSDL whose order of elements the simulated service insists on. */
async function everything(wsdl: string, settings: object) {
  await using simulation = await fakeEcm.listen({ port: 0 });
  const dms = simulation.world.fabasoft;
  dms.description = readDescription(wsdl);
  const { connection, subjectArea, businessDatum } = dms;
  const actingAs = { persons: { "jörg|1": "j.muster" }, service: "kim.dienst", joboe: "COO.1.1.1", jobposition: "Official" };
  const given = { wire: "soap", ...connection, subjectArea, businessDatum, accessDefinition: "Allgemein lesbar" };
  const ecm = fabasoft.open({ ...given, actingAs, ...settings }, { clock: systemClock, log: silent });
  expect(await ecm.check(service)).toMatchObject({ ok: true });
  const [document, next] = [sample({ title: "Übersicht: Förderung 1/2" }), sample()];
  const filed = await ecm.file(document, person);
  expect(await ecm.find(document.reference, document.folder, service)).toEqual(filed);
  const revised = await ecm.revise?.(filed, next, person);
  expect(await ecm.find("fehlt", document.folder, service)).toBeNull();
  expect(Buffer.from(await ecm.readBack(revised ?? filed, service))).toEqual(next.bytes);
  expect(await ecm.withdraw?.(filed, person)).toEqual(filed);
  expect(dms.dropped).toEqual([]);
  return { operations: new Set(dms.calls.map(({ operation }) => operation)), papers: dms.papers() };
}

describe.runIf(real.every(({ isThere }) => isThere)).each(real)("the WSDL $name", ({ path, isThere }) => {
  const ours = readDescription().sequences;
  const theirs: typeof ours = isThere ? readDescription(path).sequences : new Map();
  const names = (members: readonly { name: string }[] | undefined) => members?.map(({ name }) => name) ?? [];

  test.each([
    { wsdl: path, attachments: "mtom", document: "outgoing" },
    { wsdl: path, attachments: "inline", document: "internal" },
    // As the installation hands it out, by its address.
    { attachments: "mtom", document: "internal" },
  ])("is followed by everything the driver asks: %j", { timeout: 30_000 }, async (settings) => {
    const { operations, papers } = await everything(path, settings);
    expect(papers).toHaveLength(2);
    expect([...operations].sort()).toEqual(
      [
        ...["CancelObjectGI", "CreateFileGI", "CreateProcedureGI", "ReadContentObjectGI", "ReadFileGI", "ReadProcedureGI"],
        ...["ReadProcedureGIObjects", "ReadSubjectAreaFileGIObjects", "ReadSubjectAreaGIObjects", "SearchObjNameGI"],
        ...(settings.document === "outgoing"
          ? ["CreateOutgoingGI", "ReadOutgoingGI", "UpdateOutgoingGI"]
          : ["CreateInternalGI", "ReadInternalGI", "UpdateInternalGI"]),
        "UpdateBusinessDataValueGI",
      ].sort(),
    );
  });

  test("knows every operation and element that our own WSDL has, and demands none that it has not", () => {
    const types = ["ObjectList", "MetadataList", "AttachmentList"];
    for (const [name, members] of ours) {
      if (types.includes(name)) continue;
      expect(theirs.has(name), name).toBe(true);
      expect(names(theirs.get(name)), name).toEqual(expect.arrayContaining(names(members)));
      const demanded = (theirs.get(name) ?? []).filter(({ required }) => required);
      expect(names(members), name).toEqual(expect.arrayContaining(names(demanded)));
    }
    expect([...ours.keys()].filter((name) => /GI(Objects)?$/.test(name))).toHaveLength(17);
  });

  test("has another order than ours, so that the order cannot come from our code", () => {
    expect(names(theirs.get("CreateOutgoingGI")).filter((name) => names(ours.get("CreateOutgoingGI")).includes(name))).not.toEqual(
      names(ours.get("CreateOutgoingGI")),
    );
  });

  test("has the same address of the action for every operation", () => {
    const actions = (text: string) => new Set(text.match(/(?<=soapAction=")[^"]+/g));
    for (const action of actions(readFileSync(wsdlFile, "utf8"))) expect(actions(readFileSync(path, "utf8"))).toContain(action);
  });
});

type Json = Readonly<Record<string, unknown>>;
const object = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});

/** What stands at a place of a description, references followed. */
function at(root: Json, value: unknown): Json {
  const found = object(value);
  if (typeof found.$ref !== "string") return found;
  return at(
    root,
    found.$ref
      .split("/")
      .slice(1)
      .reduce<unknown>((place, key) => object(place)[key], root),
  );
}

/** Every property of a schema as `a.b[].c`, with its type. */
function properties(root: Json, schema: unknown, path = ""): Map<string, unknown> {
  const { properties: members, items, type, format } = at(root, schema);
  const found = new Map<string, unknown>(path === "" ? [] : [[path, format === "binary" ? "binary" : type]]);
  if (items) for (const entry of properties(root, items, `${path}[]`)) found.set(...entry);
  for (const [name, member] of Object.entries(object(members))) {
    for (const entry of properties(root, member, path === "" ? name : `${path}.${name}`)) found.set(...entry);
  }
  return found;
}

function required(root: Json, schema: unknown, path = ""): string[] {
  const { properties: members, required: names } = at(root, schema);
  const own = Array.isArray(names) ? names.map((name) => `${path}${name}`) : [];
  return [...own, ...Object.entries(object(members)).flatMap(([name, member]) => required(root, member, `${path}${name}.`))];
}

describe.runIf(openapi.isThere)("the description of the REST façade", () => {
  const theirs: Json = openapi.isThere ? JSON.parse(readFileSync(openapi.path, "utf8")) : {};
  const ours: Json = parse(readFileSync("openapi/upstream/eakte.yaml", "utf8"));
  const operations = Object.entries(object(ours.paths)).flatMap(([path, methods]) =>
    Object.keys(object(methods)).map((method) => [method, path] as const),
  );
  const operationOf = (root: Json, method: string, path: string) => object(object(object(root.paths)[path])[method]);
  const media = (root: Json, holder: unknown) => Object.entries(object(at(root, holder).content));

  test("is of the same version", () => {
    expect(object(ours.info).version).toBe(object(theirs.info).version);
    expect(operations).toHaveLength(14);
  });

  test.each(operations)("%s %s is as we describe it", (method, path) => {
    const [own, real] = [operationOf(ours, method, path), operationOf(theirs, method, path)];
    expect(own.operationId).toBe(real.operationId);
    const parameters = (root: Json, operation: Json) =>
      (operation.parameters as unknown[])
        .map((each) => at(root, each))
        .map((each) => ({ name: each.name, in: each.in, required: each.required === true }));
    // The login is not demanded by them in words, but nothing works without it.
    for (const { name, in: place } of parameters(ours, own)) {
      expect(parameters(theirs, real)).toContainEqual(expect.objectContaining({ name, in: place }));
    }
    const sent = new Set(parameters(ours, own).map(({ name }) => name));
    for (const { name, required: isRequired } of parameters(theirs, real)) if (isRequired) expect(sent, String(name)).toContain(name);

    const [[kind, body] = [], [realKind, realBody] = []] = [media(ours, own.requestBody)[0], media(theirs, real.requestBody)[0]];
    expect(kind).toBe(realKind);
    const [fields, realFields] = [properties(ours, object(body).schema), properties(theirs, object(realBody).schema)];
    for (const [name, type] of fields) expect([name, realFields.get(name)]).toEqual([name, type]);
    for (const name of required(theirs, object(realBody).schema)) expect([...fields.keys()], name).toContain(name);
  });

  test.each(operations)("%s %s answers with what we read", (method, path) => {
    const [own, real] = [operationOf(ours, method, path), operationOf(theirs, method, path)];
    const success = Object.keys(object(own.responses)).filter((status) => status.startsWith("2"));
    expect(Object.keys(object(real.responses))).toEqual(expect.arrayContaining(success));
    const schemaOf = (root: Json, operation: Json) => object(media(root, object(operation.responses)[success[0] ?? ""])[0]?.[1]).schema;
    const realFields = properties(theirs, schemaOf(theirs, real));
    for (const [name, type] of properties(ours, schemaOf(ours, own))) expect([name, realFields.get(name)]).toEqual([name, type]);
  });

  test("has the body of a refusal as we read it, where it describes one", () => {
    const refusal = (root: Json, operation: Json) => object(media(root, object(operation.responses)["400"])[0]?.[1]).schema;
    const real = properties(theirs, refusal(theirs, operationOf(theirs, "put", "/cancelObjects/{objaddress}")));
    const own = properties(ours, refusal(ours, operationOf(ours, "put", "/cancelObjects/{objaddress}")));
    for (const [name, type] of own) expect([name, real.get(name)]).toEqual([name, type]);
  });
});
