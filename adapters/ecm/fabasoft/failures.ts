import type { Filed } from "../../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { system } from "./dms.ts";

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof UpstreamError && codes.includes(error.code);
}

/**
 * For lists, in which staff have put things of their own: undefined instead of the failures that say that this one is none of ours. What may
 * not be seen is not among them: it could be.
 */
export function unlessOther(error: unknown): undefined {
  if (hasCode(error, "ecm-not-found", "fabasoft-class", "fabasoft-cancelled")) return undefined;
  throw error;
}

/** An address that cannot be one of the DMS is not asked for: it could lead elsewhere in a path. */
export function refuseImplausible({ objectId, version }: Filed, operation: string): void {
  if (/^\w[\w.@:-]{0,200}$/.test(objectId) && /^(\w[\w.@:-]{0,200})?$/.test(version)) return;
  throw new UpstreamError({ system, operation, kind: "permanent", code: "ecm-not-found" });
}
