import { createHash } from "node:crypto";

/**
 * Ids of what has versions: `key.1`, `key.2` …, where the key is a hash of what the version is *about*, never of what it
 * says. So a second import finds the first, and the primary key alone refuses the same version twice.
 */
export function keyOf(parts: readonly (string | null | undefined)[]): string {
  return createHash("sha256")
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest("hex")
    .slice(0, 24);
}

/** @param version from 1 */
export const versionId = (key: string, version: number): string => `${key}.${version}`;

const step = 4;

/** All versions of a key, oldest first. Asks by whole ids, because ranges of text differ between databases. */
export async function versionsOf<Row extends { id: string }>(key: string, byIds: (ids: string[]) => Promise<Row[]>): Promise<Row[]> {
  const found: Row[] = [];
  for (let next = 1; ; next += step) {
    const ids = Array.from({ length: step }, (_, index) => versionId(key, next + index));
    const rows = await byIds(ids);
    found.push(...rows.sort((left, right) => ids.indexOf(left.id) - ids.indexOf(right.id)));
    if (rows.length < step) return found;
  }
}
