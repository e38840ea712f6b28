import type { Figure, Statement } from "../../figures/figure.ts";
import type { Decision } from "../../store/tables/work.ts";
import type { CaseKind } from "../kinds.ts";
import type { Asker } from "../words/people.ts";

/** One sentence of an answer. Whoever edits it may change its words, never the numbers of its sources. */
export interface Sentence {
  /** Stable within its block and over all versions; absent before a draft becomes a version. */
  readonly id?: string;
  readonly text: string;
  /** Positions in `Draft.sources`, 0-based; printed as `[1]`. */
  readonly sources: readonly number[];
  /** Position in `Draft.gaps`, 0-based: this sentence stands where a fact is missing. */
  readonly gap?: number;
  /** Says something about the facts (nearest Stichtag, meaning of Potenzial) and is no fact itself. */
  readonly note?: true;
  /** A person changed it: what the draft said; empty for a sentence of their own. */
  readonly was?: string;
  /** What was missing (`Gap.missing`) and is told here by a person, with a source. */
  readonly answers?: string;
}

/**
 * `id`: stable over all versions, made from what the draft says there; absent before a draft becomes a version.
 * `when`: `final`: only in the released answer (Gez.); `draft`: only before.
 */
type When = { readonly id?: string; readonly when?: "final" | "draft" };

export type Block =
  | ({ readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string; readonly was?: string } & When)
  | ({
      readonly kind: "paragraph";
      /** `answer`: only here facts may stand; `question`: what was asked; `signature`; `text`: everything else of the form. */
      readonly role: "text" | "question" | "answer" | "signature";
      readonly sentences: readonly Sentence[];
    } & When)
  /** Short lines that belong together: sender, address, reference. */
  | ({ readonly kind: "lines"; readonly role: LinesRole; readonly lines: readonly Sentence[] } & When)
  | ({ readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Sentence[])[] } & When)
  | ({
      readonly kind: "table";
      /** What the table shows; absent for the tables of a form. */
      readonly caption?: string;
      /** Heads of the columns; empty when the first cell of every row is the head of its row. */
      readonly columns: readonly string[];
      /** `signatures`: its row is filled from the co-signing of the answer (cosign/table.ts). */
      readonly fill?: "signatures";
      /** One sentence per cell. */
      readonly rows: readonly (readonly Sentence[])[];
    } & When);

export const linesRoles = ["sender", "address", "reference", "signature", "text"] as const;
export type LinesRole = (typeof linesRoles)[number];

/** A fact as it stood when the draft was written: frozen whole (design rule 6). */
export type Source = {
  /** Id of the figure or statement. */
  readonly id: string;
  /** What it is about, for the list of sources. */
  readonly label: string;
  readonly source: string;
  /** `Stichtag 31.12.2023`, `01.01.2023 bis 31.12.2023` or `Stand 01.10.2023`. */
  readonly standing: string;
  readonly url?: string;
} & ({ readonly kind: "figure"; readonly figure: Figure } | { readonly kind: "statement"; readonly statement: Statement });

/** What a person still has to supply before the answer may be released. */
export interface Gap {
  /** Position of the inquiry among those that were given, 0-based; null for a field of the form or a topic of a report. */
  readonly inquiry: number | null;
  /** What is missing, in German. */
  readonly missing: string;
  /** The office that would know. */
  readonly office: string;
  /** Where it is a field of the form or a topic of a report: which one. */
  readonly field?: string;
  readonly topic?: string;
}

/** A draft answer: everything a renderer needs, as plain JSON. */
export interface Draft {
  /** Folder of the house below templates/answer, and the form: `aachen/niederschrift`. */
  readonly house: string;
  readonly head: {
    readonly town: string;
    readonly title: string;
    /** The body that receives the answer, and when: `YYYY-MM-DD`; null while no sitting is known. */
    readonly organization: string;
    readonly date: string | null;
    /** The day on which the facts were read, `YYYY-MM-DD`. */
    readonly asOf: string;
  };
  readonly blocks: readonly Block[];
  readonly sources: readonly Source[];
  /** What is still missing. */
  readonly gaps: readonly Gap[];
  /** Gaps that a person closed with a sentence that is still there. */
  readonly answered?: readonly Gap[];
  /** What the town promises in this answer: after the release each is a date to keep. */
  readonly commitments: readonly Commitment[];
  /** Absent in an answer that corrects none. */
  readonly correction?: Correction;
}

/** What a corrected answer says of itself. */
export interface Correction {
  /** Day of its release, `YYYY-MM-DD`; null before. */
  readonly date: string | null;
  /** The answer that it replaces: its id, its number and the day of its release. */
  readonly replaces: { readonly answer: string; readonly version: number; readonly date: string };
  /** Printed. */
  readonly reason: string;
}

/** A promise in an answer. */
export interface Commitment {
  /** The sentence as it is printed. */
  readonly text: string;
  readonly office?: string | null;
  /** Day until which it is to be kept, `YYYY-MM-DD`. */
  readonly until?: string | null;
}

/** Matters for which somebody else is competent: the Kreis, the Land. Data of the town. */
export interface Elsewhere {
  /** T-codes. */
  readonly topics: readonly string[];
  readonly authority: string;
  readonly address: string;
}

/** Part of a question that cannot be answered, and why: a key of `withheld.reasons` in phrases.json. A person decides that. */
export interface Withheld {
  readonly part: string;
  readonly reason: string;
}

/** The case, as far as a draft needs it; a row of the table Case fits. */
export interface DraftCase {
  readonly kind?: CaseKind;
  readonly title: string;
  /** Body in which it was asked, by any name it ever had. */
  readonly organization: string;
  /** Day on which it was asked, `YYYY-MM-DD`. */
  readonly sitting: string;
  readonly paperReference?: string | null;
  /** Day of the sitting that receives the answer, `YYYY-MM-DD`. */
  readonly receiving?: string | null;
  /** Another body that receives it. */
  readonly receivingOrganization?: string | null;
  readonly due?: string;
  /** T-codes on which a report tells all that is known. */
  readonly topics?: readonly string[];
  /** What was filled in, by the names of the form's fields. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Day on which the fields were filled in last, `YYYY-MM-DD`. */
  readonly fieldsAsOf?: string;
  readonly commitments?: readonly Commitment[];
  /** What offices supplied for this answer, by topic: that of a report (`T5`), or a field of the form (`field:facts`). */
  readonly supplied?: readonly Statement[];
  /** Absent means public. */
  readonly public?: boolean;
}

/** One inquiry; a StoredInquiry fits. */
export interface DraftInquiry {
  readonly askers: readonly Asker[];
  readonly attribution: string;
  readonly question: string;
  readonly kind: string;
  /** Labels of the extractor or T-codes. */
  readonly topics: readonly string[];
  readonly answeredInSession: boolean;
  /** What was answered in the sitting, as the minutes tell it: `der Vorsitz … Mitglied sei`. */
  readonly given?: string | null;
  readonly withheld?: Withheld | null;
  /** What offices supplied on this very question: it answers, whatever its topic. */
  readonly supplied?: readonly Statement[];
  readonly decision?: Decision;
}
