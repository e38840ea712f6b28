import { itemDocuments, meetingDocuments } from "../documents.ts";
import { midnight } from "../stamps.ts";
import { itemHidden } from "../state.ts";
import type { Item, Meeting } from "../town.ts";
import { locationObjects } from "./body.ts";
import { consultationId } from "./consultation.ts";
import { embeddedFile } from "./file.ts";
import { type Build, embedded, type OParlObject, object, rules } from "./object.ts";
import { organizationId } from "./organization.ts";

export function meetingObject(build: Build, meeting: Meeting): OParlObject {
  const { state, at, web, shape } = build;
  const files = meetingDocuments(state.town, meeting);
  const file = (use: string) => files.filter((document) => document.use === use).map((document) => embeddedFile(build, document));
  const visible = meeting.items.filter((item) => !itemHidden(state, meeting, item));
  const room = locationObjects(build).find(({ id }) => id === at.object("Location", meeting.room));
  return object(
    build,
    "Meeting",
    at.object("Meeting", meeting.number),
    {
      name: meeting.name,
      meetingState: meeting.state,
      cancelled: meeting.cancelled || undefined,
      start: meeting.start,
      end: meeting.end ?? (shape.unknownEnd === "midnight" ? midnight(new Date(meeting.start)) : undefined),
      location: room && embedded(room, ["meeting", "meetings"]),
      organization: [organizationId(build, meeting.organization)],
      invitation: file("invitation")[0],
      resultsProtocol: file("minutes")[0],
      auxiliaryFile: file("minutes-text"),
      agendaItem: visible.map((item) => embedded(itemObject(build, meeting, item), shape.parents ? [] : ["meeting"])),
      web: web(rules(build).meeting(meeting.number)),
    },
    meeting,
  );
}

/** One agenda item. A non-public one is listed with its title, as real servers do; it has no page and no paper. */
export function itemObject(build: Build, meeting: Meeting, item: Item): OParlObject {
  const { state, at, web, shape } = build;
  const page = rules(build).item;
  const paper = state.town.papers.find(({ number }) => number === item.paper);
  return object(
    build,
    "AgendaItem",
    at.object("AgendaItem", item.number),
    {
      meeting: at.object("Meeting", meeting.number),
      number: item.top,
      ...(shape.version === "1.1" ? { order: meeting.items.indexOf(item) + shape.firstOrder } : {}),
      name: item.name,
      public: item.public,
      consultation: paper && item.public ? consultationId(build, paper, item) : undefined,
      result: item.result,
      auxiliaryFile: item.public ? itemDocuments(meeting, item).map((document) => embeddedFile(build, document)) : undefined,
      resolutionText: shape.resolutionText ? item.resolution : undefined,
      web: page && item.public && !item.heading ? web(page(item.number, meeting.number)) : undefined,
    },
    meeting,
  );
}
