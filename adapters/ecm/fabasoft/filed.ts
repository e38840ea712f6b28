import type { Filed } from "../../../plugin/ports/ecm.ts";
import type { DocumentView } from "./dms.ts";
import { type NoteEntry, readEntries } from "./note.ts";

/**
 * Where a version lies: the document is the object, the Schriftstück that holds the version stands for the version. Both are addresses of the
 * DMS, so that staff may rename what they like.
 */
export function filedFrom(document: DocumentView, { name }: NoteEntry): Filed {
  const [only, ...others] = document.contents;
  const content = document.contents.find((each) => each.name === name) ?? (others.length === 0 ? only : undefined);
  return { objectId: document.id, version: content?.id ?? "", name };
}

/** The place of the version that bears our reference; undefined if it is not in this document. */
export function versionIn(document: DocumentView, reference: string): Filed | undefined {
  const entry = readEntries(document.subject).find((each) => each.reference === reference);
  return entry && filedFrom(document, entry);
}
