import { type Backstage, buildOf, rootOf, targetOf } from "./backstage.ts";
import { addItem, bury, changeItem, changeMeeting, type ItemChange, type MeetingChange } from "./edit.ts";
import { happen } from "./happen.ts";
import type { Mishap } from "./mishaps.ts";
import { type NewItem, type NewMeeting, parseMeeting, type TownKey } from "./town.ts";

/** Behind the scenes of the simulated systems. Ids are the URLs that the OParl faces give out. */
export interface FakeRisWorld {
  /** Address of a town's installation without a trailing slash; its OParl entry is `/oparl/system` below it. */
  root(town: TownKey): string;
  /** Adds a meeting and returns its id. */
  addMeeting(town: TownKey, meeting: NewMeeting): string;
  /** Adds an item at the end of a meeting's agenda and returns its id. */
  addItem(meeting: string, item: NewItem): string;
  /** Changes fields of a meeting or an item and moves `modified`. */
  changeMeeting(meeting: string, change: MeetingChange): void;
  changeItem(item: string, change: ItemChange): void;
  /** Deletes a meeting, item or paper as the specification wants it: a tombstone stays. */
  remove(id: string): void;
  /** Lets something go wrong. Returns how many objects it met; throws an ImpossibleMishap with the reason. */
  mishap(mishap: Mishap): number;
  /** Ends all mishaps on the way and shows all hidden objects again. Tombstones and changed titles stay. */
  clear(): void;
  /** Requests answered so far, and those held back by a slow mishap now. */
  readonly requests: number;
  readonly held: number;
}

export function fakeRisWorld(stage: Backstage): FakeRisWorld {
  const stateOf = (town: TownKey) => {
    const found = stage.states.get(town);
    if (!found) throw new Error(`the fake RIS has no town "${town}"`);
    return found;
  };
  const now = () => {
    stage.revision += 1;
    return stage.now();
  };
  return {
    root: (town) => rootOf(stage, town),
    addMeeting(town, meeting) {
      const state = stateOf(town);
      stage.revision += 1;
      state.town.meetings.push(parseMeeting(meeting));
      return buildOf(stage, state).at.object("Meeting", meeting.number);
    },
    addItem(meeting, item) {
      const target = targetOf(stage, meeting, "Meeting");
      addItem(target, item, now());
      return buildOf(stage, target.state).at.object("AgendaItem", item.number);
    },
    changeMeeting: (meeting, change) => changeMeeting(targetOf(stage, meeting, "Meeting"), change, now()),
    changeItem: (item, change) => changeItem(targetOf(stage, item, "AgendaItem"), change, now()),
    remove: (id) => bury(targetOf(stage, id), now()),
    mishap: (mishap) => happen(stage, mishap),
    clear: () => clear(stage),
    get requests() {
      return stage.requests;
    },
    get held() {
      return stage.mishaps.held;
    },
  };
}

/** Ends all mishaps on the way and shows all hidden objects again. */
export function clear(stage: Backstage): void {
  stage.revision += 1;
  stage.mishaps.clear();
  for (const { hidden, sharedConsultations } of stage.states.values()) {
    hidden.clear();
    sharedConsultations.clear();
  }
}
