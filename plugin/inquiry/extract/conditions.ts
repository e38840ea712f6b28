import type { Minutes } from "./find.ts";
import type { Finding } from "./finding.ts";
import type { Outcomes } from "./settle.ts";

interface Context {
  readonly findings: readonly Finding[];
  readonly outcomes: Outcomes;
  readonly minutes: Minutes;
}

/** Keeps the findings whose condition holds (see the head of speech-acts.json). */
export function confirmed(findings: readonly Finding[], outcomes: Outcomes, minutes: Minutes): Finding[] {
  return findings.filter((finding) => holds(finding, { findings, outcomes, minutes }));
}

function holds(finding: Finding, context: Context): boolean {
  const outcome = context.outcomes.get(finding);
  const { paper, sections, sentences } = context.minutes;
  const inquiries = sections[sentences[finding.sentence]?.block ?? -1]?.inquiries === true;
  if (((finding.kind === "remark" && finding.when !== "pointed") || finding.when === "answer") && isContext(finding, context)) return false;
  switch (finding.when) {
    case "pointed":
      if (!inquiries && isContext(finding, context)) return false;
      return paper || inquiries || outcome?.reacted === true;
    case "reaction":
      return paper || inquiries || outcome?.reacted === true;
    case "section":
      if (repliesAsChair(finding, context)) return false;
      return inquiries || outcome?.reacted === true || outcome?.promised === true;
    case "remark":
      return paper || (inquiries && (outcome?.answered === true || outcome?.promised === true || outcome?.reacted === true));
    case "answer":
      return outcome?.answered === true || outcome?.promised === true;
    case "reference":
      return !refersBack(finding, context);
    default:
      return true;
  }
}

/** A remark that the same person makes to lead up to a question is part of neither. */
function isContext(remark: Finding, { findings, minutes: { sentences } }: Context): boolean {
  const blockOf = ({ sentence }: Finding) => sentences[sentence]?.block;
  const asker = remark.source.askers[0]?.asker;
  const block = blockOf(remark);
  return findings.some(
    (other) =>
      other !== remark &&
      other.kind !== "remark" &&
      other.when !== "answer" &&
      asker !== undefined &&
      other.source.askers[0]?.asker === asker &&
      blockOf(other) === block,
  );
}

/** `Zur Frage von X erklärt …` answers what X had asked before; it asks nothing new. */
function refersBack(told: Finding, { findings, outcomes }: Context): boolean {
  const asker = told.source.askers[0]?.asker;
  return findings.some((other) => {
    const settled = outcomes.get(other);
    const open = other.sentence < told.sentence && other.source.askers.some((one) => one.asker === asker);
    return open && asker !== undefined && settled?.answered !== true;
  });
}

/** Who leads the sitting and proposes something right after a member's question, answers it. */
function repliesAsChair({ sentence, source }: Finding, { findings }: Context): boolean {
  return (
    source.side === "chair" &&
    findings.some((other) => other.sentence === sentence - 1 && other.source.side !== "chair" && other.kind === "question")
  );
}
