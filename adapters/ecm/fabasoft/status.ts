import { type FailureKind, UpstreamError } from "../../../plugin/ports/errors.ts";
import { system } from "./dms.ts";

/** The object is cancelled; on reads a hint beside the answer. */
export const cancelled = 6;

/**
 * The status codes of the interface (facts: ecm.md §1). Business errors come with HTTP 200, so these alone say what happened. All but -1 are
 * refusals: nothing was done. 1 (locked by a person) passes, the others need one.
 */
const codes: Readonly<Record<number, string>> = {
  1: "fabasoft-locked",
  2: "fabasoft-permission",
  3: "fabasoft-address",
  4: "fabasoft-full",
  5: "fabasoft-class",
  6: "fabasoft-cancelled",
  7: "fabasoft-access-definition",
  8: "fabasoft-file-plan",
  9: "fabasoft-plausibility",
  10: "fabasoft-too-large",
  11: "fabasoft-open-process",
  12: "fabasoft-finalise",
  13: "fabasoft-unit",
  14: "fabasoft-closed",
  15: "fabasoft-business-datum",
  16: "fabasoft-business-value",
  17: "fabasoft-not-empty",
  22: "fabasoft-role",
};

export interface StatusContext {
  readonly operation: string;
  /** It changes nothing, or doing it twice is the same as once. */
  readonly safe: boolean;
  /** The address given is that of the object asked for, not one of the settings. */
  readonly ofObject?: boolean;
}

/** What a status other than 0 means. The error message beside it may name persons and is neither kept nor looked at. */
export function statusError(status: number, { operation, safe, ofObject }: StatusContext): UpstreamError {
  const detail = `status ${status}`;
  const code = status === 3 && ofObject ? "ecm-not-found" : codes[status];
  // -1 is said of anything else, also of what broke half-way; of an unknown code nothing is known either.
  const unclear: FailureKind = safe ? "transient" : "ambiguous";
  if (!code) return new UpstreamError({ system, operation, kind: unclear, code: "fabasoft-other", detail });
  return new UpstreamError({ system, operation, kind: status === 1 ? "transient" : "permanent", code, detail });
}
