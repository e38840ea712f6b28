export interface ChartPoint {
  /** First and last day, `YYYY-MM-DD`; the same day for a Stichtag. */
  readonly from: string;
  readonly to: string;
  readonly value: number | null;
  /** The value exists and is kept secret: a hatched band, never a gap or a zero. Without a value and not secret: not reported. */
  readonly secret: boolean;
  /** The value as it is printed in the table. */
  readonly text: string;
  readonly provisional: boolean;
}

export interface ChartSeries {
  readonly label: string;
  /** In the order of time; all series of a chart have the same dates. */
  readonly points: readonly ChartPoint[];
}

export interface ChartInput {
  /** Unique on the page; the ids of title and description are made of it. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly series: readonly ChartSeries[];
  /** Last days before a change of counting rule or method: values before and after must not be compared. */
  readonly breaks: readonly { readonly before: string; readonly after: string }[];
  /** What stands at the band of a protected value: `g`. */
  readonly secret: string;
  /** German text of a mark on the value axis. */
  readonly tick: (value: number) => string;
}
