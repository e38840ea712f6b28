import type { Item, Meeting, Paper, Town } from "./town.ts";

/** How an object left the public without a tombstone: it is in no list, and its own id answers with `status`. */
export interface Hidden {
  readonly status: 401 | 404 | 410;
}

/** What deletes and hides can be aimed at. Consultations and files follow their owner. */
export type OwnType = "Meeting" | "AgendaItem" | "Paper";

/** In which vendor's clothes, and of which generation, a town's pages are served. */
export type Face = Town["style"] | "sessionnet-php" | "allris3" | "sdnet";

export interface TownState {
  readonly town: Town;
  readonly face: Face;
  readonly hidden: Map<string, Hidden>;
  /** Papers whose consultations all carry the id of the first one (facts: oparl.md §3, Somacos). */
  readonly sharedConsultations: Set<number>;
}

export const townState = (town: Town): TownState => ({ town, face: town.style, hidden: new Map(), sharedConsultations: new Set() });

export const keyOf = (type: OwnType, number: number): string => `${type}/${number}`;

/** Every agenda item with its meeting, in the order of the data. */
export function itemsOf(town: Town): { item: Item; meeting: Meeting }[] {
  return town.meetings.flatMap((meeting) => meeting.items.map((item) => ({ item, meeting })));
}

/** An item is hidden with its meeting. */
export function itemHidden(state: TownState, meeting: Meeting, item: Item): Hidden | undefined {
  return state.hidden.get(keyOf("Meeting", meeting.number)) ?? state.hidden.get(keyOf("AgendaItem", item.number));
}

/** The sittings that treat a paper, earliest first. */
export function consultationsOf(town: Town, paper: Paper): { item: Item; meeting: Meeting }[] {
  return itemsOf(town)
    .filter(({ item }) => item.paper === paper.number)
    .sort((left, right) => left.meeting.start.localeCompare(right.meeting.start));
}
