import type { FakeObjects } from "../objects.ts";
import type { Rights } from "../rights.ts";
import type { Index } from "../search.ts";

/** One request, once it is clear who makes it. */
export interface Visit {
  readonly objects: FakeObjects;
  readonly index: Index;
  readonly rights: Rights;
  readonly user: string;
  readonly repository: string;
  /** The service address. */
  readonly url: string;
  readonly query: URLSearchParams;
  /** Below the root folder. */
  readonly path: string;
}
