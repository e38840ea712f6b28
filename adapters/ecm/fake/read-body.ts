import type { IncomingMessage } from "node:http";
import { collector } from "../../shared/http/collect.ts";
import type { Mishap } from "./mishap.ts";

const maxRequest = 300_000_000;

/** Undefined when a mishap cut the request short, or the caller went away. */
export async function readBody(request: IncomingMessage, cutBy: (beginning: string) => Mishap | undefined): Promise<Buffer | undefined> {
  const body = collector(maxRequest);
  let cut: Mishap | undefined;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      if (body.size === 0) cut = cutBy(chunk.toString("latin1", 0, 8_192));
      if (body.size + chunk.length > maxRequest || (cut && body.size + chunk.length > cut.at)) {
        request.socket.resetAndDestroy();
        return undefined;
      }
      body.add(chunk);
    }
  } catch {
    return undefined;
  }
  return body.whole();
}
