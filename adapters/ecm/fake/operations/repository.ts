import { escapeXml } from "../../../shared/xml.ts";
import { repositoryFacts } from "../facts.ts";
import { CmisFault } from "../fault.ts";
import { textOf } from "../properties.ts";
import { answer } from "../reply.ts";
import { type FakeProperty, type FakeType, fakeTypes } from "../types.ts";
import type { Handler } from "./handler.ts";

const name = "Simuliertes ECM";

export const getRepositories: Handler = (_operation, { repository }) =>
  answer(
    "getRepositories",
    `<repositories><repositoryId>${repository}</repositoryId><repositoryName>${name}</repositoryName></repositories>`,
  );

export const getRepositoryInfo: Handler = (_operation, { repository, index, objects }) => {
  const { capabilities, ...info } = repositoryFacts(repository, objects.root.id, index);
  const { cmisVersionSupported, ...before } = info;
  const write = (entries: Readonly<Record<string, string | boolean>>) =>
    Object.entries(entries)
      .map(([key, value]) => `<ns2:${key}>${escapeXml(String(value))}</ns2:${key}>`)
      .join("");
  const content = `${write(before)}<ns2:capabilities>${write(capabilities)}</ns2:capabilities>${write({ cmisVersionSupported })}`;
  return answer("getRepositoryInfo", `<repositoryInfo>${content}</repositoryInfo>`);
};

export const getTypeDefinition: Handler = (operation) => {
  const type = fakeTypes.get(textOf(operation, "typeId") ?? "");
  if (!type) throw new CmisFault("objectNotFound", "The type does not exist.");
  const kind = { "cmis:document": "Document", "cmis:folder": "Folder", "cmis:secondary": "Secondary" }[type.base];
  const xsi = `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="ns2:cmisType${kind}DefinitionType"`;
  return answer("getTypeDefinition", `<type ${xsi}>${writeType(type)}</type>`);
};

function writeType({ id, base, title, versionable, properties }: FakeType): string {
  const isFiled = base !== "cmis:secondary";
  const facts: readonly (readonly [string, string | boolean])[] = [
    ...([
      ["id", id],
      ["localName", id],
      ["localNamespace", "urn:example:ecm"],
      ["displayName", title],
      ["queryName", id],
    ] as const),
    ...([
      ["description", title],
      ["baseId", base],
    ] as const),
    ...(id === base ? [] : ([["parentId", base]] as const)),
    ...([
      ["creatable", isFiled],
      ["fileable", isFiled],
      ["queryable", true],
      ["fulltextIndexed", false],
    ] as const),
    ...([
      ["includedInSupertypeQuery", true],
      ["controllablePolicy", false],
      ["controllableACL", false],
    ] as const),
  ];
  const stream =
    base === "cmis:document"
      ? `<ns2:versionable>${versionable ?? false}</ns2:versionable><ns2:contentStreamAllowed>allowed</ns2:contentStreamAllowed>`
      : "";
  return `${facts.map(([key, value]) => `<ns2:${key}>${escapeXml(String(value))}</ns2:${key}>`).join("")}${properties.map(writeProperty).join("")}${stream}`;
}

function writeProperty({ id, type, multiple, queryable, readOnly }: FakeProperty): string {
  const element = `ns2:property${type.charAt(0).toUpperCase()}${type.slice(1)}Definition`;
  const facts: Readonly<Record<string, string | boolean>> = {
    ...{ id, localName: id, displayName: id, queryName: id, propertyType: type.toLowerCase(), cardinality: multiple ? "multi" : "single" },
    ...{ updatability: readOnly ? "readonly" : "readwrite", required: id === "cmis:name", queryable: queryable ?? false, orderable: false },
  };
  const content = Object.entries(facts).map(([key, value]) => `<ns2:${key}>${value}</ns2:${key}>`);
  return `<${element}>${content.join("")}</${element}>`;
}
