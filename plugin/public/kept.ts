import type { Published } from "./arrange.ts";

const mostKept = 500;

/**
 * Makes something of what is public, once: the next time it comes from memory, until anything public changes, because what was made
 * is kept with the very object it was made of. @param name of what is made, with everything else it depends on
 */
export function kept({ made }: Published, name: string, make: () => string): string {
  const known = made.get(name) ?? make();
  made.set(name, known);
  const [oldest] = made.keys();
  if (made.size > mostKept && oldest !== undefined) made.delete(oldest);
  return known;
}
