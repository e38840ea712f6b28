import { UpstreamError } from "../../../plugin/ports/errors.ts";
import type { CallState } from "../../shared/http/failure.ts";
import type { SoapFault } from "../../shared/soap/reply.ts";
import { child } from "../../shared/xml.ts";

const messaging = "http://docs.oasis-open.org/ns/cmis/messaging/200908/";

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

/** The codes of WS-Security 1.1 §12: nothing was done, because nobody was let in. */
const signIn =
  /^(FailedAuthentication|FailedCheck|InvalidSecurity|InvalidSecurityToken|MessageExpired|SecurityTokenUnavailable|UnsupportedSecurityToken)$/;

/** What a SOAP fault means. Neither its text nor its stack trace is looked at or kept. */
export function explainFault(fault: SoapFault, call: CallState): UpstreamError {
  const { system, operation } = call;
  const exception = fault.detail?.children.find(({ name, namespace }) => name === "cmisFault" && namespace === messaging);
  const type = child(exception, "type")?.text.trim() ?? "";
  const detail = `HTTP ${fault.status} ${type || fault.code}`.slice(0, 100);
  if (Object.hasOwn(refusals, type)) return new UpstreamError({ system, operation, kind: "permanent", code: refusals[type] ?? "", detail });
  if (signIn.test(fault.code)) return new UpstreamError({ system, operation, kind: "permanent", code: "ecm-sign-in-refused", detail });
  // SOAP 1.1 §4.4.1: the message itself was wrong and was not processed.
  if (/^(Client|MustUnderstand|VersionMismatch)\b/.test(fault.code)) {
    return new UpstreamError({ system, operation, kind: "permanent", code: "ecm-refused", detail });
  }
  return new UpstreamError({ system, operation, kind: call.safe ? "transient" : "ambiguous", code: "ecm-fault", detail });
}
