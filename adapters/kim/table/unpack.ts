import { inflateRawSync } from "node:zlib";
import { failure } from "./failure.ts";

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const stored = 0;
const deflated = 8;

/**
 * The XML parts of an XLSX by name, inflated, none of them and not all together larger than `most` bytes: a small file can
 * hold gigabytes of nothing. Sizes that the archive claims are not believed.
 */
export function unpack(bytes: Uint8Array, most: number): ReadonlyMap<string, Buffer> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, Buffer>();
  let left = most;
  try {
    for (const { name, method, data } of entries(zip)) {
      if (!/\.(xml|rels)$/.test(name)) continue;
      if (method !== stored && method !== deflated) throw failure("no-table");
      const part = method === stored ? data : inflateRawSync(data, { maxOutputLength: Math.max(1, left) });
      left -= part.length;
      if (left < 0) throw failure("too-large");
      parts.set(name, part);
    }
  } catch (error) {
    if (error instanceof RangeError)
      throw (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? failure("too-large") : failure("no-table");
    if ((error as NodeJS.ErrnoException).code?.startsWith("Z_")) throw failure("no-table");
    throw error;
  }
  return parts;
}

function* entries(zip: Buffer): Generator<{ name: string; method: number; data: Buffer }> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || zip.readUInt32LE(end) !== endOfDirectory) throw failure("no-table");
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (zip.readUInt32LE(at) !== directoryEntry) throw failure("no-table");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    yield { name: zip.toString("utf8", at + 46, at + 46 + nameLength), method: zip.readUInt16LE(at + 10), data };
    at += 46 + nameLength + extraLength + commentLength;
  }
}
