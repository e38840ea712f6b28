import { setImmediate as breathe } from "node:timers/promises";

export interface Collector {
  /** Bytes so far. */
  readonly size: number;
  /** Together not more than `maxBytes`. */
  add(chunk: Uint8Array): void;
  /** Everything in one piece. To be called once. */
  whole(): Promise<Buffer>;
}

const small = 1_048_576;
const step = 4_194_304;

/**
 * Gathers a reply without ever holding it twice. What is small is put together at the end; what grows beyond a megabyte lies in memory that
 * grows in place and is given back piece by piece while it is copied into an ordinary buffer (much of the platform refuses growing ones).
 * Between the pieces other work gets its turn.
 */
export function collector(maxBytes: number): Collector {
  const chunks: Uint8Array[] = [];
  let growing: ArrayBuffer | undefined;
  let size = 0;

  function add(chunk: Uint8Array): void {
    if (!growing && size + chunk.length <= small) chunks.push(chunk);
    else append(chunk);
    size += chunk.length;
  }

  function append(chunk: Uint8Array): void {
    if (!growing) {
      growing = new ArrayBuffer(size, { maxByteLength: maxBytes });
      let at = 0;
      for (const early of chunks.splice(0)) {
        new Uint8Array(growing).set(early, at);
        at += early.length;
      }
    }
    if (size + chunk.length > growing.byteLength) growing.resize(Math.min(maxBytes, size + chunk.length + small));
    new Uint8Array(growing).set(chunk, size);
  }

  return {
    get size() {
      return size;
    },
    add,
    whole: async () => (growing ? move(growing, size) : Buffer.concat(chunks, size)),
  };
}

async function move(source: ArrayBuffer, size: number): Promise<Buffer> {
  const target = Buffer.from(new ArrayBuffer(size));
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - step);
    target.set(new Uint8Array(source, start, end - start), start);
    source.resize(start);
    end = start;
    await breathe();
  }
  return target;
}
