import { caseKinds } from "../../inquiry/kinds.ts";
import { timesChart } from "../../inquiry/times/chart.ts";
import { kindName, legend, officeName, shown, timesCsv } from "../../inquiry/times/csv.ts";
import { standingsOf, timesOf } from "../../inquiry/times.ts";
import { say } from "../../messages.ts";
import { today } from "../../ports/clock.ts";
import { timedCases } from "../../store/timed-cases.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";

/** How long answers take, per office and never per person. */
export const timesPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const cases = await timedCases(context.store.read, town.key);
  const times = timesOf(cases);
  page(request, response, "workbench/times", {
    town,
    legend: legend(),
    kinds: caseKinds.flatMap((kind) => {
      const rows = times.filter((one) => one.kind === kind);
      const words = {
        title: say("times.title", { kind: kindName({ kind }) }),
        description: say("times.description"),
        median: say("times.median"),
        p90: say("times.p90"),
      };
      if (rows.length === 0) return [];
      return [{ kind, name: kindName({ kind }), chart: timesChart(times, kind, words), rows: rows.map(printed).toSorted(byQuarter) }];
    }),
    standings: standingsOf(cases, today(context.clock)).map((one) => ({
      ...{ office: officeName(one.office), kind: kindName(one), open: shown(one.open), overdue: shown(one.overdue) },
    })),
  });
};

export const timesTable: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const cases = await timedCases(context.store.read, town.key);
  response
    .set("Cache-Control", "no-store")
    .attachment(`${town.key}-bearbeitungszeiten.csv`)
    .type("text/csv")
    .send(timesCsv(timesOf(cases), standingsOf(cases, today(context.clock))));
};

const printed = (one: ReturnType<typeof timesOf>[number]) => ({
  ...{ office: officeName(one.office), quarter: one.quarter },
  ...{ answers: shown(one.count), median: shown(one.median), p90: shown(one.p90) },
});

const byQuarter = (one: { quarter: string }, other: { quarter: string }): number => other.quarter.localeCompare(one.quarter);
