import type { Generated } from "kysely";

/** Something that made numbers public. Kept for ever. */
export interface PublicationRow {
  sequence: Generated<number>;
  town: string;
  /** `Foreign`: a table that somebody else published, entered by hand. */
  subject: "Attachment" | "Answer" | "Foreign";
  subjectId: string;
  title: string;
  at: string;
  by: string;
}

/** One number as its readers have it. */
export interface PublishedCellRow {
  id: Generated<number>;
  publication: number;
  town: string;
  indicator: string;
  ags: string;
  areaName: string;
  date: string | null;
  from: string | null;
  to: string | null;
  dimensions: string;
  /** null = shown as `g`. */
  value: string | null;
  protection: string;
  ruleVersion: string | null;
  /** Id of our figure; null in a foreign table. */
  figure: string | null;
}
