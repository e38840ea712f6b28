import type { Response } from "express";
import { roles } from "../ports/identity.ts";
import { render } from "../views.ts";
import { signedIn } from "./auth.ts";

/** Answers with a page of the workbench: never cached, and with the person, so that the head can show who is signed in. */
export function page(request: object, response: Response, view: string, data: object): void {
  const person = signedIn(request);
  const may = Object.fromEntries(roles.map((role) => [role, person.roles.includes(role)]));
  response
    .set("Cache-Control", "no-store")
    .type("html")
    .send(render(view, { ...data, person, may }));
}
