import { today } from "../../ports/clock.ts";
import type { Doubt, Vouch } from "../../store/vouches.ts";
import type { Figure } from "../figure.ts";
import { isOldFigure, lastDay, monthsBetween } from "../fresh.ts";
import { indicator } from "../indicators.ts";
import { lawReadUntil } from "./law.ts";

/** Whether a figure may be used on a day. */
export interface Standing {
  readonly figure: Figure;
  /** What speaks against it and is not vouched for; empty = it may be used. */
  readonly open: readonly Doubt[];
  /** The word on which it is used; null where none is needed. */
  readonly word: Vouch | null;
  /** Old, but the earlier part of a series whose later value may be used: it shows a development and is not called current. */
  readonly history: boolean;
}

/**
 * How figures stand on a day when used together. Age is measured at that day. The newest of each series must be fresh or
 * vouched for; what came before it is its history. The law is asked about for every single value.
 */
export function standings(figures: readonly Figure[], vouches: readonly Vouch[], day: string): Standing[] {
  const alone = figures.map((figure) => standing(figure, vouches, day));
  const series = Map.groupBy(alone, ({ figure }) => seriesKey(figure));
  return alone.map((one) => {
    if (!one.open.includes("age")) return one;
    const later = (series.get(seriesKey(one.figure)) ?? []).some(
      (other) => !other.open.includes("age") && lastDay(other.figure.reference) > lastDay(one.figure.reference),
    );
    return later ? { ...one, open: one.open.filter((doubt) => doubt !== "age"), history: true } : one;
  });
}

const seriesKey = ({ indicator: id, area, dimensions, ruleVersion = "" }: Figure): string =>
  JSON.stringify([id, area.ags, Object.entries(dimensions).sort(), ruleVersion]);

function standing(figure: Figure, vouches: readonly Vouch[], day: string): Standing {
  // Of figures that were put together every one must be vouched for.
  const ids = figure.parts ?? [figure.id];
  const words = vouches.filter((word) => ids.includes(word.figure));
  const all = (fits: (word: Vouch) => boolean) => {
    const fitting = words.filter(fits);
    return ids.every((id) => fitting.some((word) => word.figure === id)) ? fitting[0] : undefined;
  };
  const law = lawReadUntil(figure) === null ? undefined : all(({ doubts }) => doubts.includes("law"));
  const months = indicator(figure.indicator).freshMonths;
  const age = isOldFigure(figure, day) ? all((word) => stillHolds(word, day, months)) : undefined;
  const open: Doubt[] = [
    ...(isOldFigure(figure, day) && !age ? (["age"] as const) : []),
    ...(lawReadUntil(figure) !== null && !law ? (["law"] as const) : []),
  ];
  return { figure, open, word: law ?? age ?? null, history: false };
}

/** A word about age grows old like the figure itself. */
const stillHolds = ({ doubts, at }: Vouch, day: string, months: number): boolean =>
  doubts.includes("age") && monthsBetween(today({ now: () => new Date(at) }), day) < months;
