import { newId } from "../ids.ts";
import type { InquiryRow } from "../store/tables/work.ts";
import type { Explained } from "./extract.ts";

/** The columns of an inquiry that minutes give. */
export type ReadColumns = ReturnType<typeof readColumns>;

/** What minutes say of an inquiry, as columns; `extracted` keeps it when people correct the others. */
export function readColumns(inquiry: Explained) {
  const read = {
    askers: JSON.stringify(inquiry.askers),
    attribution: inquiry.attribution,
    question: inquiry.question,
    kind: inquiry.kind,
    answeredInSession: inquiry.answered_in_session ? 1 : 0,
    answerPromised: inquiry.answer_promised ? 1 : 0,
    answeredLaterInText: inquiry.answered_later_in_text ? 1 : 0,
    topics: JSON.stringify(inquiry.topics),
    because: inquiry.because,
  };
  return {
    ...{ ...read, start: inquiry.start, end: inquiry.end, stateBecause: JSON.stringify(inquiry.stateBecause) },
    extracted: JSON.stringify(read),
  };
}

/** An extracted inquiry as a row of its case, still to be judged by a person. */
export function inquiryRow(place: Pick<InquiryRow, "town" | "case" | "minutes" | "position">, columns: ReadColumns): InquiryRow {
  return { ...place, ...columns, id: newId(), decision: "proposed", given: null, withheld: null, joinedInto: null };
}
