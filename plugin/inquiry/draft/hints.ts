import { formatDate, stand } from "../../figures/format.ts";
import { isOldStatement, oldFigureText } from "../../figures/fresh.ts";
import { topics } from "../../figures/topics.ts";
import { say } from "../../messages.ts";
import type { Block, Gap } from "./document.ts";
import type { Picked } from "./select.ts";

/** What whoever reads the draft should look at again; printed in the draft only, and no reason to refuse the release. */
export function hintBlocks(picked: readonly Picked[], gaps: readonly Gap[], today: string): Block[] {
  const hints = [...new Set(picked.flatMap((one, index) => [...unanswered(one, index + 1, gaps), ...old(one, today)]))];
  if (hints.length === 0) return [];
  const items = hints.map((text) => [{ text, sources: [], note: true as const }]);
  return [
    { kind: "heading", level: 2, text: say("answer.hints"), when: "draft" },
    { kind: "list", ordered: false, items, when: "draft" },
  ];
}

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
