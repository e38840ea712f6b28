import { xmlText } from "../../shared/xml.ts";

/**
 * The one form in which title, reference and metadata stand in cmis:description when no properties of their own are set:
 *
 *     [Referenz 01J…] Title as it was given
 *     name: value
 *
 * The reference comes first, so that a server that cuts long texts keeps it; characters beside `A-Z a-z 0-9 . _ ~ : -` are percent-encoded.
 */
export function writeDescription(document: { reference: string; title: string; metadata: Readonly<Record<string, string>> }): string {
  const facts = Object.entries(document.metadata).map(([name, value]) => `${oneLine(name)}: ${oneLine(value)}`);
  return [`[Referenz ${encoded(document.reference)}] ${oneLine(document.title)}`, ...facts].join("\n");
}

/** The reference in a description, or undefined if the description is not ours. */
export function referenceIn(description: string): string | undefined {
  const found = /^\s*\[Referenz ([^\s\]]+)\]/.exec(description)?.[1];
  try {
    return found && decodeURIComponent(found);
  } catch {
    return undefined;
  }
}

function encoded(reference: string): string {
  return encodeURIComponent(reference.toWellFormed())
    .replace(/%3A/g, ":")
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

function oneLine(text: string): string {
  return xmlText(text).replace(/\s+/g, " ").trim();
}
