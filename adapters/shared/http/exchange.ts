import type { Dispatcher } from "undici";
import { collector } from "./collect.ts";
import { type CallState, failure, transportFailure } from "./failure.ts";

export interface RawReply {
  readonly status: number;
  /** By lower-case name; repeated ones joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * One request, one reply, read whole. Stops the moment more than `maxBytes` have come or `signal` fires, and knows whether the request had
 * left by then (`call.sent`). Takes the dispatcher's handler interface, because only there the moment of sending can be seen.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  call: CallState,
  limits: { maxBytes: number; signal: AbortSignal },
): Promise<RawReply> {
  const { promise, resolve, reject } = Promise.withResolvers<RawReply>();
  const body = collector(limits.maxBytes);
  let head: Omit<RawReply, "body"> | undefined;
  let controller: Dispatcher.DispatchController | undefined;
  const stop = (error: Error) => {
    reject(error);
    controller?.abort(error);
  };
  const onAbort = () => stop(abortFailure(limits.signal, call));
  limits.signal.addEventListener("abort", onAbort, { once: true });
  const tooLarge = () => stop(failure(call, "too-large", "permanent", `more than ${limits.maxBytes} bytes`));

  dispatcher.dispatch(request, {
    onRequestStart(started) {
      controller = started;
      if (limits.signal.aborted) started.abort(abortFailure(limits.signal, call));
      else call.sent = true;
    },
    onResponseStart(_controller, status, headers) {
      if (status < 200) return;
      head = { status, headers: flat(headers) };
      if (request.method !== "HEAD" && Number(head.headers["content-length"]) > limits.maxBytes) tooLarge();
    },
    onResponseData(_controller, chunk) {
      if (body.size + chunk.length > limits.maxBytes) tooLarge();
      else body.add(chunk);
    },
    onResponseEnd() {
      if (head) resolve(withBody(head, body.whole()));
      else reject(failure(call, "reset", "transient"));
    },
    onResponseError: (_controller, error) => reject(transportFailure(error, call)),
  });
  return promise.finally(() => limits.signal.removeEventListener("abort", onAbort));
}

async function withBody(head: Omit<RawReply, "body">, body: Promise<Buffer>): Promise<RawReply> {
  return { ...head, body: await body };
}

/** Our own deadline is a `timeout`; a caller who gave up is `aborted`. */
export function abortFailure(signal: AbortSignal, call: CallState): Error {
  const timedOut = signal.reason instanceof Error && signal.reason.name === "TimeoutError";
  return failure(call, timedOut ? "timeout" : "aborted", "transient");
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}
