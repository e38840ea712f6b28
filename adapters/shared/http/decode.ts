import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";

const decoders = { gzip: promisify(gunzip), "x-gzip": promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) };

/** Undoes the content encoding. Rejects with code `ERR_BUFFER_TOO_LARGE` when more than `maxBytes` come out: a bomb is as good as a large file. */
export async function decode(bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  let decoded = bytes;
  for (const name of encoding.toLowerCase().split(",").reverse()) {
    const decoder = decoders[name.trim() as keyof typeof decoders];
    if (decoder) decoded = await decoder(decoded, { maxOutputLength: maxBytes });
  }
  return decoded;
}
