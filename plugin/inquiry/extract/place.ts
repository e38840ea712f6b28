import type { Rule } from "./rules.ts";
import type { Token } from "./tokens.ts";
import type { Kind } from "./types.ts";

/** The part of a sentence that is the question itself, as token indices. */
export interface Content {
  readonly from: number;
  readonly to: number;
  readonly kind: Kind;
  /** How it is tied to the verb: `ob`, `nach`, `dass`; for the reason that people read. */
  readonly link: string;
  /** It only announces questions that follow as a list. */
  readonly opensList?: boolean;
}

/** Where a verb's main clause stands: its verb, the word it needs, and the bound it may not cross. */
export interface Place {
  readonly tokens: readonly Token[];
  readonly verb: number;
  /** First token behind verb and subject. */
  readonly from: number;
  readonly to: number;
  readonly rule: Rule;
}
