import { type Content, textOf } from "./content.ts";
import { agendaContent, minutesContent } from "./minutes.ts";
import { paperContent } from "./papers.ts";
import type { Item, Meeting, Paper, Town } from "./town.ts";

/** A file that the simulated system offers for download. */
export interface Document {
  /** Made of the owner's number: 1 = meeting, 2 = paper, 3 = agenda item, then that number, then the place among its files. */
  readonly number: number;
  readonly owner: { readonly type: "Meeting" | "Paper" | "AgendaItem"; readonly number: number };
  readonly use: "invitation" | "minutes" | "minutes-text" | "paper" | "attachment";
  readonly name: string;
  readonly extension: "html" | "txt";
  readonly mediaType: "text/html" | "text/plain";
  readonly date: string;
  readonly created: string;
  readonly modified: string;
  readonly content: Content;
}

export const documentText = (document: Document): string => textOf(document.content);

/** The files of a meeting: agenda as soon as there is one, minutes (as page and as plain text) once it was held. */
export function meetingDocuments(town: Town, meeting: Meeting): readonly Document[] {
  if (meeting.items.length === 0) return [];
  const owner = { type: "Meeting", number: meeting.number } as const;
  const common = { owner, created: meeting.created, modified: meeting.modified, date: meeting.modified.slice(0, 10) };
  const number = (place: number) => Number(`1${meeting.number}${place}`);
  const page = { extension: "html", mediaType: "text/html" } as const;
  const invitation = { ...common, ...page, number: number(1), use: "invitation", name: "Tagesordnung (öffentlich)" } as const;
  const agenda: Document = { ...invitation, content: agendaContent(town, meeting) };
  if (meeting.state !== "durchgeführt") return [agenda];
  // Minutes are written after the sitting: the change that brought them is the last one the meeting saw.
  const minutes = { ...common, created: meeting.modified, content: minutesContent(town, meeting) };
  return [
    agenda,
    { ...minutes, ...page, number: number(2), use: "minutes", name: "Niederschrift (öffentlich)" },
    {
      ...minutes,
      number: number(3),
      use: "minutes-text",
      name: "Niederschrift (Textfassung)",
      extension: "txt",
      mediaType: "text/plain",
    },
  ];
}

/** The files of a paper: the paper itself first, then its annexes. */
export function paperDocuments(town: Town, paper: Paper): readonly Document[] {
  const common = {
    owner: { type: "Paper", number: paper.number },
    extension: "html",
    mediaType: "text/html",
    created: paper.created,
    modified: paper.modified,
  } as const;
  const number = (place: number) => Number(`2${paper.number}${place}`);
  return [
    {
      ...common,
      number: number(1),
      use: "paper",
      name: `${paper.motion ? "Antrag" : "Vorlage"} ${paper.reference}`,
      date: paper.date,
      content: paperContent(town, paper),
    },
    ...annexes(paper.attachments, { ...common, number: (place) => number(place + 1) }),
  ];
}

/** The files taken in at one agenda item. */
export function itemDocuments(meeting: Meeting, item: Item): readonly Document[] {
  return annexes(item.attachments, {
    owner: { type: "AgendaItem", number: item.number },
    extension: "html",
    mediaType: "text/html",
    created: meeting.created,
    modified: meeting.modified,
    number: (place) => Number(`3${item.number}${place}`),
  });
}

type Common = Omit<Document, "number" | "use" | "name" | "date" | "content"> & { readonly number: (place: number) => number };

function annexes(attachments: Item["attachments"], { number, ...common }: Common): Document[] {
  return attachments.map(({ name, date, text }, index) => ({
    ...common,
    number: number(index + 1),
    use: "attachment",
    name,
    date,
    content: { title: name, facts: [], sections: [{ heading: null, paragraphs: text }] },
  }));
}
