import type { Source } from "./scene.ts";
import type { Kind } from "./types.ts";

/** An inquiry while the text is still being read: offsets are those of the cleaned text. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
  readonly because: string;
  readonly source: Source;
  /** The sentence it stands in. */
  readonly sentence: number;
  /** On which condition it counts (see the head of speech-acts.json); null: in any case. */
  readonly when: string | null;
  /** `told`: as a noun, with the answer around it; `spoken`: by a verb; `listed`: an item or a direct question;
   * `announced`: to be put in writing, so nothing said here answers it. */
  readonly by: "told" | "spoken" | "listed" | "announced";
  /** Its words in lower case, to see which answer speaks of it. */
  readonly words: string;
  /** The question of which this is one clause (see divide.ts). */
  readonly whole?: Finding;
}
