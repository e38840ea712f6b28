import labels from "./topics.json" with { type: "json" };

const patterns = Object.entries(labels).flatMap(([label, words]) =>
  typeof words === "string"
    ? []
    : [{ label, pattern: new RegExp(words.map((word) => (word.startsWith("^") ? `(?<!\\p{L})${word.slice(1)}` : word)).join("|"), "u") }],
);

/** Topic labels of a question, in the order of topics.json (facts: inquiries.md §3.2). None is possible. */
export function topicsOf(question: string): string[] {
  const text = question
    .replace(/\u00AD/g, "")
    .replace(/\s+/g, " ")
    .toLowerCase();
  return patterns.filter(({ pattern }) => pattern.test(text)).map(({ label }) => label);
}
