import { newId } from "../ids.ts";
import type { InquiryRow } from "../store/tables/work.ts";
import type { Inquiry } from "./extract.ts";

/** An extracted inquiry as a row of its case, still to be judged by a person. */
export function inquiryRow(place: Pick<InquiryRow, "town" | "case" | "minutes" | "position">, inquiry: Inquiry): InquiryRow {
  return {
    ...place,
    id: newId(),
    askers: JSON.stringify(inquiry.askers),
    attribution: inquiry.attribution,
    question: inquiry.question,
    start: inquiry.start,
    end: inquiry.end,
    kind: inquiry.kind,
    answeredInSession: inquiry.answered_in_session ? 1 : 0,
    answerPromised: inquiry.answer_promised ? 1 : 0,
    answeredLaterInText: inquiry.answered_later_in_text ? 1 : 0,
    topics: JSON.stringify(inquiry.topics),
    because: inquiry.because,
    decision: "proposed",
    given: null,
    withheld: null,
  };
}
