/** The topics an agenda item can get: the subjects of plugin/figures/topics.json. */
export const subjects = ["kim", "aufenthalt", "einbuergerung", "behoerde"] as const;
export type Subject = (typeof subjects)[number];

/**
 * How much a rule's words say, as the rule files name it:
 * `sure` they mean nothing else · `clear` hardly anything else · `short` an abbreviation that means other things too ·
 * `hint` only in a title about nothing else · `faint` only together with the body or the kind of paper.
 */
export const strengths = ["sure", "clear", "hint", "short", "faint"] as const;
export type Strength = (typeof strengths)[number];

/** Weights between 0 and 1, set by hand so that one hint is enough and one faint word never is; they are no frequencies. */
export const weights = {
  sure: 0.9,
  clear: 0.75,
  hint: 0.55,
  short: 0.45,
  faint: 0.3,
  /** The body that deals with integration: known by its id, by a name valid that day, by a name valid at another time. */
  bodyById: 0.25,
  bodyByName: 0.2,
  bodyByOtherName: 0.15,
  /** A committee with integration among its tasks. */
  relatedBody: 0.1,
  /** A paper that reports. */
  report: 0.2,
  /** The text of the paper is about the topic, or only mentions it. */
  textAbout: 0.55,
  textMentions: 0.2,
  /** One earlier decision on a like title, and the most that all of them together may move. */
  earlier: 0.1,
  earlierAtMost: 0.2,
} as const;

/** From this score on a topic is a candidate. */
export const threshold = 0.5;

export function isFirm(strength: Strength): boolean {
  return strength === "sure" || strength === "clear" || strength === "short";
}
