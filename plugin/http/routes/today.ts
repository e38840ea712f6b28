import { candidatesOf } from "../../agenda/candidates.ts";
import { today } from "../../ports/clock.ts";
import { agendaItems } from "../../store/agenda-items.ts";
import { cases } from "../../store/cases.ts";
import { deliveries } from "../../store/deliveries.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";

/** The first page of the morning: per town what waits for an answer, which items want a sheet, which deliveries want a person. */
export const todayPage: Operation = async (context, request, response) => {
  const { towns: keys } = signedIn(request);
  const towns = await Promise.all(keys.filter((key) => context.config.towns.has(key)).map((key) => overview(context, key)));
  page(request, response, "workbench/today", { towns, date: today(context.clock) });
};

async function overview(context: AppContext, key: string): Promise<object> {
  const { read } = context.store;
  const day = today(context.clock);
  const items = await agendaItems(read, key, day, "9999-12-31");
  const candidates = await candidatesOf(read, townOf(context, key), items);
  const attached = new Set(
    (
      await read
        .selectFrom("Attachment")
        .select("agendaItem")
        .where("town", "=", key)
        .where("decision", "in", ["proposed", "approved"])
        .execute()
    ).map(({ agendaItem }) => agendaItem),
  );
  const proposed = await read
    .selectFrom("Attachment")
    .select(["id", "agendaItem"])
    .where("town", "=", key)
    .where("decision", "=", "proposed")
    .execute();
  const waiting = (await cases(read, key)).filter(({ open, released }) => open > 0 && !released);
  const unclear = (await deliveries(read, { towns: [key] })).filter(
    ({ state, target }) => state === "uncertain" || state === "failed" || (target === "ris" && state === "queued"),
  );
  return {
    town: townOf(context, key),
    candidates: items.filter(({ id }) => (candidates.get(id)?.length ?? 0) > 0 && !attached.has(id)),
    proposed: proposed.length,
    cases: waiting.map((one) => ({ ...one, late: one.due < day })),
    unclear,
  };
}
