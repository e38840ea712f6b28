import { isDone, type Mishap } from "../mishap.ts";
import type { WireReply } from "../reply.ts";
import { type Incoming, spoilt } from "./incoming.ts";
import type { Outcome } from "./operation.ts";
import { carryOut } from "./operations.ts";
import { envelope, fault } from "./soap-reply.ts";
import { readRequest, SoapError } from "./soap-request.ts";
import { DmsRefusal } from "./status.ts";
import type { FakeDmsState } from "./world.ts";

/** Answers one request of the web service and says which mishap is to happen to the answer. Never rejects. */
export async function answerSoap(state: FakeDmsState, incoming: Incoming): Promise<{ reply: WireReply; mishap?: Mishap }> {
  const asMtom = incoming.contentType.startsWith("multipart/");
  try {
    const { operation, given } = await readRequest(state, incoming);
    const mishap = incoming.take(operation);
    const done = isDone(mishap) ? refusable(() => carryOut(state, "soap", operation, given)) : undefined;
    const outcome = mishap?.happens === "status" ? scripted(mishap) : done;
    if (!outcome) return { reply: fault("Server", "Etwas ging schief."), ...(mishap && { mishap }) };
    const reply =
      mishap?.happens === "fault"
        ? fault("Server", "Etwas ging schief.")
        : envelope(state.world.description, operation, outcome, given, asMtom);
    return { reply: spoilt(reply, mishap), ...(mishap && { mishap }) };
  } catch (error) {
    return { reply: fault("Client", error instanceof SoapError ? error.message : "Die Nachricht ist nicht lesbar.") };
  }
}

/** A status that a script has ordered is an answer like any other. */
export function scripted({ status }: Mishap): DmsRefusal {
  return new DmsRefusal(status, "Es ist so bestellt.");
}

function refusable(carry: () => Outcome): Outcome | DmsRefusal {
  try {
    return carry();
  } catch (error) {
    return error instanceof DmsRefusal ? error : new DmsRefusal(-1, "Unerwarteter Fehler.");
  }
}
