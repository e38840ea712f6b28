import { readFileSync } from "node:fs";
import { z } from "zod";

const Topic = z.strictObject({
  id: z.string(),
  subject: z.string(),
  label: z.string(),
  passages: z.array(z.string()),
  indicators: z.array(z.string()),
});
export type Topic = z.infer<typeof Topic>;

/** What councillors ask for, T1–T22 (facts: domain.md §7), with the labels of the extractor and the indicators that answer. */
export const topics: readonly Topic[] = z.array(Topic).parse(JSON.parse(readFileSync(new URL("./topics.json", import.meta.url), "utf8")));

/** The four broad subjects to which agenda items are matched. */
export const subjects: readonly string[] = [...new Set(topics.map(({ subject }) => subject))];
