/** A day (`stock`) or a period (`flow`, both ends included), as `YYYY-MM-DD`. */
export type Reference =
  | { readonly kind: "date"; readonly date: string }
  | { readonly kind: "period"; readonly from: string; readonly to: string };

/**
 * How the value was made safe to publish.
 * - `none`: nothing to protect, the indicator counts no persons.
 * - `published`: the source itself had published this very value; `source` says where.
 * - `round5`, `suppress`: our own methods (facts: domain.md §5.5).
 */
export type Protection = "none" | "published" | "round5" | "suppress";

/** One number, with everything that must be said when it is shown. Frozen into sheets and answers as it stands. */
export interface Figure {
  readonly id: string;
  readonly town: string;
  /** Id in the catalogue, plugin/figures/indicators.json. */
  readonly indicator: string;
  readonly label: string;
  readonly unit: string;
  /** Official municipality key (8 digits) or district key (5 digits), and whose figure it is. */
  readonly area: { readonly ags: string; readonly name: string };
  readonly reference: Reference;
  /** Decimal number with a point, as text, because 3.50 posts are not 3.5 posts; null = protected, shown as `g`. */
  readonly value: string | null;
  /** Dimension → class; an absent dimension means all. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly status: "provisional" | "final" | "revised";
  readonly source: string;
  readonly sourceUrl?: string;
  /** The office that reported it, where it is another than the town as a whole. */
  readonly office?: string;
  /** The register or software it was read from. */
  readonly system?: string;
  /** When it was read from there: `YYYY-MM-DD`, or with `T` and the time of day. */
  readonly extracted?: string;
  /**
   * Of a ratio or a duration: that at least ten cases stand behind it was shown on delivery (facts: domain.md §5.5). How many
   * is not kept, because a median beside its number of cases is one more count of few people.
   */
  readonly backed?: true;
  /** Which version of an eligibility rule counted it; empty for plain counts. */
  readonly ruleVersion?: string;
  readonly protection: Protection;
  /** True for values made up for the demo: printed with "Beispielwert" wherever they appear. */
  readonly example: boolean;
  readonly note?: string;
  /** Ids of the figures that were put together into this one, so that no cell shows a single person. */
  readonly parts?: readonly string[];
}

/** A fact in words. Only the office that knows may vouch for it. */
export interface Statement {
  readonly id: string;
  readonly town: string;
  /** T1–T22 of plugin/figures/topics.json. */
  readonly topic: string;
  readonly text: string;
  /** The day for which it holds, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly source: string;
  readonly sourceUrl?: string;
  /** The office that answers for it. */
  readonly office: string;
  readonly validUntil?: string;
  readonly approvedBy: string;
  readonly example: boolean;
}
