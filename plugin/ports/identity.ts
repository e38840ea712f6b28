/** What a person may do here; every operation of openapi/plugin.yaml names the roles that may call it. */
export const roles = ["council-office", "committee-secretary", "approver", "co-signer", "data-office", "auditor"] as const;
export type Role = (typeof roles)[number];

export interface Person {
  /** Stable id at the identity provider; the history names it. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Keys of the towns this person works for. */
  readonly towns: readonly string[];
  /** The offices this person signs for, where the provider tells; absent where it does not, and then the person states it. */
  readonly offices?: readonly string[];
}

/** Who signs in. A provider with its own page redirects there; one without offers persons to choose from. */
export interface Identity {
  /** Only the demo has this: persons shown on our own sign-in page. */
  readonly choices?: readonly Person[];
  /** The address to send the browser to. `state` must come back unchanged. */
  begin(request: { callback: string; state: string }): Promise<string>;
  /** Turns the provider's answer (the parameters of the callback) into a person. Throws an UpstreamError, code `sign-in-refused`. */
  finish(request: { callback: string; state: string; parameters: URLSearchParams }): Promise<Person>;
}
