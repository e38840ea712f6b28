import { xmlText } from "../../shared/xml.ts";

/** One version of a document: our reference, and the file that holds it. */
export interface NoteEntry {
  readonly reference: string;
  readonly name: string;
}

interface Note {
  readonly title: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly entries: readonly NoteEntry[];
}

/**
 * What stands in the Betreff of a document:
 *
 *     Title as it was given
 *     name: value
 *     [Referenz 01j…] Titel.pdf
 *     [Referenz 01k…] Titel (Fassung 2).pdf
 *
 * It is written in the same call as the content, so a document that arrived carries its reference, whatever happened afterwards. Characters
 * of a reference beside `A-Z a-z 0-9 . _ ~ -` are percent-encoded.
 */
export function writeNote({ title, metadata, entries }: Note): string {
  const facts = Object.entries(metadata).map(([name, value]) => `${plain(name)}: ${plain(value)}`);
  const references = entries.map(({ reference, name }) => `[Referenz ${encoded(reference)}] ${oneLine(name)}`);
  return [plain(title), ...facts, ...references].join("\n");
}

/** The entries of a Betreff, oldest first; also where the DMS has made one line of it, or staff have added lines. */
export function readEntries(subject: string): NoteEntry[] {
  const entries = subject.matchAll(/\[Referenz ([^\s\]]+)\] ([^\n]+?)(?=\s*(?:\n|\[Referenz |$))/g);
  return [...entries].map(([, reference = "", name = ""]) => ({ reference: decoded(reference), name: name.trim() }));
}

function encoded(reference: string): string {
  return encodeURIComponent(reference.toWellFormed()).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}

/** No title and no fact may look like an entry. */
function plain(text: string): string {
  return oneLine(text).replaceAll("[Referenz ", "(Referenz ");
}

function oneLine(text: string): string {
  return xmlText(text).replace(/\s+/g, " ").trim();
}
