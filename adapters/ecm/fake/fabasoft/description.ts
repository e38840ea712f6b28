import { readFileSync } from "node:fs";
import { child, parseXml } from "../../../shared/xml.ts";

export const namespace = "http://schemas.fabasoft.com/websvc/LHMBAI_15_1700_GIWSD/";

/** Path of our own WSDL; a real installation hands out its own. */
export const wsdlFile = new URL("giwsd.wsdl", import.meta.url);

interface Element {
  readonly name: string;
  readonly required: boolean;
}

/** The elements of every request and reply, in the order of the WSDL. */
export const sequences: ReadonlyMap<string, readonly Element[]> = readSequences();

function readSequences(): ReadonlyMap<string, readonly Element[]> {
  const schema = child(child(parseXml(readFileSync(wsdlFile)), "types"), "schema");
  const elements = schema?.children.filter(({ name }) => name === "element") ?? [];
  return new Map(
    elements.map((element) => {
      const members = child(child(element, "complexType"), "sequence")?.children ?? [];
      const sequence = members.map(({ attributes }) => ({ name: attributes.name ?? "", required: attributes.minOccurs !== "0" }));
      return [element.attributes.name ?? "", sequence];
    }),
  );
}
