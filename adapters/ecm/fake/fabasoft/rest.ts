import { z } from "zod";
import { isDone, type Mishap } from "../mishap.ts";
import type { WireReply } from "../reply.ts";
import { readForm } from "./form.ts";
import { type Incoming, spoilt } from "./incoming.ts";
import type { Given, Outcome } from "./operation.ts";
import { carryOut } from "./operations.ts";
import { scripted } from "./soap.ts";
import { DmsRefusal } from "./status.ts";
import type { FakeDmsState } from "./world.ts";

/** What is asked of the façade, and under which name the web service has it. */
const routes: readonly (readonly [method: string, path: RegExp, operation: string])[] = [
  ["POST", /^\/searchObjNames\/search$/, "SearchObjNameGI"],
  ["GET", /^\/subjectAreas\/([^/]+)$/, "ReadSubjectAreaGIObjects"],
  ["GET", /^\/subjectAreaFileObjects\/([^/]+)$/, "ReadSubjectAreaFileGIObjects"],
  ["GET", /^\/procedureObjects\/([^/]+)$/, "ReadProcedureGIObjects"],
  ["GET", /^\/files\/([^/]+)$/, "ReadFileGI"],
  ["POST", /^\/files$/, "CreateFileGI"],
  ["GET", /^\/procedures\/([^/]+)$/, "ReadProcedureGI"],
  ["POST", /^\/procedures$/, "CreateProcedureGI"],
  ["POST", /^\/outgoings$/, "CreateOutgoingGI"],
  ["GET", /^\/outgoings\/([^/]+)$/, "ReadOutgoingGI"],
  ["PUT", /^\/outgoings\/([^/]+)$/, "UpdateOutgoingGI"],
  ["GET", /^\/contentObjects\/([^/]+)$/, "ReadContentObjectGI"],
  ["PUT", /^\/cancelObjects\/([^/]+)$/, "CancelObjectGI"],
  ["PUT", /^\/businessDataValue\/([^/]+)$/, "UpdateBusinessDataValueGI"],
];

const withoutContent = new Set(["CancelObjectGI", "UpdateBusinessDataValueGI"]);
const texts = z.record(z.string(), z.string());
const json = (status: number, value: unknown): WireReply => ({
  ...{ status, contentType: "application/json", pieces: [Buffer.from(JSON.stringify(value))] },
});
const empty = (status: number): WireReply => ({ status, contentType: "application/json", pieces: [] });

/** The operation that a request means, by the name of the web service. */
export function restOperation(method: string, path: string): string | undefined {
  return routes.find(([of, pattern]) => of === method && pattern.test(path))?.[2];
}

/** Answers one request of the façade and says which mishap is to happen to the answer. Never rejects. */
export async function answerRest(state: FakeDmsState, incoming: Incoming): Promise<{ reply: WireReply; mishap?: Mishap }> {
  const [, pattern, operation] = routes.find(([of, path]) => of === incoming.method && path.test(incoming.path)) ?? [];
  if (!operation || !pattern) return { reply: json(404, { error: "Not Found" }) };
  const mishap = incoming.take(operation);
  const marked = mishap && { mishap };
  const given = await readGiven(incoming, pattern.exec(incoming.path)?.[1]).catch(() => undefined);
  if (!given) return { reply: json(400, { error: "Bad Request" }), ...marked };
  const done = isDone(mishap) ? carried(state, operation, given) : empty(500);
  const reply = mishap?.happens === "status" ? refusal(scripted(mishap)) : done;
  return { reply: spoilt(mishap?.happens === "fault" ? empty(500) : reply, mishap), ...marked };
}

function carried(state: FakeDmsState, operation: string, given: Given): WireReply {
  try {
    const outcome = carryOut(state, "rest", operation, given);
    if (outcome.hint && state.world.cancelledReads === "refusal") throw new DmsRefusal(6, "Das Objekt ist storniert.");
    return withoutContent.has(operation) ? empty(204) : json(200, shown(outcome));
  } catch (error) {
    return error instanceof DmsRefusal ? refusal(error) : empty(500);
  }
}

/** The façade shortens the names of the web service, and misspells one. */
function shown({ text, giobjecttype, gimetadatatype, file }: Outcome): object {
  const content = file && {
    fileName: file.name,
    fileExtention: file.extension,
    fileContent: Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength).toString("base64"),
  };
  return {
    ...text,
    ...(giobjecttype && { giobjecttype }),
    ...(gimetadatatype && { gimetadatatype }),
    ...(content && { giattachmenttype: content }),
  };
}

function refusal({ status, message }: DmsRefusal): WireReply {
  return json(400, { fehlerQuelle: "DMS", status, text: message });
}

async function readGiven({ headers, contentType, body }: Incoming, address: string | undefined): Promise<Given> {
  const header = (name: string) => String(headers[name] ?? "");
  const acting = {
    userlogin: header("userlogin"),
    joboe: header("joboe"),
    jobposition: header("jobposition"),
    businessapp: header("x-anwendung"),
  };
  const about = address === undefined ? {} : { objaddress: decodeURIComponent(address) };
  if (!contentType.startsWith("multipart/form-data")) {
    const said = body.length === 0 ? {} : texts.parse(JSON.parse(body.toString("utf8")));
    return { text: { ...said, ...acting, ...about }, files: [] };
  }
  const parts = await readForm(contentType, body);
  const params = parts.find(({ name }) => name === "params");
  if (params?.mediaType !== "application/json") throw new TypeError("params is not JSON");
  const files = parts
    .filter(({ name }) => name === "giattachmenttype")
    .map(({ fileName = "", bytes }) => ({ ...namesOf(fileName), bytes }));
  return { text: { ...texts.parse(JSON.parse(params.bytes.toString("utf8"))), ...acting, ...about }, files };
}

function namesOf(fileName: string): { name: string; extension: string } {
  const dot = fileName.lastIndexOf(".");
  return dot > 0 ? { name: fileName.slice(0, dot), extension: fileName.slice(dot + 1) } : { name: fileName, extension: "" };
}
