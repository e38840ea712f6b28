import { say } from "../../messages.ts";
import type { Figure } from "../figure.ts";
import { type Choosing, type Entry, entry, parts } from "./entry.ts";

const bausteine = ["1", "2", "3"] as const;

/** What is known of one Baustein in one area. */
export interface Block {
  readonly baustein: (typeof bausteine)[number];
  /** Whose figures these are: the town's own, or those of the Kreis that is responsible. */
  readonly area: Figure["area"];
  readonly entries: readonly Entry[];
}

/**
 * The Bausteine of an area. 1 and 2 are the Kreis's in a Kreis town (facts: domain.md §1.2): shown as the Kreis's, beside those of
 * the town if it has some of its own. 3 belongs to whoever has the authority, so the Kreis's posts are never shown as a town's.
 * @param around the Kreis, null for a kreisfreie town or where none is configured
 */
export function blocks(of: Choosing, area: Figure["area"], around: Figure["area"] | null): Block[] {
  return bausteine.flatMap((baustein) => {
    const own: Block = { baustein, area, entries: entriesOf(of, area.ags, baustein) };
    if (baustein === "3" || !around) return [own];
    const theirs: Block = { baustein, area: around, entries: entriesOf(of, around.ags, baustein) };
    const known = [own, theirs].filter(({ entries }) => entries.some(({ figure }) => figure !== null));
    return known.length > 0 ? known : [theirs];
  });
}

const posts = ["KIM.POST.FUND", "KIM.POST.EST", "KIM.POST.FILL"] as const;

function entriesOf(of: Choosing, ags: string, baustein: string): Entry[] {
  const classes = { Baustein: baustein };
  const staffed = posts.flatMap((id) => {
    const label = say(`status.label.${id}`);
    return [entry(of, ags, id, classes, label), ...parts(of, ags, id, classes, label)];
  });
  const money = ["Landeszuwendung", "Eigenanteil"].flatMap((kind) => {
    const given = { ...classes, Mittel: kind };
    return [entry(of, ags, "KIM.GRANT", given, kind), ...parts(of, ags, "KIM.GRANT", given, kind)];
  });
  const term = entry(of, ags, "KIM.TERM", classes, say("status.label.KIM.TERM"));
  // The Land's share is expected of every Baustein, a share of one's own is not.
  return [...staffed, ...money.filter(({ label, figure }) => figure !== null || label === "Landeszuwendung"), term];
}
