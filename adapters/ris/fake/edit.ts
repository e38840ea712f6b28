import type { Target } from "./backstage.ts";
import { itemDocuments, meetingDocuments, paperDocuments } from "./documents.ts";
import { stamp } from "./stamps.ts";
import { consultationsOf, itemsOf } from "./state.ts";
import { type Item, type Meeting, type NewItem, type NewMeeting, type Paper, parseItem, parseMeeting, type Town } from "./town.ts";

export type MeetingChange = Partial<Omit<NewMeeting, "number" | "items">>;
export type ItemChange = Partial<Omit<NewItem, "number">>;

export function addItem({ state, number }: Target, item: NewItem, now: Date): void {
  const meeting = meetingOf(state.town, number);
  meeting.items.push(parseItem(item));
  touch(meeting, now);
}

export function changeMeeting({ state, number }: Target, change: MeetingChange, now: Date): void {
  const meeting = meetingOf(state.town, number);
  Object.assign(meeting, parseMeeting({ ...meeting, modified: stamp(now), ...change }));
}

export function changeItem({ state, number }: Target, change: ItemChange, now: Date): void {
  const { item, meeting } = itemOf(state.town, number);
  Object.assign(item, parseItem({ ...item, ...change }));
  touch(meeting, now);
}

export function retitle(target: Target, name: string, now: Date): void {
  if (target.type === "Meeting") changeMeeting(target, { name }, now);
  else if (target.type === "AgendaItem") changeItem(target, { name }, now);
  else {
    const paper = paperOf(target.state.town, target.number);
    paper.name = name;
    touch(paper, now);
  }
}

/** Deletes an object and what hangs on it. Tombstones stay, and `modified` of what pointed to it moves (specification 2-08). */
export function bury({ state: { town }, type, number }: Target, now: Date): void {
  if (type === "Meeting") buryMeeting(town, meetingOf(town, number), now);
  else if (type === "Paper") buryPaper(town, paperOf(town, number), now);
  else {
    const { item, meeting } = itemOf(town, number);
    buryItem(town, meeting, item, now);
    touch(meeting, now);
  }
}

function buryMeeting(town: Town, meeting: Meeting, now: Date): void {
  for (const file of meetingDocuments(town, meeting)) leave(town, "File", file, now);
  for (const item of [...meeting.items]) buryItem(town, meeting, item, now);
  town.meetings.splice(town.meetings.indexOf(meeting), 1);
  leave(town, "Meeting", meeting, now);
}

function buryItem(town: Town, meeting: Meeting, item: Item, now: Date): void {
  const paper = town.papers.find(({ number }) => number === item.paper);
  const { created } = meeting;
  if (paper) {
    leave(town, "Consultation", { number: item.number, created }, now);
    touch(paper, now);
  }
  for (const file of itemDocuments(meeting, item)) leave(town, "File", file, now);
  meeting.items.splice(meeting.items.indexOf(item), 1);
  leave(town, "AgendaItem", { number: item.number, created }, now);
}

function buryPaper(town: Town, paper: Paper, now: Date): void {
  for (const file of paperDocuments(town, paper)) leave(town, "File", file, now);
  for (const { item, meeting } of consultationsOf(town, paper)) {
    leave(town, "Consultation", { number: item.number, created: meeting.created }, now);
    delete item.paper;
    touch(meeting, now);
  }
  town.papers.splice(town.papers.indexOf(paper), 1);
  leave(town, "Paper", paper, now);
}

type Deleted = Town["deleted"][number];

function leave(town: Town, type: Deleted["type"], from: { number: number; created: string; motion?: boolean }, now: Date): void {
  const { number, created, motion = false } = from;
  town.deleted.push({ type, number, motion, created, modified: stamp(now) });
}

function touch(changed: { modified: string }, now: Date): void {
  changed.modified = stamp(now);
}

const present = <Value>(value: Value | undefined, what: string): Value => {
  if (value === undefined) throw new Error(`the fake RIS has no ${what}`);
  return value;
};
const meetingOf = (town: Town, number: number) =>
  present(
    town.meetings.find((meeting) => meeting.number === number),
    `meeting ${number}`,
  );
const itemOf = (town: Town, number: number) =>
  present(
    itemsOf(town).find(({ item }) => item.number === number),
    `agenda item ${number}`,
  );
const paperOf = (town: Town, number: number) =>
  present(
    town.papers.find((paper) => paper.number === number),
    `paper ${number}`,
  );
