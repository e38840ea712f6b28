import type { Part } from "../../../shared/multipart.ts";
import type { XmlElement } from "../../../shared/xml.ts";
import type { FakeObjects } from "../objects.ts";
import type { WireReply } from "../reply.ts";
import type { Rights } from "../rights.ts";
import type { Index } from "../search.ts";

export interface OperationContext {
  readonly objects: FakeObjects;
  readonly user: string;
  readonly repository: string;
  /** `none` turns queries off, `lagging` lets the index know nothing yet. */
  readonly index: Index;
  readonly rights: Rights;
  part(address: string): Part | undefined;
}

/** Carries out one operation; a CmisFault is its refusal. */
export type Handler = (operation: XmlElement, context: OperationContext) => WireReply;
