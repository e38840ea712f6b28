/** A case is linked with an earlier case or a paper of the RIS, by a person. */
export interface CaseLinkRow {
  case: string;
  kind: "case" | "paper";
  /** Id of the other case, or OParl id of the paper. */
  target: string;
  town: string;
  by: string;
  at: string;
}

/** A letter that says until when an answer is planned, frozen as it was written. */
export interface HoldingReplyRow {
  id: string;
  town: string;
  case: string;
  house: string;
  /** Day by which the answer is planned, `YYYY-MM-DD`. */
  until: string;
  /** JSON: a Draft. */
  content: string;
  preparedBy: string;
  preparedAt: string;
  /** Day on which a person sent it, and who wrote that down when. */
  sentOn: string | null;
  sentBy: string | null;
  sentAt: string | null;
}

/** The secret address of one person's calendar of one town. */
export interface CalendarFeedRow {
  /** SHA-256 of the token; the token itself is shown once and kept nowhere. */
  hash: string;
  town: string;
  person: string;
  created: string;
  /** Day after which it answers no more. */
  until: string;
}
