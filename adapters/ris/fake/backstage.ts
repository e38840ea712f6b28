import { type Mishaps, matches } from "./mishaps.ts";
import { type Build, build, rules } from "./oparl/object.ts";
import { itemsOf, type OwnType, type TownState } from "./state.ts";
import type { TownKey } from "./town.ts";

/** What the running server and its world share. */
export interface Backstage {
  readonly states: ReadonlyMap<TownKey, TownState>;
  readonly mishaps: Mishaps;
  /** Address of the server without a trailing slash. */
  readonly origin: string;
  readonly now: () => Date;
  requests: number;
  /** Moves with every change behind the scenes; what was built for an older one is thrown away. */
  revision: number;
}

/** An object that can be changed, hidden or deleted. */
export interface Target {
  readonly state: TownState;
  readonly type: OwnType;
  readonly number: number;
  readonly id: string;
  /** Address of its page; null if it has none. */
  readonly page: string | null;
}

export const rootOf = (stage: Backstage, town: TownKey): string => `${stage.origin}/${town}`;

export const buildOf = (stage: Backstage, state: TownState): Build => build(state, rootOf(stage, state.town.key), stage.now());

/** The objects whose id or page fits a path pattern. */
export function targetsLike(stage: Backstage, pattern: string): Target[] {
  const fits = (address: string | null) => address !== null && matches(pattern, address.slice(stage.origin.length));
  return allTargets(stage).filter(({ id, page }) => fits(id) || fits(page));
}

/** The object with that id. Throws if there is none, or one of another type. */
export function targetOf(stage: Backstage, id: string, type?: OwnType): Target {
  const found = allTargets(stage).find((target) => target.id === id);
  if (!found || (type !== undefined && found.type !== type)) throw new Error(`the fake RIS has no ${type ?? "object"} ${id}`);
  return found;
}

function allTargets(stage: Backstage): Target[] {
  return [...stage.states.values()].flatMap((state) => {
    const ways = buildOf(stage, state);
    const { at, web } = ways;
    const { item: itemPage, meeting: meetingPage, paper: paperPage } = rules(ways);
    const { meetings, papers } = state.town;
    return [
      ...meetings.map(
        ({ number }): Target => ({ state, type: "Meeting", number, id: at.object("Meeting", number), page: web(meetingPage(number)) }),
      ),
      ...itemsOf(state.town).map(
        ({ item: { number }, meeting }): Target => ({
          state,
          type: "AgendaItem",
          number,
          id: at.object("AgendaItem", number),
          page: itemPage && web(itemPage(number, meeting.number)),
        }),
      ),
      ...papers.map((paper): Target => ({ state, type: "Paper", number: paper.number, id: at.paper(paper), page: web(paperPage(paper)) })),
    ];
  });
}
