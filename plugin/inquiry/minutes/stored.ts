import type { MinutesRow } from "../../store/tables/work.ts";
import { type Found, risItemOf } from "./findings.ts";
import type { Intake } from "./intake.ts";
import type { Aside, Item } from "./items.ts";
import type { Note } from "./mend.ts";
import type { Part } from "./reading.ts";
import type { Sorted } from "./sort.ts";

/** What became of the inquiries of a text: how many were there already, and how many say something else now. */
interface Counts {
  readonly found: number;
  readonly unchanged: number;
  readonly changed: number;
}

/** An agenda item of minutes as it was read. Offsets are those of the stored text. */
export interface StoredPart extends Item, Counts {
  readonly nothing: Part["nothing"];
  readonly cases: readonly string[];
  /** Id of the item in the RIS, where number and title agree. */
  readonly agendaItem: string | null;
  readonly announcements: number;
}

/** How minutes were read: kept, so that nobody has to read the text again to see what was found and what was not. */
export interface StoredReading {
  readonly divided: boolean;
  readonly parts: readonly StoredPart[];
  readonly asides: readonly (Aside & { found: number; cases: readonly string[] })[];
  readonly notes: readonly Note[];
  /** Earlier minutes of the same sitting. */
  readonly follows: string | null;
  /** Inquiries of the earlier minutes that these do not hold. */
  readonly gone: number;
}

const none: StoredReading = { divided: false, parts: [], asides: [], notes: [], follows: null, gone: 0 };

/** Of minutes that came in before readings were kept: an empty one. */
export const readingOf = ({ reading }: Pick<MinutesRow, "reading">): StoredReading => ({ ...none, ...JSON.parse(reading) });

/** What is kept of a reading: everything but the inquiries themselves, which are rows of their cases. */
export function storedReading(intake: Intake, found: readonly Found[], sorted: Sorted, placed: readonly string[]): StoredReading {
  const { read, minutes } = intake;
  const about = (part: number) => {
    const here = [...found.keys()].filter((index) => found[index]?.part === part);
    const met = here.flatMap((index) => sorted.met.get(index) ?? []);
    const changed = met.filter((one) => one.changed).length;
    const cases = [...new Set(here.map((index) => placed[index] ?? ""))];
    return { found: here.length, unchanged: met.length - changed, changed, cases };
  };
  return {
    divided: read.divided,
    parts: read.parts.map(({ inquiries: _inquiries, announcements, ...part }, index) => ({
      ...{ ...part, ...about(index), title: part.title || minutes.title },
      ...{ agendaItem: risItemOf(intake, read.parts[index])?.id ?? null, announcements: announcements.length },
    })),
    asides: read.asides.map(({ kind, start, end }, index) => ({ kind, start, end, ...about(read.parts.length + index) })),
    notes: [...(minutes.notes ?? []), ...read.notes],
    ...{ follows: sorted.earlier, gone: sorted.gone.length },
  };
}
