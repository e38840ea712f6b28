import type { KnownItem } from "../../store/meetings.ts";
import { type ReadColumns, readColumns } from "../inquiry-row.ts";
import type { NewCase } from "../register.ts";
import type { Intake } from "./intake.ts";
import type { Part } from "./reading.ts";
import { sameItem } from "./same-item.ts";

/** An inquiry of a text, ready to be stored, and the agenda item it stands under. */
export interface Found {
  /** Place among the parts; behind them come the asides. */
  readonly part: number;
  readonly columns: ReadColumns;
}

/** All inquiries of a text in its order, those that stand under no agenda item at the end. */
export function findingsOf({ read: { parts, asides } }: Intake): Found[] {
  return [...parts, ...asides].flatMap(({ inquiries }, part) => inquiries.map((inquiry) => ({ part, columns: readColumns(inquiry) })));
}

/** The item of the RIS that a part is, if number and title agree; of a text of one item the one it was fetched for. */
export function risItemOf({ read, known, minutes }: Pick<Intake, "read" | "known" | "minutes">, part: Part | undefined): KnownItem | null {
  if (!part) return null;
  if (read.divided) return known.find((item) => sameItem(part, item)) ?? null;
  return known.find(({ id, name }) => id === minutes.agendaItem || (!minutes.agendaItem && name.trim() === minutes.title.trim())) ?? null;
}

/** The case that an inquiry wants when it meets none: one per agenda item. */
export function caseWanted(intake: Intake, { part }: Found): NewCase {
  const { minutes, read } = intake;
  const of = read.parts[part];
  const item = risItemOf(intake, of);
  const own = read.divided ? of?.title : minutes.title;
  const reference = (read.divided ? of?.paperReference : minutes.paperReference) ?? of?.paperReference ?? item?.paperReference;
  const agendaItem = read.divided ? item?.id : (minutes.agendaItem ?? item?.id);
  return {
    kind: "oral-inquiry",
    title: (own || item?.name || minutes.title).slice(0, 500),
    organization: minutes.organization,
    sitting: minutes.sitting,
    isPublic: (of?.isPublic ?? true) && (item?.isPublic ?? true),
    ...(agendaItem ? { agendaItem } : {}),
    ...(reference ? { paperReference: reference } : {}),
  };
}
