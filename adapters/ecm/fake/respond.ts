import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Mishap } from "./mishap.ts";
import type { WireReply } from "./reply.ts";

const dripMs = 50;

/** Sends a reply, or what a mishap makes of it. */
export async function respond(response: ServerResponse, reply: WireReply, mishap: Mishap | undefined): Promise<void> {
  switch (mishap?.happens) {
    case "silence":
      return;
    case "empty":
      response.writeHead(200).end();
      return;
    case "redirect":
      response.writeHead(302, { location: "/anmelden" }).end();
      return;
    case "login-page":
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(loginPage);
      return;
    case "unavailable":
      response.writeHead(503, { "content-type": "text/plain; charset=utf-8", "retry-after": "30" }).end("nicht verfügbar");
      return;
    case "malformed":
      response.writeHead(200, { "content-type": reply.contentType }).end(broken(reply));
      return;
    case "reset":
      return cutOff(response, reply, mishap.at);
    case "drip":
      return drip(response, reply);
    default:
      response.writeHead(reply.status, { "Content-Type": reply.contentType });
      for (const piece of reply.pieces) if (piece.length > 0 && !response.write(piece)) await drained(response);
      response.end();
  }
}

const loginPage =
  "<!doctype html><html lang=de><title>Anmeldung</title><form method=post><input name=user><input name=password type=password></form>";

/** The header of the root part without its colon, and no closing delimiter; of anything else the first half. */
function broken({ contentType, pieces }: WireReply): Buffer {
  const all = Buffer.concat(pieces);
  if (!contentType.startsWith("multipart/")) return all.subarray(0, all.length / 2);
  const whole = all.toString("latin1");
  return Buffer.from(whole.replace("Content-Id:", "Content-Id").replace(/\r\n--uuid:[^\r]*--$/, ""), "latin1");
}

async function cutOff(response: ServerResponse, reply: WireReply, at: number): Promise<void> {
  if (at > 0) {
    response.writeHead(reply.status, { "Content-Type": reply.contentType });
    await new Promise<void>((done) => response.write(Buffer.concat(reply.pieces).subarray(0, at), () => done()));
  }
  response.socket?.resetAndDestroy();
}

async function drip(response: ServerResponse, reply: WireReply): Promise<void> {
  response.writeHead(reply.status, { "Content-Type": reply.contentType });
  for (const byte of Buffer.concat(reply.pieces)) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await sleep(dripMs, undefined, { ref: false });
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((done) => {
    response.once("drain", done).once("close", done);
  });
}
