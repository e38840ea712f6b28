import type { Mishap } from "../mishap.ts";
import type { WireReply } from "../reply.ts";

/** One request as a face of the simulated E-Akte gets it. */
export interface Incoming {
  readonly method: string;
  /** Below the face: `/files/COO.1`. */
  readonly path: string;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** The next mishap for an operation, which is thereby used up. */
  take(operation: string): Mishap | undefined;
}

/** `malformed`: an answer that ends in the middle, with a status that says that all is well. */
export function spoilt(reply: WireReply, mishap: Mishap | undefined): WireReply {
  if (mishap?.happens !== "malformed") return reply;
  const whole = Buffer.concat(reply.pieces);
  return { ...reply, status: 200, pieces: [whole.length === 0 ? Buffer.from("{") : whole.subarray(0, Math.floor(whole.length / 2))] };
}
