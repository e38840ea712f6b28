import { readFileSync } from "node:fs";
import { child, parseXml, type XmlElement } from "../../shared/xml.ts";
import { CmisFault } from "./fault.ts";

export const interfaceFolder = new URL("../../shared/cmis-1.1/", import.meta.url);

interface Parameter {
  readonly name: string;
  readonly required: boolean;
}

/** The parameters of every operation in the order of CMIS-Messaging.xsd. */
function readSequences(): ReadonlyMap<string, readonly Parameter[]> {
  const schema = parseXml(readFileSync(new URL("CMIS-Messaging.xsd", interfaceFolder)));
  const elements = schema.children.filter(({ name }) => name === "element");
  return new Map(elements.map((element) => [element.attributes.name ?? "", sequenceOf(element)]));
}

function sequenceOf(element: XmlElement): Parameter[] {
  const members = child(child(element, "complexType"), "sequence")?.children ?? [];
  return members
    .filter(({ name }) => name === "element")
    .map(({ attributes }) => ({ name: attributes.name ?? "", required: attributes.minOccurs !== "0" }));
}

const sequences = readSequences();
const messaging = "http://docs.oasis-open.org/ns/cmis/messaging/200908/";

/** As strict as the strictest stack: parameters in the order of the schema, none unknown, none missing, all in its namespace. */
export function refuseInvalid(operation: XmlElement): void {
  const sequence = sequences.get(operation.name);
  if (!sequence || operation.namespace !== messaging) throw new CmisFault("invalidArgument", "Unknown operation.", "Client");
  const given = operation.children.map(({ name }) => name);
  let at = 0;
  for (const parameter of operation.children) {
    const place = sequence.findIndex(({ name }, index) => index >= at && name === parameter.name);
    if (place < 0 || parameter.namespace !== messaging)
      throw new CmisFault("invalidArgument", `${parameter.name} may not stand here.`, "Client");
    at = place;
  }
  const missing = sequence.find(({ name, required }) => required && !given.includes(name));
  if (missing) throw new CmisFault("invalidArgument", `${missing.name} is missing.`, "Client");
}
