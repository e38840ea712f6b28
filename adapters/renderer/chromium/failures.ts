import { type FailureKind, UpstreamError } from "../../../plugin/ports/errors.ts";

/** Nothing of a rendering leaves this machine, so an attempt that failed may always be made again. */
export function failure(operation: string, code: string, kind: FailureKind = "transient"): UpstreamError {
  return new UpstreamError({ system: "renderer/chromium", operation, kind, code });
}
