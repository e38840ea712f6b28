import { say } from "../../messages.ts";
import type { Figure, Protection } from "../figure.ts";
import { protectedSign } from "../format.ts";
import { noteOf } from "../import/sums.ts";
import { mismatches } from "../parts.ts";
import { webAddress } from "./wording.ts";

/** A source as it is listed at the end of a page, each once. */
export interface NamedSource {
  readonly name: string;
  readonly url: string | null;
}

export interface Sign {
  readonly sign: string;
  readonly meaning: string;
}

/** Every source once, in the order in which they are first needed. */
export function sources(facts: readonly Pick<Figure, "source" | "sourceUrl">[]): NamedSource[] {
  const distinct = new Map<string, NamedSource>();
  for (const { source, sourceUrl } of facts) {
    const url = webAddress(sourceUrl);
    distinct.set(`${source} ${url}`, { name: source, url });
  }
  return [...distinct.values()];
}

/** The place of a fact's source in that list, from 1. */
export const numberIn =
  (named: readonly NamedSource[]) =>
  ({ source, sourceUrl }: Pick<Figure, "source" | "sourceUrl">): number =>
    named.findIndex(({ name, url }) => name === source && url === webAddress(sourceUrl)) + 1;

const inOrder: readonly Protection[] = ["round5", "suppress", "published", "none"];

/** How the figures were protected, in whole sentences, and what must not be concluded from them. */
export function methods(figures: readonly Figure[]): string[] {
  const used = inOrder.filter((method) => figures.some(({ protection }) => protection === method));
  const rounded = used.includes("round5") ? [say("print.rounding")] : [];
  // Rounding has its own sentence above; everything else was published like this and is not repaired.
  const unequal = mismatches(figures).filter(({ rounded: explained }) => !explained);
  return [
    ...used.map((method) => say(`print.protection.${method}`)),
    ...rounded,
    ...unequal.map(noteOf).map(({ code, values }) => say(code, values)),
  ];
}

/** What the signs mean that stand in the cells printed. */
export function signs(figures: readonly Figure[], cells: readonly string[]): Sign[] {
  const shown = new Set(cells);
  const roundedToZero = figures.some(({ value, protection }) => protection === "round5" && Number(value) === 0 && value !== null);
  return [
    ...(shown.has(protectedSign) ? [{ sign: protectedSign, meaning: say("print.meaning.secret") }] : []),
    ...(shown.has(say("print.sign.absent")) ? [{ sign: say("print.sign.absent"), meaning: say("print.meaning.absent") }] : []),
    ...(shown.has(say("print.sign.senseless")) ? [{ sign: say("print.sign.senseless"), meaning: say("print.meaning.senseless") }] : []),
    ...(roundedToZero ? [{ sign: "0", meaning: say("print.meaning.zero") }] : []),
  ];
}
