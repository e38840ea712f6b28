import { resolve } from "../../agenda/resolve.ts";
import { publicAttachment } from "../../store/attachments.ts";
import { render } from "../../views.ts";
import { signedIn } from "../auth.ts";
import type { Operation } from "../operation.ts";
import { pageAddress, placeOf } from "../panel/place.ts";
import { publicAddress, towns } from "../panel/sections.ts";

/**
 * From a page of the RIS to the sheet of its item, for readers without JavaScript: a plain link that the operator puts on every page.
 * The page is the one the browser comes from.
 */
export const publicHere: Operation = async (context, request, response) => {
  const address = pageAddress(request.get("referer") ?? "");
  const shown = address ? await resolve(context.store.read, towns(context), address) : [];
  const found = await Promise.all(shown.map(async ({ key }) => ((await publicAttachment(context.store.read, key)) ? [key] : [])));
  const [key, another] = found.flat();
  response.set("Cache-Control", "no-store").vary("Referer");
  if (key !== undefined && another === undefined) return response.redirect(303, publicAddress(context, key));
  response.status(404).type("html").send(render("public/none", {}));
};

/** From a page of the RIS to its item in the workbench; from the page of a whole meeting, and from one nobody knows, to the start. */
export const workbenchHere: Operation = async (context, request, response) => {
  const { address } = placeOf(request);
  const own = towns(context).filter(({ town }) => signedIn(request).towns.includes(town.key));
  const [shown, another] = await resolve(context.store.read, own, address);
  const key = another ? undefined : shown?.key;
  response.redirect(303, key ? `/workbench/agenda-items/${key}` : "/workbench");
};
