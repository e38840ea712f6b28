/** Whether a text was there before. */
export interface Seen {
  /** True if it was; notes it if not. */
  again(text: string): boolean;
}

/**
 * Remembers texts by 64 bits each, not by themselves: about 10 bytes of memory a record, and no Kennung is kept. Two different
 * ones are taken for the same with a probability of about 1 in 10 million in a file of two million. The seed is drawn anew for
 * each count; nothing of it can be compared between runs. `expected` saves growing, which for a moment needs two tables.
 */
export function seenBefore(expected = 0): Seen {
  const seed = Math.floor(Math.random() * 0xffffffff);
  let places = Math.max(1024, Math.ceil(expected * 1.3));
  let table = new Uint32Array(places * 2);
  let filled = 0;
  const find = (high: number, low: number): number => {
    let at = Math.floor((low / 2 ** 32) * places);
    while (table[2 * at] !== 0 && (table[2 * at] !== high || table[2 * at + 1] !== low)) at = at + 1 === places ? 0 : at + 1;
    return 2 * at;
  };
  const put = (at: number, high: number, low: number): void => {
    table[at] = high;
    table[at + 1] = low;
  };
  const grow = (): void => {
    const before = table;
    places *= 2;
    table = new Uint32Array(places * 2);
    for (let at = 0; at < before.length; at += 2) {
      const [high = 0, low = 0] = [before[at], before[at + 1]];
      if (high !== 0) put(find(high, low), high, low);
    }
  };
  return {
    again(text) {
      // Zero marks a free place.
      const high = hash(text, seed) || 1;
      const low = hash(text, ~seed);
      const at = find(high, low);
      if (table[at] !== 0) return true;
      put(at, high, low);
      filled += 1;
      if (filled * 5 > places * 4) grow();
      return false;
    },
  };
}

/** 32 bits, mixed so that running numbers spread (the finishing steps of MurmurHash3, public domain). */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x5bd1e995);
    value ^= value >>> 15;
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
