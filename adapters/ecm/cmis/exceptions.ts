import { UpstreamError } from "../../../plugin/ports/errors.ts";
import type { CallState } from "../../shared/http/failure.ts";

/**
 * The exceptions of CMIS 1.1 §2.2.1.4 that say that the request was refused as it stood. The two that are missing, `runtime` and `storage`,
 * say that something broke while it was being carried out: what was done by then must not be guessed.
 */
const refusals: Readonly<Record<string, string>> = {
  constraint: "ecm-constraint",
  contentAlreadyExists: "ecm-constraint",
  filterNotValid: "ecm-invalid-argument",
  invalidArgument: "ecm-invalid-argument",
  nameConstraintViolation: "name-taken",
  notSupported: "ecm-not-supported",
  objectNotFound: "ecm-not-found",
  permissionDenied: "ecm-permission-denied",
  streamNotSupported: "ecm-not-supported",
  updateConflict: "ecm-conflict",
  versioning: "ecm-conflict",
};

/** The refusal that an exception is, or undefined if it is none, or none of the specification. */
export function refusal(exception: string, { system, operation }: CallState, detail: string): UpstreamError | undefined {
  const code = Object.hasOwn(refusals, exception) ? refusals[exception] : undefined;
  return code === undefined ? undefined : new UpstreamError({ system, operation, kind: "permanent", code, detail });
}

/** Something broke on the other side. */
export function broken({ system, operation, safe }: CallState, detail: string): UpstreamError {
  return new UpstreamError({ system, operation, kind: safe ? "transient" : "ambiguous", code: "ecm-fault", detail });
}
