import { importFile } from "../../figures/import.ts";
import { say } from "../../messages.ts";
import { Refusal } from "../../refusal.ts";
import { currentFigures } from "../../store/figures.ts";
import { currentStatements } from "../../store/statements.ts";
import { signedIn } from "../auth.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { uploaded } from "./form.ts";

/** What the data office delivers and vouches for. */
export const figuresPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { read } = context.store;
  const [figures, statements] = [await currentFigures(read, town.key), await currentStatements(read, town.key)];
  page(request, response, "workbench/figures", { town, figures, statements });
};

export const importTable: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const file = uploaded(request, "file");
  if (!file) throw new Refusal("import.no-file", { status: 422 });
  const dryRun = request.body.dryRun === "yes";
  const { kim: source, store, clock } = context;
  const result = await importFile({ town, file, source, store, clock, by: signedIn(request).id, dryRun });
  const findings = result.refused.map((finding) => ({ column: null, ...finding, message: say(finding.code, finding.values) }));
  page(request, response, "workbench/import", { town, file: file.name, dryRun, result, findings });
};
