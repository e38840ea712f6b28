import { MultipartError } from "../../../shared/multipart/error.ts";
import { type Part, readRelated } from "../../../shared/multipart.ts";
import { liftContent } from "../../../shared/soap/inline.ts";
import { child, parseXml, type XmlElement } from "../../../shared/xml.ts";
import { namespace } from "./description.ts";
import type { Incoming } from "./incoming.ts";
import type { Given, GivenFile } from "./operation.ts";
import type { FakeDmsState } from "./world.ts";

/** The message itself is wrong: a SOAP fault, which the description does not even mention. */
export class SoapError extends Error {}

const maxEnvelope = 1_000_000;

/** Reads a request, plain or as MTOM; strict in the order of elements, as some stacks are, and silent about unknown ones, as the real service is. */
export async function readRequest(state: FakeDmsState, { contentType, body }: Incoming): Promise<{ operation: string; given: Given }> {
  const related = contentType.startsWith("multipart/") ? await readRelated(contentType, body, { maxRootBytes: maxEnvelope }) : undefined;
  if (!related && !contentType.startsWith("text/xml")) throw new MultipartError("not-multipart", contentType);
  const lifted = await liftContent(related?.root.bytes ?? body);
  const envelope = parseXml(lifted.envelope, { maxBytes: maxEnvelope });
  const [element] = child(envelope, "Body")?.children ?? [];
  const { sequences } = state.world.description;
  const sequence = element?.namespace === namespace ? sequences.get(element.name) : undefined;
  if (!element || !sequence || element.name.endsWith("Response")) throw new SoapError("Diese Operation gibt es nicht.");
  const known = element.children.filter(({ name }) => sequence.some((each) => each.name === name));
  for (const { name } of element.children) if (!known.some((each) => each.name === name)) state.drop(`${element.name}.${name}`);
  refuseDisorder(
    known,
    sequence.map(({ name }) => name),
  );
  const part = (address: string) => lifted.part(address) ?? related?.part(address);
  const order = (sequences.get("LHMBAI_15_1700_GIAttachmentType") ?? []).map(({ name }) => name);
  const files = (child(element, "giattachmenttype")?.children ?? []).map((each) => {
    refuseDisorder(each.children, order);
    return fileOf(each, part);
  });
  const text = Object.fromEntries(known.filter(({ children }) => children.length === 0).map(({ name, text: value }) => [name, value]));
  const missing = sequence.find(({ name, required }) => required && !known.some((each) => each.name === name));
  // What is missing is a matter of the status, as everything else is.
  return { operation: element.name, given: { text: missing ? { ...text, userlogin: "" } : text, files } };
}

function refuseDisorder(elements: readonly XmlElement[], order: readonly string[]): void {
  let at = 0;
  for (const { name, namespace: own } of elements) {
    const place = order.indexOf(name);
    if (place < at || own !== namespace) throw new SoapError(`${name} steht an falscher Stelle.`);
    at = place;
  }
}

function fileOf(element: XmlElement, part: (address: string) => Part | undefined): GivenFile {
  const fact = (name: string) => child(element, `LHMBAI_15_1700_${name}`);
  const content = fact("filecontent");
  const address = child(content, "Include")?.attributes.href ?? content?.text ?? "";
  const bytes = address.startsWith("cid:") ? part(address)?.bytes : Buffer.from(address, "base64");
  if (!bytes) throw new SoapError("Die Anlage fehlt.");
  return { name: fact("filename")?.text ?? "", extension: fact("fileextension")?.text ?? "", bytes };
}
