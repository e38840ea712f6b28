import { type Answer, json } from "../answer.ts";
import { clockTime, germanDate } from "../dates.ts";
import { itemHidden, keyOf, type TownState } from "../state.ts";
import type { Item, Meeting } from "../town.ts";
import { type ItemView, itemView, meetingView, paperView } from "./views.ts";

/** The JSON behind more! rubin's single-page app, by the names of its fields (facts: ris-vendors.md §3.5); without login, public things only. */
export function rubinApi(state: TownState, root: string, query: URLSearchParams): Answer {
  const { town, hidden } = state;
  const asked = `${query.get("id")}/${query.get("action")}`;
  if (asked === "calendar/get") {
    const live = town.meetings.filter(({ number }) => !hidden.has(keyOf("Meeting", number)));
    return json(live.toSorted((left, right) => right.start.localeCompare(left.start)).map((meeting) => sitting(state, meeting)));
  }
  if (asked === "meetings/get") {
    const meeting = town.meetings.find(({ number }) => String(number) === query.get("meeting_id"));
    const gone = meeting && hidden.get(keyOf("Meeting", meeting.number));
    if (!meeting || gone) return json({ error: "meeting not found" }, gone?.status ?? 404);
    const items = meeting.items.filter((item) => !itemHidden(state, meeting, item)).map((item) => agendaItem(state, root, meeting, item));
    return json({ ...sitting(state, meeting), documents: meetingView(state, root, meeting).documents, agenda_items: items });
  }
  if (asked === "submissions/get") return submission(state, root, query.get("submission_id"));
  return json({ error: "unknown action" }, 404);
}

function sitting({ town }: TownState, meeting: Meeting) {
  const room = town.rooms.find(({ number }) => number === meeting.room);
  const organization = town.organizations.find(({ number }) => number === meeting.organization);
  return {
    id: meeting.number,
    nummer: meeting.number,
    datum: germanDate(meeting.start),
    titel: meeting.name,
    beginn: clockTime(meeting.start),
    ende: meeting.end === undefined ? "" : clockTime(meeting.end),
    room: {
      Bezeichnung: room?.room ?? "",
      Strasse: room?.streetAddress ?? "",
      PLZ: room?.postalCode ?? "",
      Ort: room?.locality ?? "",
    },
    committees: organization ? [{ Kuerzel: organization.shortName, Bezeichnung: meeting.name }] : [],
  };
}

function agendaItem(state: TownState, root: string, meeting: Meeting, item: Item) {
  const view: ItemView = itemView(state, root, meeting, item);
  const paper = view.paper && state.town.papers.find(({ number }) => number === item.paper);
  return {
    id: item.number,
    topnummer: view.label,
    title: view.name,
    status: view.result ?? "",
    topart: paper ? "vl" : "zt",
    vorlagennummer: view.paper?.reference ?? "",
    abstimmungstext: view.vote ?? "",
    documents: [],
    submission: paper ? { id: paper.number, alias: paper.reference, name: paper.name, type: paper.paperType } : null,
  };
}

function submission(state: TownState, root: string, id: string | null): Answer {
  const paper = state.town.papers.find(({ number }) => String(number) === id);
  const gone = paper && state.hidden.get(keyOf("Paper", paper.number));
  if (!paper || gone) return json({ error: "submission not found" }, gone?.status ?? 404);
  const { name, reference, type, date, text, signed, documents, consultations } = paperView(state, root, paper);
  const meetings = consultations.map(({ meeting }) => ({ nummer: meeting.number, titel: meeting.name, datum: meeting.date }));
  return json({
    id: paper.number,
    alias: reference,
    name,
    type,
    datum: date,
    text: [...text, ...(signed ? [signed] : [])],
    documents,
    meetings,
  });
}
