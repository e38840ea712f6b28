import { Refusal } from "../refusal.ts";
import { decode } from "./minutes/decode.ts";
import { docxText } from "./minutes/docx.ts";
import { htmlText, isHtml } from "./minutes/html.ts";
import type { Note } from "./minutes/mend.ts";

/** The text of a file of minutes, and what kind of file it was. */
export interface ReadFile {
  readonly text: string;
  readonly mediaType: string;
  /** What is to be said of the file: tracked changes. */
  readonly notes?: readonly Note[];
}

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/** Minutes of a long sitting with pictures stay far below. */
const megabytes = 30;

/**
 * Reads minutes from a file: DOCX, plain text (UTF-8, UTF-16, Windows-1252), or a saved page of a RIS. The content decides,
 * the name only appears in messages. PDF is refused: its text order cannot be trusted, and who has the PDF has the text.
 * @throws Refusal with a code of the prefix `minutes.`
 */
export function readMinutes({ name, bytes }: { name: string; bytes: Uint8Array }): ReadFile {
  if (bytes.length > megabytes * 2 ** 20)
    throw new Refusal("minutes.too-large", { values: { name, megabytes }, status: 413, field: "file" });
  const read = readBytes(name, bytes);
  if (read.text.trim() === "") throw new Refusal("minutes.empty-file", { values: { name }, status: 422, field: "file" });
  return read;
}

function readBytes(name: string, bytes: Uint8Array): ReadFile {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  if (head.includes("%PDF-")) throw new Refusal("minutes.pdf", { values: { name }, status: 415, field: "file" });
  if (head.startsWith("PK\u0003\u0004")) {
    const { text, notes } = docxText(name, bytes);
    return { text, mediaType: docx, ...(notes.length > 0 ? { notes } : {}) };
  }
  const text = decode(bytes);
  if (text === null) throw new Refusal("minutes.unreadable", { values: { name }, status: 415, field: "file" });
  return isHtml(text) ? { text: htmlText(text), mediaType: "text/html" } : { text, mediaType: "text/plain" };
}
