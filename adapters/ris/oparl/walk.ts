import type { RisEvent } from "../../../plugin/ports/ris.ts";
import { flatten } from "./flatten.ts";
import type { Page } from "./page.ts";
import type { List } from "./reading.ts";
import { type Stamps, stamps } from "./stamps.ts";

/** The way through one list: what came by, and whether the walk still leads anywhere. */
export interface Walk {
  readonly visited: Set<string>;
  readonly stamps: Stamps;
  /** Some page could not be read. */
  readonly skipped: boolean;
  /** Three pages in a row brought nothing new or could not be read: an endless walk (facts: oparl.md §3, OWL-IT). */
  readonly lost: boolean;
  /** As many objects as promised came by; true as well when nothing was promised. */
  readonly reachedTotal: boolean;
  take(data: readonly unknown[], page: Page): RisEvent[];
  skip(url: string, reason: string): RisEvent[];
  /** The server took `limit` for the size of the list (facts: oparl.md §3, BVV Mitte). */
  truncated(page: Page, limit: number): boolean;
}

export function walk(list: List, canonical: (id: string) => string): Walk {
  const seen = new Set<string>();
  const noted = stamps();
  let unidentified = 0;
  let total: number | undefined;
  let fruitless = 0;
  let skipped = false;
  const counted = () => seen.size + unidentified;

  return {
    visited: new Set(),
    stamps: noted,
    get skipped() {
      return skipped;
    },
    get lost() {
      return fruitless >= 3;
    },
    get reachedTotal() {
      return total === undefined || counted() >= total;
    },
    take(data, page) {
      total = page.totalElements ?? total;
      const before = counted();
      const events: RisEvent[] = [];
      data.forEach((json, index) => {
        const from = events.length;
        flatten(json, { type: list.type, where: `${list.address}#${before + index}` }, canonical, events);
        const first = events.slice(from).find((event) => event.kind !== "quarantined");
        if (!first) unidentified += 1;
        else if (first.kind === "object" || first.kind === "tombstone") note(first.kind === "object" ? first.object : first);
        if (first?.kind === "object" && list.secondary?.has(first.object.id)) events.length = from;
      });
      fruitless = counted() > before ? 0 : fruitless + 1;
      return events;
    },
    skip(url, reason) {
      skipped = true;
      fruitless += 1;
      return [{ kind: "quarantined", url, type: list.type, reason }];
    },
    truncated: (page, limit) => (total === undefined ? page.data.length >= limit : counted() < total),
  };

  function note({ id, modified }: { readonly id: string; readonly modified?: string }): void {
    seen.add(id);
    noted.note(modified);
  }
}
