import type { FailureKind } from "../ports/errors.ts";
import type { DeliveryState } from "../store/tables/work.ts";

const attemptsBeforePerson = 8;
/** Later than any lease: nothing picks it up again by itself. */
const never = "9999-12-31T00:00:00.000Z";

/**
 * What becomes of a delivery after a failed attempt: `transient` waits and is tried again, `ambiguous` waits, is looked for
 * and then tried again; both go to a person after eight attempts (about two hours), `permanent` at once.
 * @param inDoubt the document may be there, whatever has failed now: then it stays `uncertain`
 */
export function after(kind: FailureKind, attempts: number, now: Date, inDoubt = false): { state: DeliveryState; notBefore: string } {
  const unclear = inDoubt || kind === "ambiguous";
  if (kind === "permanent" || attempts >= attemptsBeforePerson) return { state: unclear ? "uncertain" : "failed", notBefore: never };
  const seconds = Math.min(3_600, 15 * 2 ** (Math.max(1, attempts) - 1));
  return { state: unclear ? "uncertain" : "queued", notBefore: new Date(now.getTime() + seconds * 1_000).toISOString() };
}
