import { formatDate, stand } from "../../figures/format.ts";
import { isOldStatement, oldFigureText } from "../../figures/fresh.ts";
import { topics } from "../../figures/topics.ts";
import type { Form } from "../../houses.ts";
import { say } from "../../messages.ts";
import type { Block, DraftCase, Gap } from "./document.ts";
import type { Picked } from "./select.ts";

/**
 * What whoever reads the draft should look at again; printed in the draft only, and no reason to refuse the release.
 * @param more hints that do not come from the questions
 */
export function hintBlocks(picked: readonly Picked[], gaps: readonly Gap[], today: string, more: readonly string[]): Block[] {
  const found = picked.flatMap((one, index) => [...unanswered(one, index + 1, gaps), ...old(one, today)]);
  const hints = [...new Set([...found, ...more])];
  if (hints.length === 0) return [];
  const items = hints.map((text) => [{ text, sources: [], note: true as const }]);
  return [
    { kind: "heading", level: 2, text: say("answer.hints"), when: "draft" },
    { kind: "list", ordered: false, items, when: "draft" },
  ];
}

/** Numbers in the house's own words have no source, and nobody compares them with one. */
export function unsourced(form: Form, of: DraftCase): string[] {
  return Object.entries(form.fields)
    .filter(([name, { kind }]) => kind === "text" && /\d/u.test((of.fields?.[name] ?? "").replace(law, "")))
    .map(([, { label }]) => say("answer.hint-unsourced", { label }));
}

const law = /(?:§§?|Art\.|Abs\.|Nr\.|Nummer|Ziffer|Satz|Anlage|Baustein(?:e[ns]?)?) ?\d+\p{L}*(?: ?(?:und|,|bis) ?\d+\p{L}*)*/gu;

/** A kind of number the question names, which exists in the catalogue of its topics, but not among the figures. */
function unanswered({ asked, series, incomplete, position }: Picked, question: number, gaps: readonly Gap[]): string[] {
  if (asked.potentials || incomplete || series.length === 0 || gaps.some(({ inquiry }) => inquiry === position)) return [];
  const possible = topics.filter(({ id }) => asked.topics.includes(id)).flatMap(({ indicators }) => indicators);
  const given = series.flatMap(({ figures }) => figures.map(({ indicator }) => indicator));
  return asked.kinds
    .filter(({ indicators }) => possible.some((id) => indicators.test(id)) && !given.some((id) => indicators.test(id)))
    .map(({ label }) => say("answer.hint-kind", { question, label }));
}

function old({ series, statements, reference }: Picked, today: string): string[] {
  // Who asks for 2017 wants 2017: old is only what was given for the present.
  const figures = reference ? [] : series.flatMap((one) => one.figures);
  return [
    ...figures.flatMap((figure) => {
      const age = oldFigureText(figure, today);
      return age ? say("answer.hint-old-figure", { label: figure.label, stand: stand(figure.reference), age }) : [];
    }),
    ...statements
      .filter((statement) => isOldStatement(statement, today))
      .map(({ office, asOf, source }) => say("answer.hint-old-statement", { office, source, asOf: formatDate(asOf) })),
  ];
}
