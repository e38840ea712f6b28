import { type Answer, json, text } from "../answer.ts";
import type { Hidden } from "../state.ts";
import type { Directory } from "./directory.ts";
import { listPage, unreadableFilter } from "./list.ts";
import type { Build, OParlObject } from "./object.ts";

/** Answers everything below `/oparl/` of one town except downloads. `path` is as it came, still percent-encoded. */
export function oparlAnswer(known: Directory, path: string, query: URLSearchParams): Answer {
  const address = `${known.build.at.root}/${path}`;
  const found = known.objects.get(address);
  if (found) return isHidden(found) ? failure(known.build, found.status, "Dieses Objekt ist nicht öffentlich.") : json(found);
  return list(known, address, query) ?? unknownPath(known.build);
}

const isHidden = (found: OParlObject | Hidden): found is Hidden => typeof found.status === "number";

function list(known: Directory, address: string, query: URLSearchParams): Answer | undefined {
  const { build, lists, tombstones } = known;
  const { shape } = build;
  const inPath = shape.paging === "path" ? /^(.+)\/page\/(\d+)$/.exec(address) : null;
  const listAddress = inPath?.[1] ?? address;
  const live = lists.get(listAddress);
  // Lists of the newer types do not exist in OParl 1.0; their objects are found by their ids alone.
  if (!live || (shape.version === "1.0" && !olderLists(build).has(listAddress))) return undefined;
  const unreadable = shape.filters ? unreadableFilter(query) : undefined;
  if (unreadable !== undefined) return failure(build, 400, `${unreadable}: kein Zeitpunkt mit Datum, Uhrzeit und Zeitzone.`);
  const page = Number(inPath?.[2] ?? query.get("page") ?? 1);
  if (!Number.isSafeInteger(page) || page < 1) return failure(build, 400, "page: keine Seitenzahl.");
  return json(listPage(build, { address: listAddress, live, dead: tombstones.get(listAddress) ?? [], page, query }));
}

function olderLists({ at, state }: Build): Set<string> {
  const below = state.town.organizations.map(at.organizationMeetings);
  return new Set([at.bodies, at.list("Organization"), at.list("Person"), at.list("Meeting"), at.list("Paper"), ...below]);
}

/** Somacos answers unknown addresses in plain text, more! rubin with 200 and an error object. */
function unknownPath(build: Build): Answer {
  const { unknownPath: manner } = build.shape;
  if (manner === "text") return text("Not Found", 404);
  if (manner === "error") return failure(build, 404, "Unbekannte Adresse.");
  return failure(build, 200, "Unbekannte Adresse.");
}

/** An error object (specification 2-09). 1.0 has no type for it; servers use the newer one's name all the same. */
function failure({ shape }: Build, status: number, message: string): Answer {
  return json({ type: `https://schema.oparl.org/${shape.version}/Error`, message }, status);
}
