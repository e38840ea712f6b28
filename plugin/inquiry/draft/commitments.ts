import { formatDate } from "../../figures/format.ts";
import { fill } from "../words/fill.ts";
import type { Commitment } from "./document.ts";
import { type Part, paragraph, sentence } from "./parts.ts";
import type { Phrases } from "./phrases.ts";

/** Promises as paragraphs. Office and day are added only if the sentence does not name them itself. */
export function commitmentParts(commitments: readonly Commitment[], { commitment: words }: Phrases): Part[] {
  return commitments.map(({ text, office, until }) => {
    const more = [
      ...(office && !text.includes(office) ? [fill(words.office, { office })] : []),
      ...(until && !text.includes(until.slice(0, 4)) ? [fill(words.until, { until: formatDate(until) })] : []),
    ];
    return paragraph(
      "",
      [text.replace(/\s+/gu, " ").trim(), ...more].map((one) => sentence(one, { note: true })),
    );
  });
}
