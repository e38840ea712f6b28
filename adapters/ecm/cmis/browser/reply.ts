import { z } from "zod";
import type { UpstreamError } from "../../../../plugin/ports/errors.ts";
import { type CallState, failure, statusFailure } from "../../../shared/http/failure.ts";
import type { Reply } from "../../../shared/http.ts";
import { mediaType } from "../../../shared/multipart/media-type.ts";
import { broken, refusal } from "../exceptions.ts";

/** Parsing holds the event loop; nothing the driver asks for comes near this. */
const maxJson = 10_000_000;

const exceptionSchema = z.object({ exception: z.string().max(100) });

/**
 * The JSON value of a reply, once it is sure that it is the repository's answer. An empty reply or a web page says nothing about whether the
 * request was carried out, and a 404 that is not the repository's own does not say that an object is absent. Of an error only the name of the
 * exception is taken: its message may hold names and whole stack traces.
 */
export function readJson(reply: Reply, call: CallState): unknown {
  const isError = reply.status > 299;
  const unusable = (code: string): UpstreamError => (isError ? refusedByStatus(reply.status, call) : failure(call, code, "transient"));
  const { type } = mediaType(reply.headers["content-type"] ?? "");
  if (reply.bytes.length === 0) throw unusable("ecm-empty");
  if (type === "text/html") throw unusable("ecm-html");
  if (reply.bytes.length > maxJson) throw failure(call, "too-large", "permanent");
  const value = parse(reply.bytes);
  if (value === undefined) throw unusable("malformed-response");
  const exception = exceptionSchema.safeParse(value).data?.exception;
  if (exception !== undefined) throw explain(exception, reply.status, call);
  if (isError) throw refusedByStatus(reply.status, call);
  return value;
}

/** What a failed request for content means: only its refusal is JSON. */
export function refuseFailed(reply: Reply, call: CallState): void {
  if (reply.status > 299) readJson(reply, call);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function explain(exception: string, status: number, call: CallState): UpstreamError {
  const detail = `HTTP ${status} ${exception.replace(/[^\w.]/g, "")}`;
  return refusal(exception, call, detail) ?? broken(call, detail);
}

function refusedByStatus(status: number, call: CallState): UpstreamError {
  return status === 401 ? failure({ ...call, sent: false }, "ecm-sign-in-refused", "permanent", "HTTP 401") : statusFailure(status, call);
}
