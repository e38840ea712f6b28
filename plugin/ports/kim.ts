/** One row of a delivered table, syntax only: which cells stand where. What they may say is decided in figures/import.ts. */
export interface KimRow {
  /** 1-based line (CSV) or row (XLSX) in the file. */
  readonly line: number;
  /** Trimmed cell by header name. */
  readonly cells: Readonly<Record<string, string>>;
  /** Our column → its heading in the file, where a profile has renamed it: findings speak of what people see. */
  readonly headings?: Readonly<Record<string, string>>;
}

/** A place in a delivered file that could not be read, or not be taken. `code` is a key of templates/messages.de.json. */
export interface Finding {
  readonly line: number;
  readonly column?: string;
  readonly code: string;
  /** Values for the sentence; never the content of a cell that could hold something of a person. */
  readonly values?: Readonly<Record<string, string | number>>;
}

/** A delivered file as rows. */
export interface KimTable {
  readonly columns: readonly string[];
  rows(): AsyncIterable<KimRow | Finding>;
}

/** Reads what KIM offices deliver. */
export interface KimSource {
  /** Media by name and content. Throws an UpstreamError of kind `permanent` if it is no table at all. */
  open(file: { name: string; bytes: Uint8Array }): Promise<KimTable>;
}
