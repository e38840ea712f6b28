import { canonical } from "../../figures/import/canonical.ts";
import { requiredOf } from "../../figures/import/header.ts";
import { spoken } from "../../figures/import/report.ts";
import { importFile } from "../../figures/import.ts";
import { Refusal } from "../../refusal.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { serviceOf } from "../service.ts";
import { townOf } from "../town.ts";

/** The software of the data office delivers what it would otherwise write into a table; the answer is that of the command line. */
export const pushFigures: Operation = (context, request, response) => push(context, request, response, "figures");

export const pushStatements: Operation = (context, request, response) => push(context, request, response, "statements");

async function push(
  context: AppContext,
  request: OperationRequest,
  response: Parameters<Operation>[2],
  form: "figures" | "statements",
): Promise<void> {
  const by = serviceOf(request, request.params.town ?? "");
  const town = townOf(context, request.params.town ?? "");
  const { rows, dryRun = false } = request.body as { rows: readonly unknown[]; dryRun?: boolean };
  const bytes = Buffer.from(JSON.stringify(completed(rows, form)));
  const { kim: source, store, clock } = context;
  const file = { name: "push.json", bytes };
  const report = await importFile({ town, file, source, store, clock, by, dryRun, form });
  response.set("Cache-Control", "no-store").json(spoken(report));
}

/** With the columns that nobody named: in a list of objects what is empty is left out. */
function completed(rows: readonly unknown[], form: "figures" | "statements"): readonly unknown[] {
  const named = new Set(rows.flatMap((row) => (isObject(row) ? Object.keys(row).map(canonical) : [])));
  if (named.size === 0) throw new Refusal("import.json", { status: 422 });
  const missing = requiredOf(form).filter((column) => !named.has(canonical(column)));
  const empty = Object.fromEntries(missing.map((column) => [column, ""]));
  return rows.map((row) => (isObject(row) ? { ...row, ...empty } : row));
}

const isObject = (row: unknown): row is Record<string, unknown> => typeof row === "object" && row !== null && !Array.isArray(row);
