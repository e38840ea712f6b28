import { say } from "../messages.ts";
import type { StoredInquiry } from "../store/cases.ts";

type Judged = Pick<StoredInquiry, "stateBecause" | "answeredInSession" | "answerPromised" | "answeredLaterInText">;

/** Why an inquiry counts as answered, promised or open, with the sentences of the minutes; null where a person said so. */
export function stateReason({ stateBecause, ...state }: Judged): { sentence: string; quotes: readonly string[] } | null {
  if (stateBecause === null) return null;
  const answered = state.answeredInSession || state.answeredLaterInText;
  if (answered && stateBecause.length === 0) return { sentence: say("state.because.paper"), quotes: [] };
  const code = answered ? "answered" : state.answerPromised ? "promised" : "open";
  return { sentence: say(`state.because.${code}`), quotes: code === "open" ? [] : stateBecause };
}
