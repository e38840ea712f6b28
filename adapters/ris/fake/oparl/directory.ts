import { itemDocuments, meetingDocuments, paperDocuments } from "../documents.ts";
import { type Hidden, itemHidden, keyOf, type TownState } from "../state.ts";
import type { ListType } from "./addresses.ts";
import { bodyObject, locationObjects, systemObject, termObjects } from "./body.ts";
import { fileObject } from "./file.ts";
import { itemObject, meetingObject } from "./meeting.ts";
import { type Build, build, type OParlObject, tombstone } from "./object.ts";
import { membershipObjects, organizationObject, personObjects } from "./organization.ts";
import { consultationObjects, paperObject } from "./paper.ts";

/** Everything one OParl server can answer at a moment: objects by id, lists by address. */
export interface Directory {
  readonly build: Build;
  readonly objects: ReadonlyMap<string, OParlObject | Hidden>;
  /** Live objects of a list, in the stable order of their numbers. */
  readonly lists: ReadonlyMap<string, readonly OParlObject[]>;
  /** Tombstones by list address. They are shown only to those who ask what changed (specification 2-08). */
  readonly tombstones: ReadonlyMap<string, readonly OParlObject[]>;
}

interface Draft extends Directory {
  readonly objects: Map<string, OParlObject | Hidden>;
  readonly lists: Map<string, OParlObject[]>;
  readonly tombstones: Map<string, OParlObject[]>;
}

export function directory(state: TownState, root: string, now: Date): Directory {
  const draft: Draft = { build: build(state, root, now), objects: new Map(), lists: new Map(), tombstones: new Map() };
  const { at } = draft.build;
  const body = bodyObject(draft.build);
  draft.objects.set(at.system, systemObject(draft.build)).set(at.body, body);
  draft.lists.set(at.bodies, [body]);
  addStanding(draft);
  addMeetings(draft);
  addPapers(draft);
  addTombstones(draft);
  return draft;
}

/** What does not move: terms, rooms, organizations, people. */
function addStanding(draft: Draft): void {
  const { build } = draft;
  const memberships = membershipObjects(build);
  put(draft, "LegislativeTerm", termObjects(build));
  put(draft, "Location", locationObjects(build));
  put(draft, "Membership", memberships);
  put(draft, "Person", personObjects(build, memberships));
  for (const organization of build.state.town.organizations) {
    put(draft, "Organization", [organizationObject(build, organization)]);
    if (organization.kind === "gr") draft.lists.set(build.at.organizationMeetings(organization), []);
  }
}

function addMeetings(draft: Draft): void {
  const { build, lists } = draft;
  const { state } = build;
  for (const meeting of state.town.meetings) {
    const hidden = state.hidden.get(keyOf("Meeting", meeting.number));
    const object = meetingObject(build, meeting);
    put(draft, "Meeting", [object], hidden);
    const organization = state.town.organizations.find(({ number }) => number === meeting.organization);
    if (!hidden && organization) lists.get(build.at.organizationMeetings(organization))?.push(object);
    for (const item of meeting.items) put(draft, "AgendaItem", [itemObject(build, meeting, item)], itemHidden(state, meeting, item));
    const taken = meeting.items.filter((item) => item.public).flatMap((item) => itemDocuments(meeting, item));
    const files = [...meetingDocuments(state.town, meeting), ...taken].map((document) => fileObject(build, document));
    put(draft, "File", files, hidden);
  }
}

function addPapers(draft: Draft): void {
  const { build } = draft;
  const { state } = build;
  for (const paper of state.town.papers) {
    const hidden = state.hidden.get(keyOf("Paper", paper.number));
    put(draft, "Paper", [paperObject(build, paper)], hidden);
    put(draft, "Consultation", consultationObjects(build, paper), hidden);
    const files = paperDocuments(state.town, paper).map((document) => fileObject(build, document));
    put(draft, "File", files, hidden);
  }
}

function addTombstones(draft: Draft): void {
  const { build } = draft;
  const { at } = build;
  for (const { type, number, motion, created, modified } of build.state.town.deleted) {
    const id = type === "Paper" ? at.paper({ number, motion }) : at.object(type, number);
    const object = tombstone(build, type, id, { created, modified });
    draft.objects.set(id, object);
    const list = at.list(type);
    draft.tombstones.set(list, [...(draft.tombstones.get(list) ?? []), object]);
  }
}

/** The first object of an id is the one its own address answers with. */
function put(draft: Draft, type: ListType, objects: readonly OParlObject[], hidden?: Hidden): void {
  const address = draft.build.at.list(type);
  const list = draft.lists.get(address) ?? [];
  draft.lists.set(address, list);
  for (const object of objects) {
    if (!draft.objects.has(object.id)) draft.objects.set(object.id, hidden ?? object);
    if (!hidden) list.push(object);
  }
}
