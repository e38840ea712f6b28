import type { Figure } from "../figures/figure.ts";
import { type Houses, house } from "../houses.ts";
import { Refusal } from "../refusal.ts";
import { docx, type Editable } from "./answer/docx.ts";
import { assertNoGap } from "./answer/gaps.ts";
import { html } from "./answer/html.ts";
import { examplesIn } from "./answer/shown.ts";
import { text } from "./answer/text.ts";
import { verify } from "./answer/verify.ts";
import type { Draft } from "./draft/document.ts";

export { verify } from "./answer/verify.ts";

/**
 * `final: false` marks every page "Entwurf" and leaves out "Gez."; `final: true` throws OpenGaps (code `answer.gap-open`)
 * while a fact is missing.
 */
interface Version {
  readonly final: boolean;
}

/** A complete, print-ready page (A4). `dataNote` says which data are filed beside it. */
export function renderHtml(draft: Draft, { final, dataNote = null }: Version & { readonly dataNote?: string | null }): string {
  if (final) assertNoGap(draft);
  return html(draft, final, dataNote);
}

/** Plain text for the text field of a RIS. */
export function renderText(draft: Draft, { final }: Version): string {
  if (final) assertNoGap(draft);
  return text(draft, final);
}

/** A Word file on the house's letterhead. `editable`: a draft whose texts can be read back from it (word/take.ts). */
export function renderDocx(
  draft: Draft,
  { final, houses, editable = null }: Version & { readonly houses?: Houses; readonly editable?: Editable | null },
): Buffer {
  if (final) assertNoGap(draft);
  return docx(draft, final, house(draft.house, houses).letterhead, editable);
}

/**
 * May this be released? Throws OpenGaps, a Refusal `answer.made-up` that names the first made-up fact, or one
 * `answer.number-changed` that quotes the first place.
 * @param options.examples the demo may release made-up values; they are marked on every page all the same
 */
export function assertFinal(draft: Draft, figures: readonly Figure[], options: { readonly examples: boolean }): void {
  assertNoGap(draft);
  const made = examplesIn(draft);
  if (made[0] !== undefined && !options.examples) throw new Refusal("answer.made-up", { values: { label: made[0], count: made.length } });
  const findings = verify(draft, figures);
  const [first] = findings;
  if (first) throw new Refusal("answer.number-changed", { values: { at: first.at, code: first.code, count: findings.length } });
}
