import { CmisFault } from "../fault.ts";
import { fileDocument, makeFolder } from "../filing.ts";
import type { WireReply } from "../reply.ts";
import { objectById } from "../search.ts";
import { cancelCheckOut, checkIn, checkOut, update } from "../versions.ts";
import { type Form, formProperties } from "./form.ts";
import { json, jsonObject } from "./json.ts";
import { addressed } from "./read.ts";
import type { Visit } from "./visit.ts";

interface Action {
  readonly operation: string;
  carryOut(visit: Visit, form: Form): WireReply;
}

/** The actions of a form, with the names the operations have in the specification. */
const actions: Readonly<Record<string, Action>> = {
  createFolder: {
    operation: "createFolder",
    carryOut(visit, form) {
      const id = makeFolder(visit.objects, addressed(visit).id, formProperties(form));
      return made(201, visit, form, id);
    },
  },
  createDocument: {
    operation: "createDocument",
    carryOut(visit, form) {
      const content = form.content ?? { mediaType: "application/octet-stream", fileName: "", bytes: new Uint8Array(0) };
      const versioning = form.fields.get("versioningState");
      const filing = { parent: addressed(visit).id, properties: formProperties(form), content, versioning, by: visit.user };
      return made(201, visit, form, fileDocument(visit.objects, filing).id);
    },
  },
  checkOut: {
    operation: "checkOut",
    carryOut(visit, form) {
      const { id } = addressed(visit);
      return made(201, visit, form, id, { "cmis:objectId": checkOut(visit.objects, id, visit.user), "cmis:isPrivateWorkingCopy": "true" });
    },
  },
  checkIn: {
    operation: "checkIn",
    carryOut(visit, form) {
      const workingCopyId = visit.query.get("objectId") ?? "";
      const major = form.fields.get("major") !== "false";
      const given = { workingCopyId, properties: formProperties(form), content: form.content, major, by: visit.user };
      return made(201, visit, form, checkIn(visit.objects, given).id);
    },
  },
  cancelCheckOut: {
    operation: "cancelCheckOut",
    carryOut({ objects, query }) {
      cancelCheckOut(objects, query.get("objectId") ?? "");
      return { status: 200, contentType: "application/json;charset=utf-8", pieces: [] };
    },
  },
  update: {
    operation: "updateProperties",
    carryOut(visit, form) {
      const { id } = update(visit.objects, addressed(visit).id, form.fields.get("changeToken"), formProperties(form));
      return made(200, visit, form, id);
    },
  },
};

export function actionOf(form: Form): Action {
  const name = form.fields.get("cmisaction") ?? "";
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new CmisFault("notSupported", "This repository has no such action.");
  return action;
}

function made(status: number, { objects }: Visit, form: Form, id: string, also: Readonly<Record<string, string>> = {}): WireReply {
  return json(status, jsonObject(objectById(objects, id), objects, { succinct: form.fields.get("succinct") === "true" }, also));
}
