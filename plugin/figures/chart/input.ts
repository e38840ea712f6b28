export interface ChartPoint {
  /** First and last day, `YYYY-MM-DD`; the same day for a Stichtag. */
  readonly from: string;
  readonly to: string;
  readonly value: number | null;
  /** The value exists and is kept secret: a hatched band, never a gap or a zero. Without a value and not secret: not reported. */
  readonly secret: boolean;
  /** Between which values a secret one must lie, by what is printed around it. Null: nothing can be concluded. */
  readonly range: { readonly low: number; readonly high: number } | null;
  /** The value as it is printed in the table. */
  readonly text: string;
  readonly provisional: boolean;
}

export interface ChartSeries {
  readonly label: string;
  /** In the order of time; all series of a chart have the same dates. */
  readonly points: readonly ChartPoint[];
}

/** Values before and after it must not be joined or compared. */
export interface ChartBreak {
  /** First days of the two neighbouring points. */
  readonly before: string;
  readonly after: string;
  /** The day of the change, where it is known: then the mark stands there. */
  readonly day: string | null;
  /** What stands at the mark: `Rechtsänderung 27.06.2024`. */
  readonly label: string;
}

export interface ChartInput {
  /** Unique on the page; the ids of title and description are made of it. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** `time`: bars for one short series, else lines. `stack`: one bar per date, of the classes of one dimension that add up. */
  readonly form: "time" | "stack";
  readonly series: readonly ChartSeries[];
  /** Of a stack: the published total of each date, null where there is none. */
  readonly totals: readonly (Pick<ChartPoint, "value" | "text"> | null)[];
  readonly breaks: readonly ChartBreak[];
  /** What stands at the band of a protected value: `g`. */
  readonly secret: string;
  /** German text of a mark on the value axis. */
  readonly tick: (value: number) => string;
}
