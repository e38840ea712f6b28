/**
 * What a failure of a foreign system means for us (design rule 3). Only `kind` and `code` are looked at, never a message.
 *
 * - `transient`: provably not accepted; the same call may be made again.
 * - `ambiguous`: may have been accepted. It must not be concluded that nothing arrived: look first, then a person decides.
 * - `permanent`: the same call will fail again; a person has to change something.
 */
export type FailureKind = "transient" | "ambiguous" | "permanent";

export interface Failure {
  /** Which foreign system, as `port/adapter`: `ecm/cmis`. */
  readonly system: string;
  /** Which operation of it: `createDocument`. */
  readonly operation: string;
  readonly kind: FailureKind;
  /** A stable code, the key of the German sentence in templates/messages.de.json: `timeout`, `name-taken`. */
  readonly code: string;
  /** Technical detail for the log: a status line, a field name. Never headers, tokens, bodies or anything of a person. */
  readonly detail?: string;
}

/** The one error class of all adapters. It carries no `cause`, because causes carry headers and bodies. */
export class UpstreamError extends Error implements Failure {
  readonly system: string;
  readonly operation: string;
  readonly kind: FailureKind;
  readonly code: string;
  readonly detail?: string;

  constructor(failure: Failure) {
    super(`${failure.system} ${failure.operation}: ${failure.code}${failure.detail ? ` (${failure.detail})` : ""}`);
    this.name = "UpstreamError";
    this.system = failure.system;
    this.operation = failure.operation;
    this.kind = failure.kind;
    this.code = failure.code;
    if (failure.detail !== undefined) this.detail = failure.detail;
  }
}

/** On whose behalf an outbound call is made; every call of a port says so. */
export type Principal = { readonly as: "person"; readonly id: string } | { readonly as: "service"; readonly reason: string };
