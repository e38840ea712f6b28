import type { Decision } from "./work.ts";

/** What later minutes of a sitting say of an inquiry that was there already, or that is new in them. */
export interface RewordingRow {
  id: string;
  town: string;
  case: string;
  /** Null for one that no earlier minutes held and that waits for nothing. */
  inquiry: string | null;
  /** The later minutes. */
  minutes: string;
  kind: "changed" | "new" | "gone";
  /** JSON: the columns of an InquiryRow that the later minutes give; null for one that is gone. */
  found: string | null;
  /** `approved`: the new wording was taken, `rejected`: the old one kept, `withdrawn`: yet later minutes say something else. */
  decision: Decision;
  at: string;
  decidedBy: string | null;
  decidedAt: string | null;
}

/** A dated announcement of the administration in minutes. */
export interface AnnouncementRow {
  id: string;
  town: string;
  minutes: string;
  /** The case of the same agenda item, if one was opened. */
  case: string | null;
  /** Title of the agenda item. */
  item: string;
  text: string;
  start: number;
  end: number;
  /** As printed: `Ende November 2023`. */
  dueText: string;
  /** As exact as the text is: `2023-11-30`, `2023-11`, `2023`; null for `im Herbst`. */
  dueDate: string | null;
  /** `approved`: a person took it over as a promise. */
  decision: Decision;
  office: string | null;
  until: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
}
