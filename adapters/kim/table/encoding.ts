import { isUtf8 } from "node:buffer";
import { failure } from "./failure.ts";

/** What stands where a byte fits no encoding; a row or a heading with it is refused, never guessed at. */
export const unreadable = "\ufffd";

/**
 * The bytes as UTF-8: as they are if every one fits, else read as Windows-1252 if every one has a meaning there. Where UTF-8 and
 * Windows-1252 stand in one file, as after copying two files together, what is UTF-8 is kept and the rest is `unreadable`.
 * Nothing is guessed: UTF-16, and bytes that neither knows, are refused, because a wrong guess spoils names silently.
 */
export function asUtf8(bytes: Uint8Array): Uint8Array {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) throw failure("encoding");
  if (bytes.includes(0)) throw failure("no-table");
  if (isUtf8(bytes)) return bytes;
  const partly = new TextDecoder("utf-8").decode(bytes);
  // A letter outside ASCII that is well formed UTF-8 hardly ever comes about by chance in Windows-1252.
  if (/[^\p{ASCII}\ufffd]/u.test(partly)) return Buffer.from(partly);
  if (undefinedIn1252.some((byte) => bytes.includes(byte))) throw failure("encoding");
  return Buffer.from(new TextDecoder("windows-1252").decode(bytes));
}

const undefinedIn1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
