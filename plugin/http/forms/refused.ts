import type { Request, RequestHandler, Router } from "express";
import type { Problem } from "../../../openapi/generated/plugin.ts";
import { type Mistake, mistakesOf } from "./mistakes.ts";

/** A form that was refused: what was typed, and why it was not taken. */
export interface RefusedForm {
  /** The path it was sent to. */
  readonly action: string;
  readonly typed: Typed;
  readonly problem: Problem;
  readonly mistakes: readonly Mistake[];
}

/** Fields of a form by name, in the order in which they were sent. */
export type Typed = ReadonlyMap<string, readonly string[]>;

const refused = new WeakMap<object, RefusedForm>();

/** The refused form that this request shows again; null for every other page. */
export const refusedForm = (request: object): RefusedForm | null => refused.get(request) ?? null;

/** What came with a form, files left out. */
export function typedIn({ body }: Pick<Request, "body">): Typed {
  const fields = typeof body === "object" && body !== null ? Object.entries(body as Record<string, unknown>) : [];
  return new Map(fields.map(([name, value]) => [name, [value].flat().map(String)]));
}

/**
 * Shows the page that a refused form came from once more, as far as this person may see it; `page` fills in what was typed.
 * @returns false if there is no such page: another answer has to be given
 */
export function showAgain(pages: Router, request: Request, failed: { error: unknown; problem: Problem }): RequestHandler | null {
  const from = refused.has(request) ? null : originOf(request);
  if (!from || request.method !== "POST" || failed.problem.status === 401) return null;
  const { error, problem } = failed;
  refused.set(request, { action: request.path, typed: typedIn(request), problem, mistakes: mistakesOf(error, problem) });
  return (_request, response, next) => {
    Object.assign(request, { method: "GET", url: from, originalUrl: from });
    pages(request, response, next);
  };
}

/** The path on this host that the form stood on; browsers say it only to us (Referrer-Policy). */
function originOf(request: Request): string | null {
  const from = URL.parse(request.get("referer") ?? "");
  return from && from.host === request.get("host") ? `${from.pathname}${from.search}` : null;
}
