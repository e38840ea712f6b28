import type { IncomingMessage, ServerResponse } from "node:http";
import type { Mishaps } from "../mishap.ts";
import { readBody } from "../read-body.ts";
import { respond } from "../respond.ts";
import type { Incoming } from "./incoming.ts";
import { isTechnicalUser } from "./login.ts";
import { sendPaper, sendRecords } from "./page.ts";
import { answerRest, restOperation } from "./rest.ts";
import { answerSoap } from "./soap.ts";
import type { FakeDmsState } from "./world.ts";

/** `/fabasoft` page · `/fabasoft/papers/COO…` one file · `/fabasoft/soap` web service, `?wsdl` · `/fabasoft/api/…` façade. */
export async function routeDms(state: FakeDmsState, mishaps: Mishaps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  const [, , face = "", ...rest] = pathname.split("/");
  if (request.method === "GET" && face === "") return sendRecords(response, state.world);
  if (request.method === "GET" && face === "papers") return sendPaper(response, state.world, rest[0] ?? "");
  if (face !== "soap" && face !== "api") return nothing(response, 404);
  if (!isTechnicalUser(request.headers.authorization, state.world.connection)) return nothing(response, 401);
  if (request.method === "GET" && face === "soap") return search === "?wsdl" ? sendWsdl(response, state) : nothing(response, 405);
  const path = `/${rest.join("/")}`;
  const named = face === "soap" ? soapOperation(request.headers.soapaction) : restOperation(request.method ?? "", path);
  // Which request a mishap is to cut short is known from its head already.
  const body = await readBody(request, () => mishaps.takeDuringRequest(`:${named} `));
  if (!body) return;
  const incoming: Incoming = {
    ...{ method: request.method ?? "", path, body, headers: request.headers, contentType: request.headers["content-type"] ?? "" },
    take: (operation) => mishaps.take(operation),
  };
  const { reply, mishap } = await (face === "soap" ? answerSoap(state, incoming) : answerRest(state, incoming));
  // What `spoilt` has done to the answer is sent as it is.
  await respond(response, reply, mishap?.happens === "malformed" ? undefined : mishap);
}

function soapOperation(action: string | string[] | undefined): string {
  return /LHMBAI_15_1700_(\w+)"?$/.exec(String(action ?? ""))?.[1] ?? "";
}

function sendWsdl(response: ServerResponse, { world }: FakeDmsState): void {
  const text = world.description.text.replace(/(<soap:address\b[^>]*\blocation=")[^"]*/g, `$1${world.connection.url}`);
  response.writeHead(200, { "content-type": "text/xml; charset=utf-8" }).end(text);
}

function nothing(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "text/plain" }).end();
}
