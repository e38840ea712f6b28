import { randomUUID } from "node:crypto";
import type { Attachment } from "../dms.ts";

/**
 * A multipart/form-data message of the façade in pieces, so that no file is copied: `params` as JSON, and the file, whose name and extension the
 * façade takes from the name of the part (facts: ecm.md §2). Quotes and line ends in it are escaped as browsers do it (HTML, "multipart/form-data
 * encoding algorithm").
 */
export function writeForm(params: object, { name, mediaType, bytes }: Attachment): { contentType: string; pieces: Uint8Array[] } {
  const boundary = `kim-${randomUUID()}`;
  const fileName = name.replace(/["\r\n]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
  const type = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(mediaType) ? mediaType : "application/octet-stream";
  const head = [
    `--${boundary}\r\nContent-Disposition: form-data; name="params"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(params)}\r\n`,
    `--${boundary}\r\nContent-Disposition: form-data; name="giattachmenttype"; filename="${fileName}"\r\nContent-Type: ${type}\r\n\r\n`,
  ];
  const pieces = [Buffer.from(head.join("")), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)];
  return { contentType: `multipart/form-data; boundary=${boundary}`, pieces };
}
