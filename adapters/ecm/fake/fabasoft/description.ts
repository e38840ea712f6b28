import { readFileSync } from "node:fs";
import { child, parseXml, type XmlElement } from "../../../shared/xml.ts";

export const namespace = "http://schemas.fabasoft.com/websvc/LHMBAI_15_1700_GIWSD/";

/** Path of our own WSDL; a real installation hands out its own. */
export const wsdlFile = new URL("giwsd.wsdl", import.meta.url);

interface Member {
  readonly name: string;
  readonly required: boolean;
}

/** What a WSDL says of messages. */
export interface Description {
  /** The WSDL itself. */
  readonly text: string;
  /** The elements of every request, reply and type, in their order. */
  readonly sequences: ReadonlyMap<string, readonly Member[]>;
}

/** Reads a WSDL of the service. Throws an XmlError, or a TypeError when it describes something else. */
export function readDescription(file: URL | string = wsdlFile): Description {
  const text = readFileSync(file, "utf8");
  const schema = child(child(parseXml(text), "types"), "schema");
  if (schema?.attributes.targetNamespace !== namespace) throw new TypeError("not a WSDL of this service");
  return { text, sequences: new Map(schema.children.map((element) => [element.attributes.name ?? "", membersOf(element)])) };
}

function membersOf(element: XmlElement): Member[] {
  const type = element.name === "complexType" ? element : child(element, "complexType");
  const members = child(type, "sequence")?.children ?? [];
  return members.map(({ attributes }) => ({ name: attributes.name ?? "", required: attributes.minOccurs !== "0" }));
}
