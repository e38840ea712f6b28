import { MultipartError } from "../../shared/multipart/error.ts";
import { readRelated } from "../../shared/multipart.ts";
import { child, parseXml, XmlError } from "../../shared/xml.ts";
import { CmisFault } from "./fault.ts";
import { exceptionOf, isDone, type Mishap } from "./mishap.ts";
import { operations } from "./operations.ts";
import { faultReply, notMtom, type WireReply } from "./reply.ts";
import { refuseWithoutRight } from "./rights.ts";
import { refuseInvalid } from "./schema.ts";
import { refuseStranger } from "./security.ts";
import type { FakeState } from "./world.ts";

export interface Incoming {
  readonly service: string;
  readonly contentType: string;
  readonly onBehalfOf: string;
  readonly body: Buffer;
}

/** OpenCMIS takes ten megabytes of envelope, whatever the attachments weigh. */
const maxEnvelope = 10_000_000;

/** Answers one SOAP request and says which mishap is to happen to the answer. Never rejects. */
export async function answerRequest(state: FakeState, incoming: Incoming): Promise<{ reply: WireReply; mishap?: Mishap }> {
  if (!incoming.contentType.startsWith("multipart/related")) return { reply: notMtom() };
  let mishap: Mishap | undefined;
  try {
    const { root, part } = await readRelated(incoming.contentType, incoming.body, { maxRootBytes: maxEnvelope });
    const envelope = parseXml(root.bytes, { maxBytes: maxEnvelope });
    const user = refuseStranger(envelope, state.world.connection, Date.now());
    const operation = child(envelope, "Body")?.children[0];
    const handler = operation && operations[incoming.service]?.[operation.name];
    if (!handler) throw new CmisFault("notSupported", "This service has no such operation.");
    state.note({ operation: operation.name, user, onBehalfOf: incoming.onBehalfOf });
    mishap = state.world.mishaps.take(operation.name);
    refuseInvalid(operation);
    const { repository } = state.world.connection;
    if (child(operation, "repositoryId") && child(operation, "repositoryId")?.text !== repository) {
      throw new CmisFault("objectNotFound", "Unknown repository.");
    }
    const context = { objects: state.objects(), user, repository, index: state.world.index, rights: state.world.rights, part };
    refuseWithoutRight(state.world.rights, operation.name);
    const reply = isDone(mishap) ? handler(operation, context) : faultReply(new CmisFault("runtime", "Something broke."));
    const exception = exceptionOf(mishap);
    return { reply: exception ? faultReply(exception) : reply, ...(mishap && { mishap }) };
  } catch (error) {
    return { reply: faultReply(asFault(error)), ...(mishap && { mishap }) };
  }
}

function asFault(error: unknown): CmisFault {
  if (error instanceof CmisFault) return error;
  if (error instanceof MultipartError || error instanceof XmlError) return new CmisFault("invalidArgument", error.code, "Client");
  return new CmisFault("runtime", "Something broke.");
}
