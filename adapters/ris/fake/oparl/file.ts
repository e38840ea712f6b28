import { type Document, documentText } from "../documents.ts";
import type { Paper } from "../town.ts";
import { type Build, embedded, type OParlObject, object, rules } from "./object.ts";

/** A file on its own names what it belongs to. */
export function fileObject(build: Build, document: Document): OParlObject {
  const { at, web, shape } = build;
  const { number, extension, owner } = document;
  const sibling = (place: number) => at.object("File", Number(`1${owner.number}${place}`));
  return object(
    build,
    "File",
    at.object("File", number),
    {
      name: document.name,
      fileName: `${String(number).padStart(8, "0")}.${extension}`,
      mimeType: document.mediaType,
      date: document.date,
      text: shape.fullText ? documentText(document) : undefined,
      accessUrl: web(rules(build).document(number)),
      downloadUrl: at.download({ number, extension }),
      masterFile: document.use === "minutes-text" ? sibling(2) : undefined,
      derivativeFile: document.use === "minutes" ? [sibling(3)] : undefined,
      ...ownerOf(build, owner),
    },
    document,
  );
}

export const embeddedFile = (build: Build, document: Document): OParlObject =>
  embedded(fileObject(build, document), ["meeting", "paper", "agendaItem"]);

function ownerOf(build: Build, { type, number }: Document["owner"]): object {
  if (type === "Paper") return { paper: [paperId(build, number)] };
  return { [type === "Meeting" ? "meeting" : "agendaItem"]: [build.at.object(type, number)] };
}

function paperId(build: Build, number: number): string | undefined {
  const paper = build.state.town.papers.find((candidate: Paper) => candidate.number === number);
  return paper && build.at.paper(paper);
}
