import { clockTime, germanDate, weekday } from "../dates.ts";
import { type Document, meetingDocuments, paperDocuments } from "../documents.ts";
import { consultationsOf, itemHidden, type TownState } from "../state.ts";
import type { Item, Meeting, Paper } from "../town.ts";
import { addressRules } from "./address.ts";

/** What the templates see. Every field is always there, because the templates are strict; null means "leave it out". */
interface Link {
  readonly name: string;
  readonly url: string;
}

export interface MeetingView {
  readonly number: number;
  readonly name: string;
  readonly weekday: string;
  readonly date: string;
  readonly time: string;
  readonly room: string;
  readonly place: string;
  readonly state: string;
  readonly url: string;
  readonly items: readonly ItemView[];
  readonly documents: readonly Link[];
}

export interface ItemView {
  readonly number: number;
  /** "Ö 3.1", "N 8"; empty for headings without a number. */
  readonly label: string;
  readonly top: string;
  readonly name: string;
  readonly heading: boolean;
  /** Null for headings, non-public items, and where the vendor has no page for one item. */
  readonly url: string | null;
  readonly paper: { readonly reference: string; readonly name: string; readonly type: string; readonly url: string } | null;
  readonly result: string | null;
  readonly vote: string | null;
  readonly resolution: string | null;
  readonly minutes: readonly string[];
}

export interface PaperView {
  readonly number: number;
  readonly name: string;
  readonly reference: string;
  readonly type: string;
  readonly date: string;
  readonly office: string | null;
  readonly originator: string | null;
  readonly text: readonly string[];
  readonly signed: string | null;
  readonly documents: readonly Link[];
  readonly consultations: readonly { readonly meeting: MeetingView; readonly item: ItemView; readonly role: string }[];
}

/** `root` is the path of the town on this server: `/koeln/`. */
export function meetingView(state: TownState, root: string, meeting: Meeting): MeetingView {
  const { town } = state;
  const room = town.rooms.find(({ number }) => number === meeting.room);
  const end = meeting.end === undefined ? "" : `–${clockTime(meeting.end)}`;
  return {
    number: meeting.number,
    name: meeting.name,
    weekday: weekday(meeting.start),
    date: germanDate(meeting.start),
    time: `${clockTime(meeting.start)}${end} Uhr`,
    room: room?.room ?? "",
    place: room ? `${room.streetAddress}, ${room.postalCode} ${room.locality}` : "",
    state: meeting.cancelled ? "abgesagt" : meeting.state,
    url: `${root}${addressRules[state.face].meeting(meeting.number)}`,
    items: meeting.items.filter((item) => !itemHidden(state, meeting, item)).map((item) => itemView(state, root, meeting, item)),
    documents: links(state, root, meetingDocuments(town, meeting)),
  };
}

export function itemView(state: TownState, root: string, meeting: Meeting, item: Item): ItemView {
  const { town, hidden } = state;
  const rules = addressRules[state.face];
  const paper = item.public ? town.papers.find(({ number }) => number === item.paper && !hidden.has(`Paper/${number}`)) : undefined;
  const { number, top, name, heading } = item;
  return {
    number,
    label: top === "" ? "" : `${item.public ? "Ö" : "N"} ${top}`,
    top,
    name,
    heading,
    url: rules.item && item.public && !heading ? `${root}${rules.item(number, meeting.number)}` : null,
    paper: paper ? { reference: paper.reference, name: paper.name, type: paper.paperType, url: `${root}${rules.paper(paper)}` } : null,
    result: item.result ?? null,
    vote: item.vote ?? null,
    resolution: item.resolution ?? null,
    minutes: item.minutes,
  };
}

export function paperView(state: TownState, root: string, paper: Paper): PaperView {
  const { town } = state;
  const named = (wanted: number | undefined) => town.organizations.find(({ number }) => number === wanted)?.name ?? null;
  const treated = consultationsOf(town, paper).filter(({ item, meeting }) => item.public && !itemHidden(state, meeting, item));
  return {
    number: paper.number,
    name: paper.name,
    reference: paper.reference,
    type: paper.paperType,
    date: germanDate(paper.date),
    office: named(paper.office),
    originator: named(paper.originator),
    text: paper.text,
    signed: paper.signed ?? null,
    documents: links(state, root, paperDocuments(town, paper)),
    consultations: treated.map(({ item, meeting }) => ({
      meeting: meetingView(state, root, meeting),
      item: itemView(state, root, meeting, item),
      role: item.role,
    })),
  };
}

const links = ({ face }: TownState, root: string, documents: readonly Document[]): Link[] =>
  documents.map(({ name, number }) => ({ name, url: `${root}${addressRules[face].document(number)}` }));
