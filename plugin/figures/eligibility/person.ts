import { type Day, emptyDay } from "./days.ts";
import { type Status, statuses } from "./statuses.ts";

/** An answer that may be missing. */
export const unknown = 0;
export const yes = 1;
export const no = 2;

/** Index of a status in the closed list; -1 is an empty cell. */
export const statusIndex = (status: Status): number => statuses.indexOf(status);

/**
 * What a count reads of one record. One such object is filled again for every line, and nothing of a line outlives it.
 * `district` and `sex` are indexes of closed classes, never the text of the cell.
 */
export interface Person {
  birth: Day;
  entry: Day;
  status: number;
  statusSince: Day;
  continuous: Day;
  duldung: Day;
  lawful: Day;
  p60b: number;
  child: number;
  sex: number;
  district: number;
}

export const blankPerson = (): Person => ({
  birth: emptyDay,
  entry: emptyDay,
  status: -1,
  statusSince: emptyDay,
  continuous: emptyDay,
  duldung: emptyDay,
  lawful: emptyDay,
  p60b: unknown,
  child: unknown,
  sex: 0,
  district: 0,
});
