export interface FigureRow {
  id: string;
  town: string;
  indicator: string;
  ags: string;
  areaName: string;
  date: string | null;
  from: string | null;
  to: string | null;
  value: string | null;
  dimensions: string;
  status: string;
  source: string;
  sourceUrl: string | null;
  ruleVersion: string | null;
  office: string | null;
  system: string | null;
  extracted: string | null;
  /** 1 = delivered with the proof that at least ten cases stand behind a ratio or duration. */
  backed: number | null;
  protection: string;
  example: number;
  note: string | null;
  /** The figure that this one corrects. */
  replaces: string | null;
  /** Set when a correction took its place; it stays for what was frozen from it. */
  replacedBy: string | null;
  imported: string;
  importedBy: string;
}

export interface StatementRow {
  id: string;
  town: string;
  topic: string;
  text: string;
  asOf: string;
  source: string;
  sourceUrl: string | null;
  office: string;
  validUntil: string | null;
  approvedBy: string;
  example: number;
  replaces: string | null;
  replacedBy: string | null;
  imported: string;
  importedBy: string;
}

/** The data office's word that a figure may be used although something speaks against it; never changed, never taken back. */
export interface VouchRow {
  id: string;
  town: string;
  /** Id of the very version vouched for; a correction needs a new word. */
  figure: string;
  /** JSON: `age`, `law` or both. */
  doubts: string;
  reason: string;
  by: string;
  /** As the person was called then. */
  name: string;
  at: string;
  /** The day up to which the law had been read when the word was given; null if it was not about the law. */
  lawUntil: string | null;
}
