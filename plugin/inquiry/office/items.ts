/** A number that a question asks for: how it has to be delivered by the data office's import. */
export interface WantedFigure {
  /** Id in the catalogue: what stands in the column `Indikator`. */
  readonly indicator: string;
  readonly label: string;
  readonly unit: string;
  /** Stichtag or period, in German. */
  readonly reference: string;
}

/**
 * - `words`: a statement with Stand and source
 * - `figure`: numbers alone answer; they come through the import and are never typed into a reply
 * - `both`: numbers, and words beside them
 */
export type ItemForm = "words" | "figure" | "both";

/** One thing that an office is asked for. */
export interface RequestItem {
  /** What it is about, the same in every version: `inquiry:<id>`, `field:<name>` of the form, `topic:T5` of a report. */
  readonly key: string;
  /** Number of the question in the case; null for a field or a topic. */
  readonly question: number | null;
  /** The words of the question, without who asked; null for a field or a topic. */
  readonly asked: string | null;
  /** What is missing, in German. */
  readonly missing: string;
  readonly form: ItemForm;
  readonly figures: readonly WantedFigure[];
  /** T-code under which the reply would be kept as a statement; null if the question has none. */
  readonly topic: string | null;
}

/** What was asked at one time. The number of an item is its place here, from 1. */
export interface RequestVersion {
  readonly version: number;
  /** Day on which it was put together, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly by: string;
  readonly items: readonly RequestItem[];
}

/** Whether two items ask for the same thing in the same words. */
export const sameItem = (one: RequestItem, other: RequestItem): boolean => JSON.stringify(one) === JSON.stringify(other);
