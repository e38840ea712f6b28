import { setImmediate as breathe } from "node:timers/promises";
import { MultipartError } from "./error.ts";

const slice = 1_048_576;

/** Decodes base64 with line ends (RFC 2045 §6.8), a megabyte at a time. Anything outside the alphabet is refused, not skipped. */
export async function decodeBase64(encoded: Buffer): Promise<Buffer> {
  const decoded = Buffer.from(new ArrayBuffer(Math.ceil(encoded.length / 4) * 3));
  let length = 0;
  let carried = "";
  for (let at = 0; at < encoded.length; at += slice) {
    const text = carried + encoded.toString("latin1", at, Math.min(at + slice, encoded.length)).replace(/[\r\n\t ]+/g, "");
    const whole = at + slice >= encoded.length ? text.length : text.length - (text.length % 4);
    carried = text.slice(whole);
    const group = text.slice(0, whole);
    const afterPadding = group !== "" && length % 3 !== 0;
    if (afterPadding || !(carried === "" ? /^[A-Za-z0-9+/]*={0,2}$/ : /^[A-Za-z0-9+/]*$/).test(group)) {
      throw new MultipartError("malformed", "base64");
    }
    length += decoded.write(group, length, "base64");
    await breathe();
  }
  return decoded.subarray(0, length);
}
