import { namesOf } from "../../store/staff.ts";
import { version } from "../../version.ts";
import { byWhom, detailText } from "../../views/deed.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { paging } from "../paging.ts";
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

const perPage = 200;

/** Who did what when, newest first. */
export const historyPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { read } = context.store;
  const mine = read.selectFrom("History").where("town", "=", town.key);
  const { all } = await mine.select(({ fn }) => fn.countAll<number>().as("all")).executeTakeFirstOrThrow();
  const pages = paging(request, Number(all), perPage);
  const deeds = await mine.selectAll().orderBy("sequence", "desc").limit(pages.size).offset(pages.offset).execute();
  const names = await namesOf(
    read,
    deeds.map(({ by }) => by),
  );
  page(request, response, "workbench/history", {
    ...{ town, paging: pages },
    deeds: deeds.map((deed) => ({ ...deed, by: byWhom(deed.by, names), detail: detailText(deed.detail) })),
  });
};
