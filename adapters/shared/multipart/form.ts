import { randomUUID } from "node:crypto";

export interface FormFile {
  /** Name of the control. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * multipart/form-data (RFC 7578) in pieces, so that no file is copied. `_charset_` comes first, because servers take fields for ISO-8859-1 until
 * they have read it (facts: ecm.md §4). A file is named `content.bin` whatever its title: umlauts in that header stay garbled there, and a quote or line
 * end would be a way to write further lines. Names of controls are the caller's own, never foreign text.
 */
export function writeForm(fields: Iterable<readonly [string, string]>, file?: FormFile): { contentType: string; pieces: Uint8Array[] } {
  const boundary = `kim-${randomUUID()}`;
  const head = (name: string, rest = "") => {
    if (!/^[\w[\]]+$/.test(name)) throw new TypeError("form control");
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${rest}\r\n`;
  };
  const written = [["_charset_", "utf-8"] as const, ...fields].map(([name, value]) => `${head(name)}\r\n${value.toWellFormed()}\r\n`);
  const pieces: Uint8Array[] = [Buffer.from(written.join(""))];
  if (file) {
    const type = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(file.mediaType) ? file.mediaType : "application/octet-stream";
    const opening = `${head(file.name, '; filename="content.bin"')}Content-Type: ${type}\r\nContent-Transfer-Encoding: binary\r\n\r\n`;
    pieces.push(Buffer.from(opening), file.bytes, Buffer.from("\r\n"));
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return { contentType: `multipart/form-data; boundary=${boundary}`, pieces };
}
