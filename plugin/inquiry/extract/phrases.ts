const before = "(?<![\\p{L}\\p{N}])";
const after = "(?![\\p{L}\\p{N}])";

/**
 * The rule files write phrases as people would: `sagt|sagte … zu`. Words are lower case and whole; `|` separates
 * alternatives, `*` stands for any further letters, `…` for up to 160 characters, `[word]` may be missing,
 * `_` joins two words of one alternative, a leading `^` ties to the beginning.
 * Each becomes part of one regular expression with bounded gaps, so that reading stays linear in the length of the text.
 */
export function phrases(list: readonly string[]): RegExp {
  return new RegExp(list.map(source).join("|") || "(?!)", "u");
}

function source(phrase: string): string {
  let joint = "";
  let expression = phrase.startsWith("^") ? "^" : "";
  for (const word of phrase.replace(/^\^|\$$/g, "").split(" ")) {
    if (word === "…") {
      joint = "[^]{0,160}?";
      continue;
    }
    const optional = word.startsWith("[");
    const alternatives = (optional ? word.slice(1, -1) : word).split("|").map(letters).join("|");
    const one = `${before}(?:${alternatives})${after}`;
    expression += optional ? `(?:${joint}${one})?` : joint + one;
    joint = "[ ,]{1,2}";
  }
  return phrase.endsWith("$") ? `${expression}[.]?$` : expression;
}

function letters(word: string): string {
  return word
    .replace(/[.+?^${}()[\]\\]/g, "\\$&")
    .replaceAll("*", "\\p{L}*")
    .replaceAll("_", "[ ,]{1,2}");
}
