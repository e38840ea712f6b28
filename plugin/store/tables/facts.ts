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
