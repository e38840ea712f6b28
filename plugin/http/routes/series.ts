import { csvOf } from "../../figures/series/csv.ts";
import { figuresOf, seriesView, type Wanted, wantedOf } from "../../figures/series/view.ts";
import type { Form } from "../../figures/table/drawing.ts";
import { today } from "../../ports/clock.ts";
import { Refusal } from "../../refusal.ts";
import { currentFigures } from "../../store/figures.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";

type Query = Partial<Wanted> & { form?: Form };

const forms: readonly Form[] = ["auto", "time", "stack"];

/** One indicator over time, for the town's own people; what of it may be public is decided sheet by sheet. */
export const seriesPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const asked = request.query as Query;
  const figures = await currentFigures(context.store.read, town.key);
  const wanted = wantedOf(figures, asked);
  if (!wanted && figures.length > 0) throw new Refusal("unknown", { status: 404 });
  const form = asked.form ?? "auto";
  const view = wanted && seriesView(figures, { town, wanted, form, day: today(context.clock) });
  const table = wanted && `/workbench/towns/${town.key}/series.csv?${new URLSearchParams({ ...wanted })}`;
  page(request, response, "workbench/series", { town, view, table, forms: forms.map((value) => ({ value, chosen: value === form })) });
};

export const seriesTable: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const figures = await currentFigures(context.store.read, town.key);
  const wanted = wantedOf(figures, request.query as Query);
  if (!wanted) throw new Refusal("unknown", { status: 404 });
  response
    .set("Cache-Control", "no-store")
    .attachment(`${town.key}-${wanted.indicator}.csv`)
    .type("text/csv")
    .send(csvOf(figuresOf(figures, wanted)));
};
