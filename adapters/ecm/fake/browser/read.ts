import { repositoryFacts, typeFacts } from "../facts.ts";
import { CmisFault } from "../fault.ts";
import type { FakeDocument, FakeFolder } from "../objects.ts";
import type { WireReply } from "../reply.ts";
import { allowedActions } from "../rights.ts";
import { childrenPage, objectAt, objectById, search } from "../search.ts";
import { latestVersion } from "../versions.ts";
import { json, jsonObject } from "./json.ts";
import type { Visit } from "./visit.ts";

/** The selectors of the repository address and of the root folder, with the names the operations have in the specification. */
export const selectors: Readonly<Record<string, Readonly<Record<string, { operation: string; answer(visit: Visit): WireReply }>>>> = {
  repository: {
    repositoryInfo: { operation: "getRepositoryInfo", answer: repositories },
    typeDefinition: { operation: "getTypeDefinition", answer: ({ query }) => json(200, typeFacts(query.get("typeId") ?? "")) },
    query: { operation: "query", answer: results },
  },
  root: {
    object: { operation: "getObject", answer: (visit) => json(200, jsonObject(addressed(visit), visit.objects, form(visit.query))) },
    allowableActions: {
      operation: "getAllowableActions",
      answer: (visit) => json(200, allowedActions(addressed(visit), visit.rights)),
    },
    children: { operation: "getChildren", answer: children },
    content: { operation: "getContentStream", answer: content },
  },
};

export function repositories({ objects, url, repository, index }: Visit): WireReply {
  const info = repositoryFacts(repository, objects.root.id, index);
  const addresses = { repositoryUrl: `${url}/${repository}`, rootFolderUrl: `${url}/${repository}/root` };
  return json(200, { [repository]: { ...info, ...addresses } });
}

const form = (query: URLSearchParams) => ({ succinct: query.get("succinct") === "true", filter: query.get("filter") ?? undefined });

/** By its id, else by the path of the address. */
export function addressed({ objects, query, path }: Visit): FakeFolder | FakeDocument {
  const id = query.get("objectId");
  if (id && query.get("returnVersion") === "latest") return latestVersion(objects, id);
  return id ? objectById(objects, id) : objectAt(objects, path);
}

function results({ objects, query, index }: Visit): WireReply {
  const most = Number(query.get("maxItems") ?? Number.POSITIVE_INFINITY);
  const { hits, columns } = search(objects, index, query.get("q") ?? "", most);
  const results = hits.map((document) => jsonObject(document, objects, { ...form(query), filter: columns }));
  return json(200, { results, hasMoreItems: false, numItems: hits.length });
}

function children(visit: Visit): WireReply {
  const { objects, query } = visit;
  const most = query.get("maxItems");
  const page = { skip: Number(query.get("skipCount") ?? 0), most: most === null ? undefined : Number(most) };
  const { children: found, more, total } = childrenPage(objects, addressed(visit).id, page);
  const written = found.map((object) => ({ object: jsonObject(object, objects, form(query)) }));
  return json(200, { objects: written, hasMoreItems: more, numItems: total });
}

function content(visit: Visit): WireReply {
  const document = addressed(visit);
  if (!("bytes" in document)) throw new CmisFault("constraint", "This object has no content.");
  return { status: 200, contentType: document.mediaType, pieces: [document.bytes] };
}
