import type { Kysely } from "kysely";
import { lastDay } from "../../figures/fresh.ts";
import type { Standing } from "../../figures/vouch/standing.ts";
import { standingsOn } from "../../figures/vouch.ts";
import type { Tables } from "../../store/tables.ts";
import type { Draft, DraftInquiry } from "../draft/document.ts";
import { askedReference } from "../draft/period.ts";

/**
 * How the figures that a draft cites stand on the days that were asked for: the Stichtag that a question fixes itself, else the
 * sitting that receives the answer. Who asks for 2017 wants 2017, so a figure that one of these days allows is allowed.
 */
export async function citedStandings(
  db: Kysely<Tables>,
  of: { readonly town: string; readonly sitting: string; readonly receiving: string },
  inquiries: readonly Pick<DraftInquiry, "question">[],
  { sources }: Pick<Draft, "sources">,
): Promise<Standing[]> {
  const figures = sources.flatMap((source) => (source.kind === "figure" ? [source.figure] : []));
  const asked = inquiries.map(({ question }) => askedReference(question, of.sitting.slice(0, 10)));
  // A report without a question is read on the day of its sitting.
  const days = [
    ...new Set((asked.length > 0 ? asked : [null]).map((reference) => (reference ? lastDay(reference) : of.receiving.slice(0, 10)))),
  ];
  const all = await Promise.all(days.map((day) => standingsOn(db, of.town, figures, day)));
  const fewest = (index: number) =>
    all.flatMap((standings) => standings[index] ?? []).toSorted((one, other) => one.open.length - other.open.length)[0];
  return figures.flatMap((_figure, index) => fewest(index) ?? []);
}
