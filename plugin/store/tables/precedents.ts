import type { Generated } from "kysely";

/** Something a town has said before: a released answer, or a paper of the council. */
export interface PrecedentRow {
  /** Grows with every entry, so that an index in memory sees what is new. */
  sequence: Generated<number>;
  id: string;
  town: string;
  kind: "answer" | "paper";
  subjectId: string;
  title: string;
  /** Number of the paper; empty if it has none. */
  reference: string;
  /** `YYYY-MM-DD`; empty if nobody says when. */
  date: string;
  web: string | null;
  /** What may be quoted, a paragraph per line; of a paper the text of its main file, if the RIS gives one. */
  text: string;
  /** Stems of title and text, separated by blanks, title first and three times: stemming is done once. */
  stems: string;
}

/** Somebody said that a precedent helped with a case; at most once per case. */
export interface PrecedentHelpRow {
  precedent: string;
  case: string;
  at: string;
}
