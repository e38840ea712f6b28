import type { ServerResponse } from "node:http";
import { inLocalTime, pageHeaders, pageTemplate, sizeOf } from "../html.ts";
import type { FakeRecord } from "./records.ts";
import type { FakeDmsWorld, FakePaper } from "./world.ts";

const template = pageTemplate("records.hbs");

/** What lies where: file, procedure, document and its files, and what lies on a desk although it should not. */
export function sendRecords(response: ServerResponse, world: FakeDmsWorld): void {
  const records = world.records();
  const papers = world.papers();
  const below = (id: string) => records.filter(({ parent, class: kind }) => parent === id && kind !== "content");
  const document = (record: FakeRecord) =>
    shown(
      record,
      papers.filter((paper) => paper.document.id === record.id),
    );
  const areas = records
    .filter(({ class: kind }) => kind === "subjectArea")
    .map((area) => ({
      ...titled(area),
      files: below(area.id).map((file) => ({
        ...titled(file),
        procedures: below(file.id).map((procedure) => ({ ...titled(procedure), documents: below(procedure.id).map(document) })),
      })),
    }));
  const desk = world.desk().map(document);
  const any = areas.some(({ files }) => files.length > 0);
  response.writeHead(200, pageHeaders).end(template({ areas, any, desk, misfiled: desk.length > 0 }));
}

const titled = ({ id, number, title, cancelled }: FakeRecord) => ({ id, number, title, cancelled });

function shown(record: FakeRecord, papers: readonly FakePaper[]) {
  return {
    ...titled(record),
    kind: record.class === "outgoing" ? "Ausgang" : "Internes Dokument",
    subject: record.subject,
    by: record.by,
    created: inLocalTime(record.created),
    marks: [...record.businessData].map(([name, value]) => `${name} = ${value}`),
    papers: papers.map(({ id, name, bytes }) => ({ id, name, size: sizeOf(bytes) })),
  };
}

const types: Readonly<Record<string, string>> = { pdf: "application/pdf", html: "text/html; charset=utf-8" };

/** A filed document as it is. It may be HTML from anywhere, so it runs no script and reaches nothing. */
export function sendPaper(response: ServerResponse, world: FakeDmsWorld, id: string): void {
  const paper = world.papers().find((each) => each.id === id);
  if (!paper) {
    response.writeHead(404).end();
    return;
  }
  const extension = paper.name.slice(paper.name.lastIndexOf(".") + 1).toLowerCase();
  response
    .writeHead(200, {
      ...pageHeaders,
      "content-type": types[extension] ?? "application/octet-stream",
      "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(paper.name)}`,
      "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:",
    })
    .end(paper.bytes);
}
