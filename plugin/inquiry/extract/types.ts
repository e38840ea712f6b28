/** A piece of minutes as it comes in: one agenda item, a whole document, or a passage of the evaluation set. */
export interface Passage {
  readonly text: string;
  /** Which system the text comes from. It decides nothing: every layout is read in every system. */
  readonly ris?: string | undefined;
  /** The town: tells what a role means there (facts: inquiries.md §3, "Who speaks is not who asks"). */
  readonly municipality_style?: string | undefined;
  readonly gremium?: string | undefined;
  /** Sitting and agenda item, `21.02.2023, TOP 11 Mündliche Anfragen`: says whether the item is one for inquiries. */
  readonly sitzung?: string | undefined;
}

export type Salutation = "Herr" | "Frau";

export interface Asker {
  /** Surname in the nominative; for groups their name; for unnamed people what they are called (`Anwohnerin`). */
  readonly asker: string;
  /** Only where the text shows the gender. */
  readonly salutation: Salutation | null;
  /** As the text has it, in the nominative: `RM`, `sachkundige Bürgerin`. */
  readonly role: string | null;
  readonly party: string | null;
}

export type Kind = "question" | "request" | "remark";
export type Attribution = "single" | "joint" | "collective";

export interface State {
  readonly answered_in_session: boolean;
  readonly answer_promised: boolean;
  readonly answered_later_in_text: boolean;
}

/** An inquiry found in a passage (facts: inquiries.md §3.2). The four fields beside `askers` are those of the first asker. */
export interface Inquiry extends State {
  readonly asker: string | null;
  readonly salutation: Salutation | null;
  readonly role: string | null;
  readonly party: string | null;
  readonly askers: readonly Asker[];
  readonly attribution: Attribution;
  /** The words of the minutes, `text.slice(start, end)`, page-break debris included. */
  readonly question: string;
  /** UTF-16 offsets into the text as it came in. */
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
  readonly topics: readonly string[];
  /** Why it was taken for an inquiry, in German and short: `fragt … ob`. */
  readonly because: string;
}
