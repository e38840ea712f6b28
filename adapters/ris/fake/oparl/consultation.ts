import { consultationsOf } from "../state.ts";
import type { Item, Meeting, Paper } from "../town.ts";
import { type Build, type OParlObject, object } from "./object.ts";
import { organizationId } from "./organization.ts";

/** A consultation has the number of its agenda item, unless all consultations of the paper share the first one's. */
export function consultationId(build: Build, paper: Paper, item: Item): string {
  const { state, at } = build;
  const first = state.sharedConsultations.has(paper.number) ? consultationsOf(state.town, paper)[0]?.item : undefined;
  return at.object("Consultation", (first ?? item).number);
}

export function consultationObject(build: Build, paper: Paper, meeting: Meeting, item: Item): OParlObject {
  const { at, shape } = build;
  const links = { agendaItem: at.object("AgendaItem", item.number), meeting: at.object("Meeting", meeting.number) };
  return object(
    build,
    "Consultation",
    consultationId(build, paper, item),
    {
      paper: at.paper(paper),
      ...(shape.consultationLinks ? links : {}),
      organization: [organizationId(build, meeting.organization)],
      authoritative: item.authoritative,
      role: item.role,
    },
    Date.parse(paper.modified) > Date.parse(meeting.modified) ? paper : meeting,
  );
}
