import type { Generated } from "kysely";
import type { CalendarFeedRow, CaseLinkRow, HoldingReplyRow } from "./tables/case-side.ts";
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
import type { AnnouncementRow, RewordingRow } from "./tables/minutes.ts";
import type { OfficeReplyRow, OfficeRequestRow } from "./tables/office-requests.ts";
import type { PrecedentHelpRow, PrecedentRow } from "./tables/precedents.ts";
import type { PublicationRow, PublishedCellRow } from "./tables/publications.ts";
import type { CoSignatureRow, SignatureScanRow, SigningRoundRow } from "./tables/signatures.ts";
import type { StaffRow } from "./tables/staff.ts";
import type { AnswerRow, AttachmentRow, CaseRow, DeliveryRow, HistoryRow, InquiryRow, MinutesRow } from "./tables/work.ts";

/** A table that fills a column in itself where nobody does. */
type WithDefault<Row, Column extends keyof Row> = Omit<Row, Column> & { [Key in Column]: Generated<Row[Key]> };

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
  Minutes: WithDefault<MinutesRow, "reading">;
  Case: WithDefault<CaseRow, "public">;
  CaseLink: CaseLinkRow;
  HoldingReply: HoldingReplyRow;
  CalendarFeed: CalendarFeedRow;
  Inquiry: InquiryRow;
  Rewording: RewordingRow;
  Announcement: AnnouncementRow;
  Answer: AnswerRow;
  OfficeRequest: OfficeRequestRow;
  OfficeReply: OfficeReplyRow;
  Precedent: PrecedentRow;
  PrecedentHelp: PrecedentHelpRow;
  SigningRound: SigningRoundRow;
  CoSignature: CoSignatureRow;
  SignatureScan: SignatureScanRow;
  Delivery: DeliveryRow;
  History: HistoryRow;
  Staff: StaffRow;
}
