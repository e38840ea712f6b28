import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { adapters } from "../adapters/index.ts";
import { operations } from "../plugin/http/operations.ts";
import type { Descriptor } from "../plugin/ports/adapter.ts";
import { roles } from "../plugin/ports/identity.ts";
import { describedOperations } from "./description.ts";

const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const manifest = read("manifest.json");

test("it fits its schema", () => {
  const schema = z.fromJSONSchema(read("openapi/manifest.schema.json"));
  expect(schema.safeParse(manifest).error?.issues ?? []).toEqual([]);
  expect(schema.safeParse({ ...manifest, hosts: [] }).success).toBe(false);
  expect(schema.safeParse({ ...manifest, surprise: 1 }).success).toBe(false);
});

test("its version and licence are those of package.json", () => {
  const { version, license } = read("package.json");
  expect({ version: manifest.version, licence: manifest.licence }).toEqual({ version, licence: license });
});

test("its hosts are the adapters of the registry, with the versions and wires that these say of themselves", () => {
  const { simulators, ...ports } = adapters;
  const registered = Object.values(ports).flatMap((port) =>
    Object.values(port as Record<string, { descriptor: Descriptor }>).map(({ descriptor }) => descriptor),
  );
  const said = registered.map(({ id, versions, wire, direction }) => ({ adapter: id, versions, wire, direction }));
  const listed = manifest.hosts.map(({ adapter, versions, wire, direction }: Record<string, string>) => ({
    adapter,
    versions,
    wire,
    direction,
  }));
  const byAdapter = (one: { adapter?: string }, other: { adapter?: string }) => String(one.adapter).localeCompare(String(other.adapter));
  expect(listed.sort(byAdapter)).toEqual(said.sort(byAdapter));
  expect(Object.values(simulators).map(({ descriptor }) => descriptor.id)).toEqual(["ris/fake", "ecm/fake"]);
});

test("its panels, actions, hooks and pages are operations of the description, with the same roles", () => {
  const described = describedOperations();
  for (const { operation } of [...manifest.contributes.actions, ...manifest.hooks]) expect(Object.keys(operations)).toContain(operation);
  for (const { path, roles: named } of [...manifest.contributes.panels, ...manifest.contributes.printSections]) {
    const found = described.find((operation) => operation.path === path && operation.method === "get");
    expect(found?.roles, path).toEqual(named);
  }
  expect(manifest.launch.roles).toEqual([...roles, "public"]);
  for (const name of ["health", "readiness", "metrics"]) expect(described.map(({ path }) => path)).toContain(manifest.operations[name]);
});

test("every permission is a role of a port, and code asks for it", () => {
  const { required, optional } = manifest.permissions;
  for (const { port, role } of [...required, ...optional]) {
    const source = readFileSync(`plugin/ports/${port}.ts`, "utf8");
    expect(source, `${port}.${role}`).toMatch(new RegExp(`\\b${role}\\??[:(]`));
  }
});

test("documents it names exist", () => {
  for (const name of ["documentation", "security"]) expect(existsSync(manifest[name]), manifest[name]).toBe(true);
});
