import { version } from "../../version.ts";
import { byWhom, detailText } from "../../views/deed.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";

export const live: Operation = (_context, _request, response) => {
  response.json({ ok: true, version });
};

export const ready: Operation = async (context, _request, response) => {
  const parts = Object.entries(await context.parts());
  const ok = parts.every(([, health]) => health.ok);
  response.status(ok ? 200 : 503).json({ ok, version, parts: Object.fromEntries(parts.map(([name, health]) => [name, health.ok])) });
};

export const metrics: Operation = async (context, _request, response) => {
  response.type("text/plain").send(await context.metrics.registry.metrics());
};

/** Who did what when, newest first. */
export const historyPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const deeds = await context.store.read
    .selectFrom("History")
    .selectAll()
    .where("town", "=", town.key)
    .orderBy("sequence", "desc")
    .limit(500)
    .execute();
  page(request, response, "workbench/history", {
    town,
    deeds: deeds.map((deed) => ({ ...deed, by: byWhom(deed.by), detail: detailText(deed.detail) })),
  });
};
