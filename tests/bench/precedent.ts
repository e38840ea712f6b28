// Searching 10,000 answers for something on a question, and building their index. Figures, not verdicts. Baseline: going
// through all texts with a regular expression per word.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stemsOfPrecedent } from "../../plugin/inquiry/precedent/build.ts";
import { stemsOf } from "../../plugin/inquiry/precedent/stems.ts";
import { precedentSearch } from "../../plugin/inquiry/precedent.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { type PrecedentDraft, savePrecedent } from "../../plugin/store/precedents.ts";
import { openStore } from "../../plugin/store/store.ts";
import { seeded } from "../fixtures/disclosure/enumerate.ts";

const random = seeded(1);
const heads =
  "Einbürgerung Duldung Aufenthalt Stelle Integration Beratung Schule Kita Verkehr Straße Radweg Sanierung Spielplatz Haushalt Förderung Wohnung".split(
    " ",
  );
const tails = "antrag stelle konzept bericht verfahren plan kosten frist zahl behörde amt gruppe liste bau ordnung".split(" ");
const syllables = "ba be bo da de do fa fe ga ge ha he ka ke la le ma me na ne ra re sa se ta te wa we za ze".split(" ");
const vocabulary = [
  ...heads,
  ...heads.flatMap((head) => tails.map((tail) => `${head}s${tail}`)),
  ...Array.from({ length: 20_000 }, () => Array.from({ length: 3 }, () => syllables[Math.floor(random() * syllables.length)]).join("")),
];
/** Few words often, many rarely, as in every text. */
const word = (): string => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? "Stelle";
const words = (count: number): string => Array.from({ length: count }, word).join(" ");

const drafts: PrecedentDraft[] = Array.from({ length: 10_000 }, (_, index) => ({
  ...{ town: "t", kind: "answer", subjectId: String(index), title: words(8), reference: `${index}/2024`, date: "2024-01-01", web: null },
  text: Array.from({ length: 4 }, () => words(40)).join("\n"),
}));
const folder = mkdtempSync(join(tmpdir(), "kim-bench-"));
const store = openStore(join(folder, "kim.db"));
await migrate(store.read);
const building = performance.now();
for (let at = 0; at < drafts.length; at += 50) {
  await store.write(async (transaction) => {
    for (const draft of drafts.slice(at, at + 50)) await savePrecedent(transaction, draft, stemsOfPrecedent(draft));
  });
}
const entered = performance.now() - building;
const search = precedentSearch(store.read);
const before = process.memoryUsage().rss;
const indexing = performance.now();
await search.find("t", "Einbürgerung");
const indexed = performance.now() - indexing;
console.log(
  `entering ${drafts.length} answers: ${(entered / 1000).toFixed(1)} s; their index in memory: ${(indexed / 1000).toFixed(1)} s, ${Math.round((process.memoryUsage().rss - before) / 1e6)} MB`,
);

const questions = Array.from({ length: 200 }, () => words(14));
const times = await timesOf(async (question) => void (await search.find("t", question)));
const plain = await timesOf(async (question) => {
  const patterns = stemsOf(question).map((stem) => new RegExp(stem, "iu"));
  drafts.map(({ title, text }) => patterns.filter((pattern) => pattern.test(`${title} ${text}`)).length).sort();
}, 10);
console.log(
  `search: p50 ${times.p50} ms, p95 ${times.p95} ms; every text by regular expressions: p50 ${plain.p50} ms (${(plain.p50 / times.p50).toFixed(0)} times as long)`,
);
await store[Symbol.asyncDispose]();
rmSync(folder, { recursive: true });

async function timesOf(act: (question: string) => Promise<void>, count = questions.length) {
  const took: number[] = [];
  for (const question of questions.slice(0, count)) {
    const start = performance.now();
    await act(question);
    took.push(performance.now() - start);
  }
  took.sort((one, other) => one - other);
  const at = (share: number): number => Math.round((took[Math.floor(took.length * share)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95) };
}
