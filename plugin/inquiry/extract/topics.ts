import rules from "./topics.json" with { type: "json" };

const { _, aspects, ...labels } = rules;
const aspect = new Set(aspects);
const patterns = Object.entries(labels).map(([label, words]) => ({
  label,
  pattern: new RegExp(words.map((word) => (word.startsWith("^") ? `(?<!\\p{L})${word.slice(1)}` : word)).join("|"), "gu"),
}));

/**
 * Topic labels of a question, in the order of topics.json (facts: inquiries.md §3.2).
 * @param context the text around it: where the question names no subject of its own (`Wann ist damit zu rechnen?`), the
 * subject spoken of most often there is added
 */
export function topicsOf(question: string, context = ""): string[] {
  const own = count(question).map(({ label }) => label);
  if (own.some((label) => !aspect.has(label))) return own;
  const around = count(context).toSorted((one, other) => other.times - one.times);
  const subject = around.find(({ label }) => !aspect.has(label)) ?? (own.length === 0 ? around[0] : undefined);
  return subject ? [...own, subject.label] : own;
}

function count(text: string): { label: string; times: number }[] {
  const plain = text
    .replace(/\u00AD/g, "")
    .replace(/\s+/g, " ")
    .toLowerCase();
  return patterns.map(({ label, pattern }) => ({ label, times: plain.match(pattern)?.length ?? 0 })).filter(({ times }) => times > 0);
}
