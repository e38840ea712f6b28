import type { Health } from "./adapter.ts";
import type { Principal } from "./errors.ts";

/** The object types of OParl 1.0 and 1.1 (specification chapter 3). */
export const oparlTypes = [
  "System",
  "Body",
  "LegislativeTerm",
  "Organization",
  "Person",
  "Membership",
  "Meeting",
  "AgendaItem",
  "Paper",
  "Consultation",
  "File",
  "Location",
] as const;
export type OParlType = (typeof oparlTypes)[number];

/** One object as the adapter understood it: scalars cleaned, links as ids, plus the raw copy as it was served. */
export interface RisObject {
  readonly type: OParlType;
  /** The canonical id (a URL in OParl). */
  readonly id: string;
  /** The object it was embedded in, and its place there (0-based). Absent for list members. */
  readonly parent?: { readonly type: OParlType; readonly id: string; readonly position: number };
  readonly created?: string;
  readonly modified?: string;
  /** Cleaned attributes by OParl's names: strings, numbers, booleans, and ids or lists of ids in place of objects. */
  readonly fields: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** The JSON text as served, without what was embedded in it. */
  readonly raw: string;
}

/** What a reader reports while it goes through the lists. Absence is never reported: it is not a deletion. */
export type RisEvent =
  | { readonly kind: "object"; readonly object: RisObject }
  | { readonly kind: "tombstone"; readonly type: OParlType; readonly id: string; readonly modified?: string }
  | { readonly kind: "quarantined"; readonly url: string; readonly type: OParlType; readonly reason: string }
  /** A list was read to its last page: only now may its cursor move to `cursor` (absent: this list has no usable time stamps). */
  | { readonly kind: "complete"; readonly list: string; readonly type: OParlType; readonly cursor?: string }
  /** A list ended early; what was read stays, its cursor stays where it was. */
  | { readonly kind: "incomplete"; readonly list: string; readonly type: OParlType; readonly reason: string };

export interface ReadOptions {
  /** Ignore the cursors and read everything. */
  readonly full: boolean;
  /** Cursors of the last complete run by list address, as reported in `complete`; "" for a list that was read whole and has none. */
  readonly cursors: Readonly<Record<string, string>>;
  readonly onBehalfOf: Principal;
  readonly signal?: AbortSignal;
}

/** Every RIS can do this. */
export interface AgendaReader {
  /** Events in small batches, in the order of reading. Throws an UpstreamError only if not even the entry can be read. */
  read(options: ReadOptions): AsyncIterable<readonly RisEvent[]>;
  /** Whether an object is still public: its own address answers, or says 401, 404 or 410 (`gone`). `unknown` proves nothing. */
  probe(id: string, onBehalfOf: Principal): Promise<"there" | "gone" | "unknown">;
  /** Requests made so far, for the report of a run. */
  readonly requests: number;
}

/** The town publishes its minutes as files that we may read. */
export interface MinutesReader {
  /** The bytes of a File object of this RIS. Size cap as in the settings. */
  fetch(
    file: { id: string; accessUrl: string; downloadUrl?: string },
    onBehalfOf: Principal,
  ): Promise<{ mediaType: string; bytes: Uint8Array }>;
}

/** Which agenda item does an address in the RIS show? Recognised by path and parameter, for every system this adapter reads. */
export interface PageRecogniser {
  /** Null when the address is not surely the page of one object. */
  recognise(address: { host: string; path: string; query: string }): PageObject | null;
  /** The id rule: does this OParl id end in that page id? Probed before it is trusted (facts: ris-vendors §2). */
  sameObject(id: string, pageId: string): boolean;
}

export interface PageObject {
  readonly system: string;
  readonly type: "AgendaItem" | "Meeting" | "Paper";
  /** The id in the address: the value of `__ktonr`, `TOLFDNR` … Unique only within one installation. Null: the address has none that lasts. */
  readonly pageId: string | null;
  /** A system without a page per agenda item: the items are rows of this meeting's page. */
  readonly rows?: true;
}

/** No German RIS takes attachments from outside today; the role exists so that one that does needs only an adapter. */
interface AttachmentWriter {
  attach(agendaItem: string, file: { name: string; mediaType: string; bytes: Uint8Array }, onBehalfOf: Principal): Promise<{ id: string }>;
}

/** A council information system, as roles. A missing role is shown to staff as a sentence, never met as an exception. */
export interface Ris {
  readonly agenda: AgendaReader;
  readonly minutes?: MinutesReader;
  readonly pages?: PageRecogniser;
  readonly attachments?: AttachmentWriter;
  check(onBehalfOf: Principal): Promise<Health>;
}
