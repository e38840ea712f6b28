import type { Generated } from "kysely";

export interface AttachmentRow {
  id: string;
  town: string;
  agendaItem: string;
  version: number;
  decision: Decision;
  /** A Sheet as JSON. */
  sheet: string;
  /** Why a person attached it to an item that does not come from the administration. */
  reason: string | null;
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
}

export interface MinutesRow {
  id: string;
  town: string;
  title: string;
  organization: string;
  /** Day of the sitting, `YYYY-MM-DD`. */
  sitting: string;
  agendaItem: string | null;
  /** Draft minutes ("vorläufig") are the usual way in. */
  status: "draft" | "approved";
  mediaType: string;
  sha256: string;
  text: string;
  addedBy: string;
  addedAt: string;
}

export interface CaseRow {
  id: string;
  town: string;
  kind: "oral-inquiry";
  title: string;
  organization: string;
  sitting: string;
  agendaItem: string | null;
  /** Number of the paper under which it was asked: `2561/2017`. */
  paperReference: string | null;
  house: string;
  /** Day by which the answer is due, and the sitting that receives it. */
  due: string;
  receiving: string | null;
  opened: string;
}

export interface InquiryRow {
  id: string;
  town: string;
  case: string;
  minutes: string | null;
  position: number;
  /** JSON: `{asker, salutation, role, party}[]`. Citizens are stored as "eine Einwohnerin" and nothing else. */
  askers: string;
  attribution: string;
  question: string;
  start: number | null;
  end: number | null;
  kind: string;
  answeredInSession: number;
  answerPromised: number;
  answeredLaterInText: number;
  /** JSON list of topic labels. */
  topics: string;
  /** Why the extractor took it, in German; or who entered it by hand. */
  because: string;
  decision: Decision;
}

export interface AnswerRow {
  id: string;
  town: string;
  case: string;
  version: number;
  house: string;
  decision: Decision;
  /** JSON: blocks, sources and gaps of plugin/inquiry/draft.ts. */
  content: string;
  draftedBy: string;
  draftedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
}

/** First axis of state: what people decided. */
export type Decision = "proposed" | "approved" | "rejected" | "withdrawn";

/**
 * Second axis: where the document is. `sent` must not be read as arrived; `handed-over` means that a person took the file
 * into the RIS client; only `confirmed` means that it was seen at its place.
 */
export type DeliveryState = "not-due" | "queued" | "sent" | "handed-over" | "confirmed" | "uncertain" | "failed";

export interface DeliveryRow {
  id: string;
  town: string;
  subject: "Attachment" | "Answer";
  subjectId: string;
  /** Name of the target in the town's configuration: an ECM, or `ris` for hand-over. */
  target: string;
  state: DeliveryState;
  attempts: number;
  /** Not to be tried before; for `sent`: until when the worker that took it may hold it. */
  notBefore: string;
  code: string | null;
  title: string;
  extension: string | null;
  mediaType: string | null;
  sha256: string | null;
  bytes: Uint8Array | null;
  objectId: string | null;
  objectVersion: string | null;
  objectName: string | null;
  onBehalfOf: string;
  changed: string;
}

/** Who did what when. Append-only: triggers refuse change and removal. */
export interface HistoryRow {
  sequence: Generated<number>;
  at: string;
  town: string;
  subject: string;
  subjectId: string;
  action: string;
  by: string;
  detail: string;
}
