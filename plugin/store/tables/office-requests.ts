import type { RequestState } from "../../inquiry/office/state.ts";
import type { Decision } from "./work.ts";

/** What one office is asked to supply for one case. */
export interface OfficeRequestRow {
  id: string;
  town: string;
  case: string;
  /** As the house names it. */
  office: string;
  state: RequestState;
  /** Day by which the office should reply, `YYYY-MM-DD`. */
  due: string;
  /** JSON: RequestVersion[] of inquiry/office/items.ts, oldest first: what was asked each time. */
  versions: string;
  /** Day on which a person sent the newest version, `YYYY-MM-DD`; null before. */
  sentOn: string | null;
  /** JSON: `{on, by}[]`. */
  reminders: string;
  /** JSON: `{at, text}[]`: what stood in a Word file beside its fields. */
  remarks: string;
  preparedBy: string;
  preparedAt: string;
}

/** What an office said to one item of a request. The same words to the same item are kept once. */
export interface OfficeReplyRow {
  id: string;
  town: string;
  request: string;
  /** Key of the item. */
  item: string;
  /** The version of the request that was answered. */
  version: number;
  /** JSON: the RequestItem as it stood in that version. */
  asked: string;
  outcome: "answered" | "figure" | "unknown" | "not-competent" | "not-evaluable";
  text: string;
  source: string;
  /** Day for which it holds, `YYYY-MM-DD`; empty if the office did not say. */
  asOf: string;
  validUntil: string;
  /** Who is competent instead. */
  elsewhere: string;
  reason: string;
  channel: "pasted" | "word";
  /** JSON: codes of what to look at, without their prefix. */
  notes: string;
  hash: string;
  decision: Decision;
  /** What became of it in the case; null = nothing yet. */
  use: "answer" | "withheld" | "forwarded" | null;
  /** Id of the statement that it became. */
  statement: string | null;
  receivedBy: string;
  receivedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
}
