import type { IncomingMessage, ServerResponse } from "node:http";
import { MultipartError } from "../../../shared/multipart/error.ts";
import { CmisFault } from "../fault.ts";
import { exceptionOf, isDone, type Mishap } from "../mishap.ts";
import { readBody } from "../read-body.ts";
import type { WireReply } from "../reply.ts";
import { respond } from "../respond.ts";
import { refuseWithoutRight } from "../rights.ts";
import type { FakeState } from "../world.ts";
import { readForm } from "./form.ts";
import { exceptionReply, strangerReply } from "./json.ts";
import { repositories, selectors } from "./read.ts";
import type { Visit } from "./visit.ts";
import { actionOf } from "./write.ts";

/** What a request asks for: the operation by its name in the specification, and what carries it out. */
interface Call {
  readonly operation: string;
  carryOut(): WireReply;
}

/** The Browser binding of CMIS 1.1 (§5) over the same objects as the Web Services. `below` is the path below the service address. */
export async function browserFace(state: FakeState, below: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = request.method === "POST" ? await readBody(request, state.world.mishaps.takeDuringRequest) : Buffer.alloc(0);
  if (!body) return;
  let mishap: Mishap | undefined;
  const answer = async (): Promise<WireReply> => {
    const user = userOf(state, request.headers.authorization);
    if (user === undefined) return strangerReply();
    const { operation, carryOut } = await callOf(visitOf(state, user, below, request), below, request, body);
    state.note({ operation, user, onBehalfOf: String(request.headers["on-behalf-of"] ?? "") });
    mishap = state.world.mishaps.take(operation);
    refuseWithoutRight(state.world.rights, operation);
    const reply = isDone(mishap) ? carryOut() : undefined;
    const exception = exceptionOf(mishap);
    if (exception || !reply) throw exception ?? new CmisFault("runtime", "Something broke.");
    return reply;
  };
  const reply = await answer().catch((error: unknown) => exceptionReply(asFault(error)));
  await respond(response, reply, mishap);
}

function visitOf(state: FakeState, user: string, below: string, request: IncomingMessage): Visit {
  const { repository, url } = state.world.browser;
  const path = decodeURIComponent(below.replace(/^\/[^/]+\/root/, ""));
  const query = new URL(request.url ?? "/", "http://localhost").searchParams;
  return { objects: state.objects(), index: state.world.index, rights: state.world.rights, user, repository, url, query, path };
}

async function callOf(visit: Visit, below: string, request: IncomingMessage, body: Buffer): Promise<Call> {
  const [, repository = "", place = ""] = below.split("/");
  if (repository === "") return { operation: "getRepositories", carryOut: () => repositories(visit) };
  if (repository !== visit.repository) throw new CmisFault("objectNotFound", "Unknown repository.");
  if (request.method === "POST") {
    const form = await readForm(request.headers["content-type"] ?? "", body);
    const { operation, carryOut } = actionOf(form);
    return { operation, carryOut: () => carryOut(visit, form) };
  }
  const [at, otherwise] = place === "root" ? ["root", "object"] : ["repository", "repositoryInfo"];
  const name = visit.query.get("cmisselector") ?? otherwise;
  const selector = Object.hasOwn(selectors[at] ?? {}, name) ? selectors[at]?.[name] : undefined;
  if (!selector) throw new CmisFault("notSupported", "This repository has no such selector.");
  const isByPath = selector.operation === "getObject" && !visit.query.has("objectId");
  return { operation: isByPath ? "getObjectByPath" : selector.operation, carryOut: () => selector.answer(visit) };
}

/** Basic, or the token of the world; undefined for a stranger. */
function userOf({ world }: FakeState, authorization = ""): string | undefined {
  const { user, password } = world.browser;
  const basic = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return authorization === basic || authorization === `Bearer ${world.token}` ? user : undefined;
}

function asFault(error: unknown): CmisFault {
  if (error instanceof CmisFault) return error;
  if (error instanceof MultipartError || error instanceof URIError) return new CmisFault("invalidArgument", "The request cannot be read.");
  return new CmisFault("runtime", "Something broke.");
}
