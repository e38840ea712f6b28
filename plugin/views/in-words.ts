import { say } from "../messages.ts";

/**
 * The sentence for a code that was stored, under the first of these prefixes that has one. Else the code itself: a foreign
 * system may have given one that we do not know, and a page must not fail over it.
 */
export function inWords(code: string, ...prefixes: readonly string[]): string {
  for (const prefix of prefixes) {
    try {
      return say(`${prefix}${code}`);
    } catch {
      // The next prefix may have it.
    }
  }
  return code;
}
