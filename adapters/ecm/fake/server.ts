import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { browserFace } from "./browser/face.ts";
import { answerRequest } from "./exchange.ts";
import { routeDms } from "./fabasoft/server.ts";
import { Mishap } from "./mishap.ts";
import { operations } from "./operations.ts";
import { sendDocument, sendPage } from "./page.ts";
import { readBody } from "./read-body.ts";
import { respond } from "./respond.ts";
import { interfaceFolder } from "./schema.ts";
import type { FakeState } from "./world.ts";

const maxScript = 10_000;

/** `/fabasoft` the E-Akte · `/` page · `/documents/ID` · `/services11/NAME` SOAP, `?wsdl` · `/browser` JSON · `/_mishaps` script for what is to go wrong. */
export async function route(state: FakeState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  const [, first = "", second = ""] = pathname.split("/");
  if (first === "fabasoft") return routeDms(state.dms, state.world.mishaps, request, response);
  if (first === "services11" && request.method === "POST" && Object.hasOwn(operations, second))
    return soap(state, second, request, response);
  if (first === "services11" && request.method === "GET") return sendInterface(state, second, search, response);
  if (first === "browser" && ["GET", "POST"].includes(request.method ?? ""))
    return browserFace(state, pathname.slice("/browser".length), request, response);
  if (first === "_mishaps") return script(state, request, response);
  if (request.method !== "GET") return nothing(response, 405);
  if (pathname === "/") return sendPage(response, state.world);
  const document = state.objects().documents.get(second);
  if (first === "documents" && document) return sendDocument(response, document);
  return nothing(response, 404);
}

async function soap(state: FakeState, service: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, state.world.mishaps.takeDuringRequest);
  if (!body) return;
  const contentType = request.headers["content-type"] ?? "";
  const onBehalfOf = String(request.headers["on-behalf-of"] ?? "");
  const { reply, mishap } = await answerRequest(state, { service, contentType, onBehalfOf, body });
  await respond(response, reply, mishap);
}

const schemas = ["CMIS-Core.xsd", "CMIS-Messaging.xsd"];

/** The WSDL with our own addresses in it, and what it imports. */
function sendInterface(state: FakeState, name: string, search: string, response: ServerResponse): void {
  const isWsdl = search === "?wsdl" && Object.hasOwn(operations, name);
  const file = isWsdl ? "CMISWS-Service.wsdl" : schemas.find((each) => each === name);
  if (!file) {
    nothing(response, 404);
    return;
  }
  const text = readFileSync(new URL(file, interfaceFolder), "utf8");
  const addressed = text.replace(/location="http:\/\/cmis\/services\/(\w+)\.\w+"/g, `location="${state.world.connection.url}/$1"`);
  response.writeHead(200, { "content-type": "text/xml; charset=utf-8" }).end(addressed);
}

/** POST one mishap or a list, GET what is still to happen, DELETE it. JSON only, so that no page of another origin can post it. */
async function script(state: FakeState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { mishaps } = state.world;
  if (request.method === "DELETE") mishaps.clear();
  if (request.method === "POST") {
    if (request.headers["content-type"]?.split(";")[0] !== "application/json") return nothing(response, 415);
    const given = await readJson(request);
    const parsed = Mishap.or(Mishap.array()).safeParse(given);
    if (!parsed.success) return nothing(response, 400);
    for (const mishap of [parsed.data].flat()) mishaps.add(mishap);
  }
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(mishaps.pending));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString("utf8");
    if (text.length > maxScript) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nothing(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "text/plain" }).end();
}
