import { paperDocuments } from "../documents.ts";
import { consultationsOf, itemHidden } from "../state.ts";
import type { Paper } from "../town.ts";
import { consultationObject } from "./consultation.ts";
import { embeddedFile } from "./file.ts";
import { type Build, embedded, type OParlObject, object, rules } from "./object.ts";
import { organizationId } from "./organization.ts";

export function paperObject(build: Build, paper: Paper): OParlObject {
  const { state, at, web, shape } = build;
  const [main, ...annexes] = paperDocuments(state.town, paper).map((document) => embeddedFile(build, document));
  const files = shape.mainFile ? { mainFile: main, auxiliaryFile: annexes } : { auxiliaryFile: main ? [main, ...annexes] : annexes };
  const related = state.town.papers.filter(({ number }) => paper.related.includes(number) && !state.hidden.has(`Paper/${number}`));
  return object(
    build,
    "Paper",
    at.paper(paper),
    {
      body: at.body,
      name: paper.name,
      reference: paper.reference,
      date: paper.date,
      paperType: paper.paperType,
      relatedPaper: related.map((other) => at.paper(other)),
      ...files,
      originatorOrganization: present(organizationId(build, paper.originator)),
      underDirectionOf: present(organizationId(build, paper.office)),
      consultation: consultationObjects(build, paper).map((one) => embedded(one, shape.parents ? [] : ["paper"])),
      web: web(rules(build).paper(paper)),
    },
    paper,
  );
}

/** The consultations of a paper in sittings that are public. */
export function consultationObjects(build: Build, paper: Paper): OParlObject[] {
  const { state } = build;
  return consultationsOf(state.town, paper)
    .filter(({ item, meeting }) => item.public && !itemHidden(state, meeting, item))
    .map(({ item, meeting }) => consultationObject(build, paper, meeting, item));
}

const present = (id: string | undefined): string[] => (id === undefined ? [] : [id]);
