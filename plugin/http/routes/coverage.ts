import { candidatesOf } from "../../agenda/candidates.ts";
import { coverage, seriesCoverage } from "../../figures/coverage.ts";
import { today } from "../../ports/clock.ts";
import { agendaItems } from "../../store/agenda-items.ts";
import { currentFigures } from "../../store/figures.ts";
import { currentStatements } from "../../store/statements.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";

/** As far ahead as is worth preparing for. */
const ahead = { size: 400 };

/** Which facts a town has, how old they are, and what to import next because a coming sitting needs it. */
export const coveragePage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { read } = context.store;
  const day = today(context.clock);
  const items = await agendaItems(read, town.key, day, "9999-12-31", ahead);
  const candidates = await candidatesOf(read, town, items);
  const coming = items.map((item) => ({ item, subjects: (candidates.get(item.id) ?? []).map(({ topic }) => topic) }));
  const facts = { figures: await currentFigures(read, town.key), statements: await currentStatements(read, town.key) };
  const series = seriesCoverage(facts.figures, day);
  page(request, response, "workbench/coverage", { town, ...coverage(facts, coming, day), series, items: items.length });
};
