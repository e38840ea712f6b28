import type { Response } from "express";
import { roles } from "../ports/identity.ts";
import { render } from "../views.ts";
import { signedIn } from "./auth.ts";
import { fillIn } from "./forms/fill.ts";
import { refusedForm } from "./forms/refused.ts";
import { helpOf } from "./help.ts";

/**
 * Answers with a page of the workbench: never cached, and with the person, so that the head can show who is signed in. Where a form
 * on it was refused, with what had been typed and the status of the refusal.
 */
export function page(request: object, response: Response, view: string, data: object): void {
  const person = signedIn(request);
  const may = Object.fromEntries(roles.map((role) => [role, person.roles.includes(role)]));
  const html = render(view, { ...data, person, may, help: helpOf(view) });
  const refused = refusedForm(request);
  response
    .status(refused?.problem.status ?? 200)
    .set("Cache-Control", "no-store")
    .type("html")
    .send(refused ? fillIn(html, refused) : html);
}
