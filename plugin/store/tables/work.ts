import type { Generated } from "kysely";
import type { CaseKind } from "../../inquiry/kinds.ts";
import type { CaseState } from "../../inquiry/state/graph.ts";

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
  /** Of the text as it came in, without what line breaks and spaces make of it. */
  sha256: string;
  /** Mended, and without the names of citizens. */
  text: string;
  addedBy: string;
  addedAt: string;
  /** JSON: StoredReading of inquiry/minutes/stored.ts. */
  reading: string;
}

export interface CaseRow {
  id: string;
  town: string;
  kind: CaseKind;
  title: string;
  organization: string;
  sitting: string;
  agendaItem: string | null;
  /** Number of the paper under which it was asked: `2561/2017`. */
  paperReference: string | null;
  /** 0 = asked in the non-public part. */
  public: number;
  house: string;
  /** Day by which the answer is due, and the sitting that receives it. */
  due: string;
  receiving: string | null;
  opened: string;
  /** JSON: CaseDetails of inquiry/details.ts. */
  details: string;
  /** What made a rule open it, once: `agam/<id of the paper>/S-III-L/IK`; null when a person or minutes did. */
  occasion: string | null;
  /** Changed by `advance` of inquiry/state.ts and by nobody else. */
  state: CaseState;
  /** Day by which the house wants it ready, before `due`; null when the town sets none. */
  internalDue: string | null;
  /** The meeting behind `receiving` in the RIS, so that a moved sitting is noticed. */
  receivingMeeting: string | null;
  /** Of the answer in the RIS: its number there, the department and office that lead, the day it was cleared. */
  reference: string | null;
  department: string | null;
  office: string | null;
  clearedOn: string | null;
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
  /** What was answered in the sitting, as minutes tell it. */
  given: string | null;
  /** JSON: which part cannot be answered, and why; null when all of it can. */
  withheld: string | null;
  /** JSON: the sentences that answer or promise, none while it is open; null where a person set the state, or nobody knows. */
  stateBecause: string | null;
  /** JSON: what the extractor read, before people corrected it; null for one entered by hand. */
  extracted: string | null;
  /** The inquiry that it was joined into; it is withdrawn then. */
  joinedInto: string | null;
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

/** What is filed of a sheet or an answer, each as a document of its own: the PDF, the Word file of an answer, the source data. */
export type DeliveryPart = "document" | "word" | "data";

export interface DeliveryRow {
  /** Also the reference under which the ECM finds the document. */
  id: string;
  town: string;
  subject: "Attachment" | "Answer";
  subjectId: string;
  /** What the versions are versions of: the agenda item of a sheet, the case of an answer. */
  series: string;
  version: number;
  part: DeliveryPart;
  /** `withdraw` marks what was filed as withdrawn; it carries the notice that says so. */
  action: "file" | "withdraw";
  /** Name of the target in the town's configuration: an ECM, or `ris` for hand-over. */
  target: string;
  /** The delivery of the version before, or for `withdraw` of what was filed: never begun before that one is settled. */
  follows: string | null;
  state: DeliveryState;
  attempts: number;
  /** Not to be tried before; for `sent`: until when the worker that took it may hold it. */
  notBefore: string;
  code: string | null;
  /** Since when it must not be sent any more, because the sheet was withdrawn: it is only looked for. */
  recalled: string | null;
  /** Without the number of the version; see `titleOf`. */
  title: string;
  /** 1 = a document of its own although there is an earlier version: its title bears the number. */
  separate: number;
  /** The case in the ECM as it was used, a JSON list of names; of later versions that of the first. */
  folder: string | null;
  extension: string | null;
  mediaType: string | null;
  sha256: string | null;
  bytes: Uint8Array | null;
  objectId: string | null;
  objectVersion: string | null;
  objectName: string | null;
  onBehalfOf: string;
  handedOverBy: string | null;
  handedOverAt: string | null;
  /** Who saw it at its place, and when: `service:outbox`, `service:sync` or a person. */
  confirmedBy: string | null;
  confirmedAt: string | null;
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
