export type Turns = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;

/**
 * One after the other per key. The DMS takes any name twice, so looking and making must not interleave, or two that file under the same new
 * case at once would make it twice. Holds within this process; another one that does the same at the same moment is not kept from it.
 */
export function turns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}
