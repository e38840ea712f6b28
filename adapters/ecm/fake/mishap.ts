import { z } from "zod";
import { CmisFault } from "./fault.ts";

/** Something that goes wrong once (or `times`) with the next call of an operation. */
export const Mishap = z.strictObject({
  /** `*` = any operation. */
  operation: z.string().default("createDocument"),
  happens: z.enum([
    /** The connection stays open, no answer ever comes. */
    "silence",
    /** Status 200, no body: what PHP does with more than it takes. */
    "empty",
    /** Status 302 to a sign-in page. */
    "redirect",
    /** Status 200, a sign-in page. */
    "login-page",
    /** Status 500, an exception `runtime` with a long stack trace. */
    "fault",
    /** Status 200, a multipart message whose last part has a broken header and no end; JSON and content that stop in the middle. */
    "malformed",
    /** The answer comes byte by byte, one every 50 ms. */
    "drip",
    /** The connection is cut after `at` bytes of the answer; with `during: request` after `at` bytes of the request. */
    "reset",
    /** Status 503. */
    "unavailable",
    /** An exception `nameConstraintViolation`. */
    "name-taken",
    /** An exception `updateConflict`: somebody else was faster. */
    "conflict",
    /** Only of the simulated E-Akte: the answer says `status`, with HTTP 200 or, by REST, 400. */
    "status",
  ]),
  /** Whether the operation is carried out all the same; default: as in real life. */
  done: z.boolean().optional(),
  at: z.int().min(0).default(0),
  during: z.enum(["request", "reply"]).default("reply"),
  times: z.int().min(1).default(1),
  status: z.int().default(-1),
});
export type Mishap = z.infer<typeof Mishap>;

export interface Mishaps {
  add(mishap: z.input<typeof Mishap>): void;
  /** The next one for this operation, which is thereby used up. */
  take(operation: string): Mishap | undefined;
  /** One that cuts the request short, found by how the request begins. */
  takeDuringRequest(beginning: string): Mishap | undefined;
  readonly pending: readonly Mishap[];
  clear(): void;
}

export function mishaps(): Mishaps {
  let pending: Mishap[] = [];

  function take(fits: (mishap: Mishap) => boolean): Mishap | undefined {
    const found = pending.find(fits);
    if (found) pending = pending.flatMap((each) => (each !== found ? [each] : each.times > 1 ? [{ ...each, times: each.times - 1 }] : []));
    return found;
  }

  return {
    add: (mishap) => pending.push(Mishap.parse(mishap)),
    take: (operation) => take((each) => each.during === "reply" && (each.operation === "*" || each.operation === operation)),
    takeDuringRequest: (beginning) =>
      take((each) => each.during === "request" && (each.operation === "*" || asksFor(beginning, each.operation))),
    get pending() {
      return pending;
    },
    clear() {
      pending = [];
    },
  };
}

/** The element of a SOAP body, or the action of a form. */
function asksFor(beginning: string, operation: string): boolean {
  const action = operation === "updateProperties" ? "update" : operation;
  return beginning.includes(`:${operation} `) || beginning.includes(`name="cmisaction"\r\n\r\n${action}\r\n`);
}

const leaveUndone = new Set(["redirect", "login-page", "fault", "unavailable", "name-taken", "conflict", "status"]);

/** The exception that a mishap is, in whatever form the binding has it. */
export function exceptionOf(mishap: Mishap | undefined): CmisFault | undefined {
  if (mishap?.happens === "name-taken") return new CmisFault("nameConstraintViolation", "The name is taken.");
  if (mishap?.happens === "conflict") return new CmisFault("updateConflict", "The document was changed in between.");
  return mishap?.happens === "fault" ? new CmisFault("runtime", "Something broke.") : undefined;
}

/** Whether the operation is carried out in spite of the mishap. */
export function isDone(mishap: Mishap | undefined): boolean {
  return mishap?.done ?? !leaveUndone.has(mishap?.happens ?? "");
}
