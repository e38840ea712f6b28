import type { Minutes } from "./find.ts";
import type { Finding } from "./finding.ts";
import type { Outcomes } from "./settle.ts";

interface Context {
  /** The findings before and behind: no condition looks further. */
  readonly near: readonly Finding[];
  readonly outcomes: Outcomes;
  readonly minutes: Minutes;
}

const reach = 30;

/** Keeps the findings whose condition holds (see the head of speech-acts.json). */
export function confirmed(findings: readonly Finding[], outcomes: Outcomes, minutes: Minutes): Finding[] {
  return findings.filter((finding, index) => {
    const near = findings.slice(Math.max(0, index - reach), index + reach);
    return holds(finding, { near, outcomes, minutes });
  });
}

function holds(finding: Finding, context: Context): boolean {
  const outcome = context.outcomes.get(finding);
  const { sections, sentences } = context.minutes;
  const paper = context.minutes.paper !== null;
  const inquiries = sections[sentences[finding.sentence]?.block ?? -1]?.inquiries === true;
  const reacted = outcome?.reacted === true;
  const replied = outcome?.answered === true || outcome?.promised === true;
  switch (finding.when) {
    case "pointed":
      return paper || inquiries || (reacted && !leadsUp(finding, context));
    case "reaction":
      return (paper || inquiries || reacted) && !leadsUp(finding, context);
    case "remark":
      return (paper || (inquiries && (replied || reacted))) && !leadsUp(finding, context);
    case "section":
      return (inquiries || reacted || outcome?.promised === true) && !repliesAsChair(finding, context);
    case "answer":
      return replied && !leadsUp(finding, context);
    case "reference":
      return !refersBack(finding, context);
    default:
      return true;
  }
}

/** What the same person says in the same paragraph to lead up to a question is no inquiry of its own. */
function leadsUp(finding: Finding, { near, minutes: { sentences } }: Context): boolean {
  const blockOf = ({ sentence }: Finding) => sentences[sentence]?.block;
  const asker = finding.source.askers[0]?.asker;
  const asks = ({ kind, when }: Finding) => kind !== "remark" && when !== "answer";
  const same = (other: Finding) => asker !== undefined && other.source.askers[0]?.asker === asker && blockOf(other) === blockOf(finding);
  return near.some((other) => other !== finding && asks(other) && same(other));
}

/** `Zur Frage von X erklärt …` answers what X had asked before; it asks nothing new. */
function refersBack(told: Finding, { near, outcomes }: Context): boolean {
  const asker = told.source.askers[0]?.asker;
  const theirs = ({ sentence, source }: Finding) => sentence < told.sentence && source.askers.some((one) => one.asker === asker);
  return asker !== undefined && near.some((other) => theirs(other) && outcomes.get(other)?.answered !== true);
}

/** Who leads the sitting and proposes something right after a member's question, answers it. */
function repliesAsChair({ sentence, source }: Finding, { near }: Context): boolean {
  const asked = (other: Finding) => other.sentence === sentence - 1 && other.source.side !== "chair" && other.kind === "question";
  return source.side === "chair" && near.some(asked);
}
