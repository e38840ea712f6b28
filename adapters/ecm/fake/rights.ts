import { CmisFault } from "./fault.ts";
import type { FakeDocument, FakeFolder } from "./objects.ts";
import { fakeTypes } from "./types.ts";

/** What the login may do: everything, or only read; `unsaid` = everything, but the repository does not know the question. */
export type Rights = "write" | "read" | "unsaid";

const changing = new Set(["createFolder", "createDocument", "checkOut", "checkIn", "cancelCheckOut", "updateProperties"]);

/** Refuses an operation that changes something to a login that may only read. */
export function refuseWithoutRight(rights: Rights, operation: string): void {
  if (rights === "read" && changing.has(operation)) throw new CmisFault("permissionDenied", "This login may only read.");
}

/** The allowable actions of an object, of those that are simulated, in the order of cmisAllowableActionsType in CMIS-Core.xsd. */
export function allowedActions(object: FakeFolder | FakeDocument, rights: Rights): Readonly<Record<string, boolean>> {
  if (rights === "unsaid") throw new CmisFault("notSupported", "This repository does not say what is allowed.");
  const mayChange = rights === "write";
  if (!("bytes" in object))
    return { canGetProperties: true, canGetChildren: true, canCreateDocument: mayChange, canCreateFolder: mayChange };
  const canCheckOut = mayChange && object.isLatest && fakeTypes.get(object.type)?.versionable === true;
  return { canUpdateProperties: mayChange && object.isLatest, canGetProperties: true, canCheckOut, canGetContentStream: true };
}
