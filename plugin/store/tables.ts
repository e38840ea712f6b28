import type {
  AgendaItemRow,
  ConsultationRow,
  CursorRow,
  FileRow,
  MeetingRow,
  NamedRow,
  OParlRow,
  PaperRow,
  QuarantineRow,
} from "./tables/council.ts";
import type { FigureRow, StatementRow, VouchRow } from "./tables/facts.ts";
import type { PrecedentHelpRow, PrecedentRow } from "./tables/precedents.ts";
import type { PublicationRow, PublishedCellRow } from "./tables/publications.ts";
import type { CoSignatureRow, SignatureScanRow, SigningRoundRow } from "./tables/signatures.ts";
import type { AnswerRow, AttachmentRow, CaseRow, DeliveryRow, HistoryRow, InquiryRow, MinutesRow } from "./tables/work.ts";

/** One table per OParl type, named after it, and one per noun of ours. */
export interface Tables {
  System: NamedRow;
  Body: NamedRow;
  LegislativeTerm: NamedRow;
  Organization: NamedRow;
  Person: NamedRow;
  Membership: OParlRow;
  Meeting: MeetingRow;
  AgendaItem: AgendaItemRow;
  Paper: PaperRow;
  Consultation: ConsultationRow;
  File: FileRow;
  Location: OParlRow;
  Cursor: CursorRow;
  Quarantine: QuarantineRow;
  Figure: FigureRow;
  Statement: StatementRow;
  Publication: PublicationRow;
  PublishedCell: PublishedCellRow;
  Vouch: VouchRow;
  Attachment: AttachmentRow;
  Minutes: MinutesRow;
  Case: CaseRow;
  Inquiry: InquiryRow;
  Answer: AnswerRow;
  Precedent: PrecedentRow;
  PrecedentHelp: PrecedentHelpRow;
  SigningRound: SigningRoundRow;
  CoSignature: CoSignatureRow;
  SignatureScan: SignatureScanRow;
  Delivery: DeliveryRow;
  History: HistoryRow;
}
