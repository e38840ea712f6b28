import type { IncomingMessage } from "node:http";
import { ZodError } from "zod";
import { type Answer, json } from "./answer.ts";
import type { Backstage } from "./backstage.ts";
import { happen, ImpossibleMishap } from "./happen.ts";
import { clear } from "./world.ts";

const limit = 16 * 1024;

/** `POST /_mishaps` lets something go wrong, `DELETE /_mishaps` ends it: for people who try the demo. */
export async function controlAnswer(stage: Backstage, request: IncomingMessage): Promise<Answer> {
  if (request.method === "DELETE") {
    clear(stage);
    return json({ cleared: true });
  }
  // Only JSON, which a page of another origin cannot send without asking first.
  if (!request.headers["content-type"]?.startsWith("application/json")) return json({ message: "Bitte JSON senden." }, 415);
  try {
    return json({ objects: happen(stage, JSON.parse(await bodyOf(request))) }, 201);
  } catch (error) {
    if (error instanceof ZodError)
      return json({ message: error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ") }, 400);
    if (error instanceof SyntaxError) return json({ message: "Kein gültiges JSON." }, 400);
    if (error instanceof ImpossibleMishap) return json({ message: error.message }, 422);
    throw error;
  }
}

/** The body of a small request; a SyntaxError for a large one. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new SyntaxError("too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
