/** Columns that every OParl table has. Times are ISO strings, flags 0 or 1, lists JSON text. */
export interface OParlRow {
  town: string;
  /** Canonical id of the object, a URL. */
  id: string;
  /** The object it was embedded in, and its place there. */
  parent: string | null;
  position: number | null;
  created: string | null;
  modified: string | null;
  /** Since when it is no longer public: tombstone, or its own address answers 401, 404 or 410. Null = live. */
  deleted: string | null;
  /** SHA-256 of `raw`: tells a change where time stamps do not. */
  hash: string | null;
  /**
   * SHA-256 of the copy embedded in the parent as last seen. It is served without back-references, so beside a copy of its own
   * (OParl 1.1) one fingerprint would show a change in every run.
   */
  embedded: string | null;
  /** As served; emptied, like every text about it, the moment the object is no longer public. */
  raw: string | null;
  seen: string;
}

export interface NamedRow extends OParlRow {
  name: string | null;
}

export interface MeetingRow extends NamedRow {
  start: string | null;
  end: string | null;
  cancelled: number | null;
  organization: string | null;
  resultsProtocol: string | null;
  web: string | null;
}

export interface AgendaItemRow extends NamedRow {
  /** Our short public name of the item, used in addresses. */
  key: string;
  meeting: string | null;
  number: string | null;
  /**
   * 0 = the RIS says that it is not public: never on a public route, log line or index. 1 = it says that it is. Null = it says nothing
   * (OParl 1.0 has it optional); served anonymously, it is published all the same and counts as public.
   */
  public: number | null;
  consultation: string | null;
  result: string | null;
  web: string | null;
}

export interface PaperRow extends NamedRow {
  reference: string | null;
  paperType: string | null;
  date: string | null;
  mainFile: string | null;
  web: string | null;
}

export interface ConsultationRow extends OParlRow {
  paper: string | null;
  /** Part of the key: one id may stand for several items (facts: oparl.md §3, Somacos). Empty when not said. */
  agendaItem: string;
  meeting: string | null;
  organization: string | null;
}

export interface FileRow extends NamedRow {
  fileName: string | null;
  mimeType: string | null;
  accessUrl: string | null;
  downloadUrl: string | null;
  text: string | null;
}

export interface CursorRow {
  town: string;
  list: string;
  cursor: string | null;
  completed: string;
}

export interface QuarantineRow {
  town: string;
  url: string;
  type: string;
  reason: string;
  seen: string;
}
