import { randomBytes } from "node:crypto";
import { UpstreamError } from "../../ports/errors.ts";
import { Refusal } from "../../refusal.ts";
import { rememberName } from "../../store/staff.ts";
import { render } from "../../views.ts";
import { personOf } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";
import { sessions } from "../session.ts";

const stateCookie = "kim-sign-in";

const callbackOf = ({ config }: AppContext): string => `${config.installation.baseUrl}/sign-in/callback`;

/** To the identity provider. The state ties its answer to the browser that asked, and carries where to go on. */
export const signInPage: Operation = async (context, request, response) => {
  const { identity } = context;
  const next = typeof request.query.next === "string" ? request.query.next : "/workbench";
  const state = `${randomBytes(18).toString("base64url")}.${Buffer.from(next).toString("base64url")}`;
  response.cookie(stateCookie, state, {
    httpOnly: true,
    secure: callbackOf(context).startsWith("https:"),
    sameSite: "lax",
    path: "/sign-in",
    maxAge: 600_000,
  });
  if (!identity.choices) return response.redirect(303, await identity.begin({ callback: callbackOf(context), state }));
  response.type("html").send(render("workbench/sign-in", { choices: identity.choices, state, person: personOf(request) }));
};

export const signInCallback: Operation = async (context, request, response) => {
  const callback = callbackOf(context);
  const state = new RegExp(`(?:^|; )${stateCookie}=([^;]+)`).exec(request.headers.cookie ?? "")?.[1] ?? "";
  const parameters = new URL(request.originalUrl, callback).searchParams;
  const person = await context.identity.finish({ callback, state, parameters }).catch(refused);
  await context.store.write((transaction) => rememberName(transaction, person));
  await sessions(context.config.installation, context.clock).begin(response, person);
  response.clearCookie(stateCookie, { path: "/sign-in" });
  response.redirect(303, nextOf(state));
};

/** The provider said no: the person's matter, not a failure of the provider. */
function refused(error: unknown): never {
  if (error instanceof UpstreamError && error.code === "sign-in-refused") throw new Refusal("sign-in-refused", { status: 400 });
  throw error;
}

export const signOut: Operation = (context, _request, response) => {
  sessions(context.config.installation, context.clock).end(response);
  response.redirect(303, "/");
};

/** Only a path on this host: `//` and `/\` would lead a browser elsewhere. */
function nextOf(state: string): string {
  const next = Buffer.from(state.split(".")[1] ?? "", "base64url").toString();
  return /^\/(?![/\\])/.test(next) ? next : "/workbench";
}
