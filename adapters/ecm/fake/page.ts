import type { ServerResponse } from "node:http";
import { inLocalTime, pageHeaders, pageTemplate, sizeOf } from "./html.ts";
import type { FakeDocument } from "./objects.ts";
import type { FakeEcmWorld } from "./world.ts";

const template = pageTemplate("documents.hbs");

/** What was filed, newest first, for a person who tries the demonstration. */
export function sendPage(response: ServerResponse, world: FakeEcmWorld): void {
  const documents = world
    .documents()
    .map((document) => ({
      ...document,
      folder: document.path.slice(0, document.path.lastIndexOf("/")) || "/",
      filed: inLocalTime(document.created),
      size: sizeOf(document.bytes),
      state: [document.version, isWithdrawn(document) ? "zurückgezogen" : "", document.isLatest ? "" : "überholt"]
        .filter(Boolean)
        .join(", "),
      description: (document.properties["cmis:description"] ?? []).join("\n"),
    }))
    .reverse();
  response.writeHead(200, pageHeaders).end(template({ documents, any: documents.length > 0 }));
}

function isWithdrawn({ properties, secondaryTypes }: FakeDocument): boolean {
  return secondaryTypes.includes("filing:void") || ["kim:withdrawn", "filing:withdrawn"].some((id) => properties[id]?.[0] === "true");
}

/** A filed document as it is. It may be HTML from anywhere, so it runs no script and reaches nothing. */
export function sendDocument(response: ServerResponse, document: FakeDocument): void {
  response
    .writeHead(200, {
      ...pageHeaders,
      "content-type": /^[\w.+-]+\/[\w.+-]+$/.test(document.mediaType) ? document.mediaType : "application/octet-stream",
      "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(document.name)}`,
      "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:",
    })
    .end(document.bytes);
}
