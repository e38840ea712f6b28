import type { Request, Response } from "express";
import { approve } from "../../agenda/approve.ts";
import { say } from "../../messages.ts";
import type { Person } from "../../ports/identity.ts";
import { Refusal } from "../../refusal.ts";
import { agendaItemKey } from "../../store/agenda-items.ts";
import { attachment } from "../../store/attachments.ts";
import { assertTown, personOf, signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";
import { pageAddress, placeOf } from "../panel/place.ts";
import { type Place, publicSections, staffSections } from "../panel/sections.ts";
import { isApprovalToken } from "../panel/token.ts";
import { townOf } from "../town.ts";

/**
 * The section for the page of the RIS that asks. What everybody sees is the same for everybody. Staff see more, and only where their
 * browser says that the page and we are one site: a cookie that came along from elsewhere counts for nothing.
 */
export const panelSection: Operation = async (context, request, response) => {
  const place = placeOf(request);
  const person = staffOf(context, request, place);
  // Two answers at one address: whoever keeps the public one must ask again, and nobody keeps the other.
  response.vary("Cookie").vary("Sec-Fetch-Site");
  if (person) return send(response, await staffSections(context, place, person), "private, no-store");
  // Asked again each time (with an ETag): what is withdrawn must be gone at once, what is approved be there.
  send(response, await publicSections(context, place), "no-cache");
};

/** Approves a proposed sheet from within the RIS, and answers with the section as it is now. */
export const approveFromPanel: Operation = async (context, request, response) => {
  const found = await attachment(context.store.read, request.params.id ?? "");
  assertTown(request, found.town);
  const person = signedIn(request);
  const place = placeOf(request);
  const { token } = request.body as { token: string };
  const proven = isApprovalToken(context.config.installation, context.clock, { person: person.id, attachment: found.id }, token);
  if (!staffOf(context, request, place) || !proven) throw new Refusal("panel.token", { status: 403 });
  const key = (await agendaItemKey(context.store.read, found.town, found.agendaItem)) ?? "";
  const said = await approve(context, townOf(context, found.town), found, person.id).then(
    () => ({ key, text: say("panel.approved"), done: true }),
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      return { key, text: say(error.code, error.values), done: false };
    },
  );
  send(response, await staffSections(context, place, person, said), "private, no-store", said.done ? 200 : 409);
};

/** The same for a reverse proxy that puts it into the page on the way: what everybody sees. */
export const panelFragment: Operation = async (context, request, response) => {
  const { base = "", level } = request.query as { base?: string; level?: string };
  const address = pageAddress(`https://${request.get("x-forwarded-host")}${request.get("x-original-uri")}`);
  response.vary("X-Forwarded-Host").vary("X-Original-URI");
  send(
    response,
    address ? await publicSections(context, { address, told: {}, level: Number(level ?? 2), members: false }, base) : [],
    "no-cache",
  );
};

/** Who asks, if the page that asks is the RIS in `place` and of one site with us. Old browsers that do not say so get what everybody gets. */
function staffOf({ config }: AppContext, request: Request, { address }: Place): Person | null {
  const site = request.get("sec-fetch-site");
  const origin = request.get("origin");
  const own = origin === undefined ? new URL(config.installation.baseUrl).host : URL.parse(origin)?.host;
  return (site === "same-site" || site === "same-origin") && own === address.host ? personOf(request) : null;
}

function send(response: Response, sections: readonly string[], cache: string, status = 200): void {
  response.set("Cache-Control", cache);
  if (sections.length === 0) return void response.status(204).end();
  response.status(status).type("html").send(sections.join(""));
}
