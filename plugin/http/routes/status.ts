import { areasOf, readStatus } from "../../figures/status-sheet/read.ts";
import { statusView } from "../../figures/status-sheet/view.ts";
import { today } from "../../ports/clock.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";

/** The state of the KIM on a day; printed from the browser it is an A4 sheet. */
export const statusPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { area = town.ags, asOf = today(context.clock) } = request.query as { area?: string; asOf?: string };
  const sheet = statusView(await readStatus(context.store, town, { area, asOf }));
  page(request, response, "workbench/status", { town, areas: areasOf(town), area, asOf, sheet });
};
