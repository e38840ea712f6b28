import type { SignatureResult } from "../../inquiry/cosign/results.ts";

/** One round in which offices sign an answer. A case has at most one that has not ended. */
export interface SigningRoundRow {
  id: string;
  town: string;
  case: string;
  /** `sequence`: the next office is asked when the one before has signed; `parallel`: all at once. */
  order: "sequence" | "parallel";
  begunBy: string;
  begunAt: string;
  /** `withdrawn` by a person with a reason; `released`: its signatures stand under a released answer. */
  ended: "withdrawn" | "released" | null;
  endedBy: string | null;
  endedAt: string | null;
  reason: string | null;
  /** The answer that was released with it. */
  answer: string | null;
}

/** The turn of one office in a round; one that became void stays, and another takes its place. */
export interface CoSignatureRow {
  id: string;
  town: string;
  round: string;
  /** From 1; of a turn that was opened again the same. */
  position: number;
  /** From 1; how often this turn was opened. */
  attempt: number;
  office: string;
  /** Day by which the office is to sign, `YYYY-MM-DD`. */
  due: string;
  result: SignatureResult | null;
  remark: string | null;
  /** The version that was signed. */
  answer: string | null;
  signedBy: string | null;
  signedAt: string | null;
  /** How we know that this person signs for the office: told by the sign-in, stated by the person, or signed elsewhere with a scan. */
  basis: "told" | "stated" | "elsewhere" | null;
  /** Signed elsewhere: the day and who, with the function. */
  signedOn: string | null;
  signatory: string | null;
  /** The version by which it became void, and when. */
  voidedBy: string | null;
  voidedAt: string | null;
}

/** What was signed on paper or in the e-file, as it was scanned. */
export interface SignatureScanRow {
  coSignature: string;
  town: string;
  mediaType: string;
  extension: string;
  sha256: string;
  bytes: Uint8Array;
}
