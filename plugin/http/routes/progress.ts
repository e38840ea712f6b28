import { countCouncil } from "../../store/council/progress.ts";
import { lastRead } from "../../store/overview.ts";
import { namesOf } from "../../store/staff.ts";
import { byWhom } from "../../views/deed.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";

const shown = { quarantine: 50, imports: 20 };

/** Where the long work stands: the reading of the RIS, and what was imported when. */
export const progressPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { read } = context.store;
  const { stored, deleted } = await countCouncil(read, town.key);
  const quarantine = await read.selectFrom("Quarantine").selectAll().where("town", "=", town.key).orderBy("seen", "desc").execute();
  const imports = await read
    .selectFrom("Figure")
    .select(({ fn }) => ["imported", "importedBy", fn.countAll<number>().as("rows")])
    .where("town", "=", town.key)
    .groupBy(["imported", "importedBy"])
    .orderBy("imported", "desc")
    .limit(shown.imports)
    .execute();
  const names = await namesOf(
    read,
    imports.map(({ importedBy }) => importedBy),
  );
  page(request, response, "workbench/progress", {
    town,
    run: context.syncs.of(town.key),
    last: await lastRead(read, town.key),
    types: Object.entries(stored).map(([type, count]) => ({ type, count, gone: deleted[type as keyof typeof deleted] })),
    quarantined: quarantine.length,
    quarantine: quarantine.slice(0, shown.quarantine),
    imports: imports.map(({ imported, importedBy, rows }) => ({ at: imported, by: byWhom(importedBy, names), rows })),
  });
};
