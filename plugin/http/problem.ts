import type { ErrorRequestHandler, Request, Response, Router } from "express";
import type { Problem } from "../../openapi/generated/plugin.ts";
import { say } from "../messages.ts";
import { UpstreamError } from "../ports/errors.ts";
import type { Log } from "../ports/log.ts";
import { Refusal } from "../refusal.ts";
import { render } from "../views.ts";
import { longTexts } from "./forms/fill.ts";
import { refusedForm, showAgain, typedIn } from "./forms/refused.ts";

/**
 * Every failure as problem+json (RFC 9457) for programs, as a page with the same German sentence for people. A refused form comes
 * back on the page it was sent from, with what was typed.
 * @param pages answers requests for pages
 */
export function problems(log: Log, pages: Router): ErrorRequestHandler {
  return function answer(error: unknown, request, response, next) {
    if (response.headersSent) return next(error);
    const before = refusedForm(request);
    // Its page cannot be shown either: what was refused is still the answer.
    if (before) return send(request, response, before.problem);
    const problem = problemOf(error);
    if (problem.status >= 500) log.error({ path: request.route?.path, code: problem.type, detail: stackOf(error) }, "request failed");
    if (problem.status === 401 && wantsPage(request) && request.method === "GET") {
      return response.redirect(303, `/sign-in?${new URLSearchParams({ next: request.originalUrl })}`);
    }
    const again = problem.status < 500 && wantsPage(request) ? showAgain(pages, request, { error, problem }) : null;
    if (again) again(request, response, (failed: unknown) => answer(failed ?? error, request, response, next));
    else send(request, response, problem);
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) {
    const link = error.link ? { link: error.link } : {};
    return { type: `urn:kim-im-rat:${error.code}`, title: say(error.code, error.values), status: error.status, ...link };
  }
  if (error instanceof UpstreamError && error.system.startsWith("kim/")) {
    return { type: `urn:kim-im-rat:${error.code}`, title: say(error.code), status: 422 }; // what was delivered, not who was asked
  }
  if (error instanceof UpstreamError)
    return { type: `urn:kim-im-rat:${error.code}`, title: say("upstream", { system: error.system }), status: 502 };
  const { status, errors } = error as { status?: number; errors?: { path: string; message: string }[] };
  if (typeof status !== "number" || status >= 500) return { type: "urn:kim-im-rat:internal", title: say("internal"), status: 500 };
  const code =
    {
      400: "bad-request",
      401: "sign-in-needed",
      403: "role-missing",
      404: "unknown",
      405: "method",
      413: "too-large",
      415: "media-type",
      429: "too-many",
    }[status] ?? "bad-request";
  const detail = errors?.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return { type: `urn:kim-im-rat:${code}`, title: say(code), status, ...(detail ? { detail } : {}) };
}

function send(request: Request, response: Response, problem: Problem): void {
  response.status(problem.status);
  if (wantsPage(request)) response.type("html").send(problemPage(request, problem));
  else {
    if (problem.status === 401 && request.originalUrl.startsWith("/api/")) response.set("WWW-Authenticate", "Bearer");
    response.type("application/problem+json").send(JSON.stringify(problem));
  }
}

function problemPage(request: Request, { title, status, link }: Problem): string {
  const typed = refusedForm(request)?.typed ?? typedIn(request);
  return render("public/problem", { title, status, link: link ?? null, typed: longTexts(typed) });
}

const wantsPage = (request: Request): boolean => request.accepts(["application/problem+json", "application/json", "html"]) === "html";

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
