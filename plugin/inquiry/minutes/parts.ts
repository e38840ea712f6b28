import rules from "./headings.json" with { type: "json" };

const nonPublicPart = new RegExp(rules.nonPublicPart, "iu");
const publicPart = new RegExp(rules.publicPart, "iu");
const longest = 140;

/** Whether a line opens the public part of a sitting or the non-public one; null if it opens neither. */
export function partAt(line: string): boolean | null {
  if (line.length > longest) return null;
  if (nonPublicPart.test(line)) return false;
  return publicPart.test(line) ? true : null;
}
