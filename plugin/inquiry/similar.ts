/** The words of a text that say what it is about: three letters or more, in lower case, numbers too. */
function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll("\u00AD", "")
      .match(/\p{L}{3,}|\p{N}+/gu) ?? []
  );
}

/** How much two texts have in common, 0 to 1: twice the shared words over all words (Dice), each word as often as it stands. */
export function similarity(one: string, other: string): number {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  if (left.length === 0 || right.length === 0) return flat(one) === flat(other) ? 1 : 0;
  const counts = new Map<string, number>();
  for (const word of left) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of right) {
    const left = counts.get(word) ?? 0;
    if (left > 0) shared++;
    counts.set(word, left - 1);
  }
  return (2 * shared) / (left.length + right.length);
}

/** A text without what a line break, a soft hyphen or a second space makes of it: what must not tell two texts apart. */
export function flat(text: string): string {
  return text
    .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, "")
    .replace(/(\p{L})-\s*\n\s*(?=\p{Ll})/gu, "$1")
    .replace(/\s+/g, " ")
    .trim();
}
