import { licences } from "../../config/public-pages.ts";
import type { TownConfig } from "../../config.ts";
import { today } from "../../ports/clock.ts";
import { accessibilityPage } from "../../public/accessibility.ts";
import { indicatorPage, publicWanted } from "../../public/indicator-page.ts";
import { kept } from "../../public/kept.ts";
import { methodPage } from "../../public/method.ts";
import { overview } from "../../public/overview.ts";
import { Refusal } from "../../refusal.ts";
import { render } from "../../views.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { townOf } from "../town.ts";

/** What a town has published, by topic, newest first. */
export const publicTown: Operation = async (context, request, response) => {
  const town = publicTownOf(context, request);
  const { topic = "", page = 1 } = request.query as { topic?: string; page?: number };
  const published = await context.published.of(town.key);
  const view = overview(town, published, { topic, page: Number(page) });
  if (!view) throw new Refusal("unknown", { status: 404 });
  const licence = licences[town.public.licence];
  send(
    response,
    kept(published, `overview ${topic} ${page}`, () => render("public/town/overview", { ...view, licence })),
  );
};

/** The published values of one indicator over time. */
export const publicIndicator: Operation = async (context, request, response) => {
  const town = publicTownOf(context, request);
  const published = await context.published.of(town.key);
  const { area, by } = request.query as { area?: string; by?: string };
  const asked = { indicator: request.params.indicator ?? "", ...(area ? { area } : {}), ...(by ? { by } : {}) };
  const wanted = publicWanted(published, asked);
  if (!wanted) throw new Refusal("public.no-indicator", { status: 404 });
  const day = today(context.clock);
  const page = () => render("public/town/indicator", indicatorPage(town, published, { wanted, day }));
  send(response, kept(published, `indicator ${JSON.stringify(wanted)} ${day}`, page));
};

/** How the figures come about, are protected, and what they do not say. */
export const publicMethod: Operation = (context, request, response) => {
  const town = publicTownOf(context, request);
  send(response, render("public/town/method", methodPage(town, today(context.clock))));
};

/** The town's statement on the accessibility of these pages. */
export const publicAccessibility: Operation = (context, request, response) => {
  const town = publicTownOf(context, request);
  send(response, render("public/town/accessibility", accessibilityPage(town, context.config.installation.baseUrl)));
};

/** The town in the path; whoever asks need not work for it. */
export const publicTownOf = (context: Parameters<Operation>[0], request: OperationRequest): TownConfig =>
  townOf(context, request.params.town ?? "");

/** Asked again each time (with an ETag): what is withdrawn must be gone at once. */
const send = (response: Parameters<Operation>[2], page: string): void =>
  void response.set("Cache-Control", "no-cache").type("html").send(page);
