import type { Health } from "./adapter.ts";
import type { Principal } from "./errors.ts";

/** A document on its way into the ECM. */
export interface EcmDocument {
  /** Our own immutable reference; the ECM keeps it in a property and finds the document by it. */
  readonly reference: string;
  /** The true title, any characters. The driver makes a permitted name of it and keeps the title in a property. */
  readonly title: string;
  /** File name extension without a dot: `pdf`. */
  readonly extension: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Lower-case hexadecimal SHA-256 of `bytes`. */
  readonly sha256: string;
  /** The case (folder) to file under: path segments, outermost first. */
  readonly folder: readonly string[];
  /** Facts kept beside the document: town, body, meeting date, agenda item, source. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Where a document lies. */
export interface Filed {
  /** The ECM's own id of the document. */
  readonly objectId: string;
  readonly version: string;
  /** The name under which a person finds it. */
  readonly name: string;
}

/**
 * A records system. Failures are UpstreamErrors: `ambiguous` whenever the document may have arrived;
 * `permanent` with code `name-taken` if another document has the name.
 */
export interface Ecm {
  /** Files a new document. Never called again for the same reference before `find` has said that it is absent. */
  file(document: EcmDocument, onBehalfOf: Principal): Promise<Filed>;
  /** Looks for a document by our reference in that folder; null = certainly absent. */
  find(reference: string, folder: readonly string[], onBehalfOf: Principal): Promise<Filed | null>;
  /** The bytes as the ECM holds them, to be compared with what was sent. */
  readBack(filed: Filed, onBehalfOf: Principal): Promise<Uint8Array>;
  /**
   * Optional role: puts `document` over a filed one as its next version; what was filed before stays readable there.
   * The document carries a reference of its own, by which `find` finds it from then on, so a doubtful call is looked for first.
   */
  revise?(filed: Filed, document: EcmDocument, onBehalfOf: Principal): Promise<Filed>;
  /** Optional role: marks a filed document as withdrawn without removing it. Harmless when it is already marked. */
  withdraw?(filed: Filed, onBehalfOf: Principal): Promise<Filed>;
  /** Reachable, logged in, may write there; the limits it has as facts. */
  check(onBehalfOf: Principal): Promise<Health>;
}
