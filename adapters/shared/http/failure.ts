import { type Failure, type FailureKind, UpstreamError } from "../../../plugin/ports/errors.ts";

/** What is known of a call when it fails; decides between `transient` and `ambiguous`. */
export interface CallState {
  readonly system: string;
  readonly operation: string;
  /** The call changes nothing on the other side, so losing its answer proves nothing lost: GET, HEAD, or declared `safe`. */
  readonly safe: boolean;
  /** The request line may have left this machine. */
  sent: boolean;
}

/** What the transport itself reports, without words: only codes are looked at, and no cause is kept. */
export function transportFailure(error: unknown, call: CallState): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const code = codeOf(error);
  const [ours, kind] = classify(code);
  return failure(call, ours, kind, code);
}

/** After the request was sent, only a safe call may be repeated; before, nothing can have been accepted. */
export function failure(call: CallState, code: string, kind: FailureKind, detail?: string): UpstreamError {
  const lost = call.sent && !call.safe && code !== "redirect" && !code.startsWith("status-");
  const { system, operation } = call;
  return new UpstreamError({ system, operation, code, kind: lost ? "ambiguous" : kind, ...(detail && { detail }) } satisfies Failure);
}

/**
 * What an HTTP status means. 429 and 503 say that nothing was accepted; another 5xx to an unsafe call says nothing of the kind,
 * and 302 or 303 after a POST is how many servers answer a form they have accepted.
 */
export function statusFailure(status: number, call: CallState): UpstreamError {
  const detail = `HTTP ${status}`;
  if (status < 400) return failure(call, "redirect", call.safe || (status !== 302 && status !== 303) ? "permanent" : "ambiguous", detail);
  const known = namedStatuses.has(status) ? `status-${status}` : `status-${Math.floor(status / 100)}xx`;
  if (status === 429 || status === 503) return failure(call, known, "transient", detail);
  if (status >= 500 || status === 408) return failure(call, known, call.safe ? "transient" : "ambiguous", detail);
  return failure(call, known, "permanent", detail);
}

/** Statuses with a sentence of their own in templates/messages.de.json; all others are `status-4xx` or `status-5xx`. */
const namedStatuses = new Set([400, 401, 403, 404, 409, 410, 413, 429, 500, 502, 503, 504]);

const transport: Readonly<Record<string, readonly [string, FailureKind]>> = {
  ECONNREFUSED: ["refused", "transient"],
  ENOTFOUND: ["host-unknown", "transient"],
  EAI_AGAIN: ["host-unknown", "transient"],
  UND_ERR_CONNECT_TIMEOUT: ["timeout", "transient"],
  ETIMEDOUT: ["timeout", "transient"],
  UND_ERR_INVALID_ARG: ["invalid-request", "permanent"],
  UND_ERR_NOT_SUPPORTED: ["invalid-request", "permanent"],
};

function classify(code: string): readonly [string, FailureKind] {
  if (/^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/.test(code)) return ["tls", "permanent"];
  if (/^(HPE_|Z_|ERR_BROTLI|ERR__ERROR_FORMAT|UND_ERR_HEADERS_OVERFLOW)/.test(code)) return ["malformed-response", "permanent"];
  return transport[code] ?? ["reset", "transient"];
}

/** The most telling code: several attempts at one host (IPv6, IPv4) arrive as an AggregateError. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return "unknown";
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === "string") return code;
  return error.name === "HTTPParserError" ? "HPE_UNSPECIFIED" : "unknown";
}
