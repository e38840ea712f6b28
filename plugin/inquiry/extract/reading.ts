import type { Actor } from "./actors.ts";
import type { AnswerPaper } from "./paper.ts";
import type { Block, Sentence } from "./read.ts";
import type { Scene, Source } from "./scene.ts";
import type { Section } from "./sections.ts";
import type { Speech } from "./speakers.ts";
import type { Town } from "./towns.ts";
import type { Kind } from "./types.ts";

/** What the rules need to know of the text around a sentence. */
export interface Reading {
  readonly blocks: readonly Block[];
  /** Who or what acts in a sentence; looked for once. */
  readonly actors: (sentence: Sentence) => readonly Actor[];
  readonly town: Town;
  readonly section: Section;
  readonly scene: Scene;
  /** The text is itself an answer: a letter, a paper. */
  readonly paper: AnswerPaper | null;
  /** Who speaks, in verbatim minutes. */
  readonly speech: Speech | null;
  introduction: Introduction | null;
}

/** Says whose questions follow: `Herr X stellt folgende Fragen:`, `Mündliche Anfrage X`. */
export interface Introduction {
  readonly source: Source;
  readonly kind: Kind;
  readonly because: string;
  readonly when: string | null;
  /** `list`: announced by a sentence; `heading`: by a heading. */
  readonly by: "list" | "heading";
  /** Other text has come between: only numbered questions still belong to it. */
  readonly lapsed?: boolean;
  readonly block: number;
}
