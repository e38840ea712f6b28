import { UpstreamError } from "../../../../plugin/ports/errors.ts";
import type { CallState } from "../../../shared/http/failure.ts";
import type { SoapFault } from "../../../shared/soap/reply.ts";
import { child } from "../../../shared/xml.ts";
import { broken, refusal } from "../exceptions.ts";

const messaging = "http://docs.oasis-open.org/ns/cmis/messaging/200908/";

/** The codes of WS-Security 1.1 §12: nothing was done, because nobody was let in. */
const signIn =
  /^(FailedAuthentication|FailedCheck|InvalidSecurity|InvalidSecurityToken|MessageExpired|SecurityTokenUnavailable|UnsupportedSecurityToken)$/;

/** What a SOAP fault means. Neither its text nor its stack trace is looked at or kept. */
export function explainFault(fault: SoapFault, call: CallState): UpstreamError {
  const { system, operation } = call;
  const exception = fault.detail?.children.find(({ name, namespace }) => name === "cmisFault" && namespace === messaging);
  const type = child(exception, "type")?.text.trim() ?? "";
  const detail = `HTTP ${fault.status} ${type || fault.code}`.slice(0, 100);
  const refused = refusal(type, call, detail);
  if (refused) return refused;
  if (signIn.test(fault.code)) return new UpstreamError({ system, operation, kind: "permanent", code: "ecm-sign-in-refused", detail });
  // SOAP 1.1 §4.4.1: the message itself was wrong and was not processed.
  if (/^(Client|MustUnderstand|VersionMismatch)\b/.test(fault.code)) {
    return new UpstreamError({ system, operation, kind: "permanent", code: "ecm-refused", detail });
  }
  return broken(call, detail);
}
