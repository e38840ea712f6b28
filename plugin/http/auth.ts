import type { Request, RequestHandler } from "express";
import type { OpenApiRequest } from "express-openapi-validator/dist/framework/types.js";
import type { Config } from "../config.ts";
import type { Person, Role } from "../ports/identity.ts";
import { Refusal } from "../refusal.ts";
import { risOrigins } from "./embedding.ts";
import type { Sessions } from "./session.ts";

const persons = new WeakMap<object, Person>();

/** The signed-in person of this request; null on public operations without a sign-in. */
export const personOf = (request: object): Person | null => persons.get(request) ?? null;

/** The signed-in person; the role check has made sure that there is one. */
export function signedIn(request: object): Person {
  const person = persons.get(request);
  if (!person) throw new Refusal("sign-in-needed", { status: 401 });
  return person;
}

/** Refuses a town this person does not work for, in the words for one that does not exist. */
export function assertTown(request: object, town: string): void {
  if (!signedIn(request).towns.includes(town)) throw new Refusal("unknown", { status: 404 });
}

/** Lets a request pass only if one of its person's roles stands in `x-roles` of the operation; an operation without it is closed to all. */
export function authorise(sessions: Sessions): (request: OpenApiRequest) => Promise<boolean> {
  return async (request) => {
    const operation = request.openapi && "schema" in request.openapi ? request.openapi.schema : undefined;
    const allowed = ((operation as { "x-roles"?: string[] } | undefined)?.["x-roles"] ?? []) as (Role | "public")[];
    const person = await sessions.read(request as unknown as Request);
    if (person) persons.set(request, person);
    if (allowed.includes("public")) return true;
    if (!person) throw new Refusal("sign-in-needed", { status: 401 });
    if (!person.roles.some((role) => allowed.includes(role))) throw new Refusal("role-missing", { status: 403 });
    return true;
  };
}

/**
 * Refuses changes that another site's page makes in a signed-in person's name. Programs without a browser send neither header. Below
 * /panel the pages of our towns' RIS on the same site may ask as well; what they bring along is looked at there.
 */
export const sameOrigin = (config: Pick<Config, "installation" | "towns">): RequestHandler => {
  const base = new URL(config.installation.baseUrl).host;
  const ris = risOrigins(config);
  return (request, _response, next) => {
    const site = request.get("sec-fetch-site");
    const origin = request.get("origin");
    const safe = request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS";
    const own = site ? site === "same-origin" || site === "none" : !origin || [base, request.get("host")].includes(URL.parse(origin)?.host);
    const panel = site === "same-site" && request.path.startsWith("/panel/") && ris.has(origin ?? "");
    next(safe || own || panel ? undefined : new Refusal("cross-site", { status: 403 }));
  };
};
