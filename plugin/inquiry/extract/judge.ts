import { phrases } from "./phrases.ts";
import type { Content } from "./place.ts";
import type { Source } from "./scene.ts";
import type { Token } from "./tokens.ts";
import traps from "./traps.json" with { type: "json" };

const procedure = phrases(traps.procedure);
const actions = phrases(traps.proceduralActions);
const chairActions = phrases(traps.chairActions);
const chairRequests = phrases(traps.chairRequests);
const addressees = phrases(traps.addressees);
const memberWishes = phrases(traps.memberWishes);
const memberConsent = phrases(traps.memberConsent);
const notices = phrases(traps.notices);
const minutes = phrases(traps.minutesCorrection);
const surveys = phrases(traps.surveys);
const rhetorical = phrases(traps.rhetorical);

/** What is looked at: who speaks, and in which words. */
export interface Claim {
  readonly source: Source;
  readonly content: Content;
  /** From the verb to the question: whom it is put to. */
  readonly before: readonly Token[];
  readonly words: readonly Token[];
}

/** Is it about running the sitting, or said to the members, or in no earnest (facts: inquiries.md §3.1)? */
export function isTrap({ source, content, before, words }: Claim): boolean {
  const text = joined(words);
  const to = joined(before);
  if (source.side === "administration" || rhetorical.test(to) || addressees.test(to)) return true;
  switch (content.kind) {
    case "question":
      return asksMembers(source, text);
    case "request":
      return actions.test(text) || (source.side === "chair" && chairOnly(text, content));
    default:
      return source.side === "chair" || notices.test(text);
  }
}

/** `Im Rahmen der Umfrage wurde gefragt, …`: nobody in the sitting did. */
export function isSurvey(before: readonly Token[]): boolean {
  return surveys.test(joined(before));
}

/** `Zu Punkt 3 der Niederschrift merkt X an, …`: the last minutes are corrected. */
export function isCorrection(words: readonly Token[]): boolean {
  return minutes.test(joined(words));
}

/** The chair asks the members whether anyone objects; a member who asks the same means the same. */
function asksMembers({ side, attribution }: Source, text: string): boolean {
  if (side === "chair") return procedure.test(text) || (memberWishes.test(text) && /^ob /.test(text));
  return (side !== "council" || attribution === "collective") && /^ob /.test(text) && (procedure.test(text) || memberConsent.test(text));
}

function chairOnly(text: string, { link }: Content): boolean {
  return chairActions.test(text) || (link.startsWith("um ") && chairRequests.test(text));
}

export function joined(tokens: readonly Token[]): string {
  return tokens.map(({ lower }) => lower).join(" ");
}
