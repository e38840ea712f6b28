import { sheetTitle } from "../../agenda/publish.ts";
import type { TownConfig } from "../../config.ts";
import { checkFigures } from "../../figures/clearance.ts";
import type { Figure } from "../../figures/figure.ts";
import { enterForeign } from "../../figures/publication/foreign.ts";
import { ledgerCsv } from "../../figures/publication/ledger-table.ts";
import { explain } from "../../figures/publication.ts";
import { contentOf, figuresShown } from "../../inquiry/answer-content.ts";
import { say } from "../../messages.ts";
import { Refusal } from "../../refusal.ts";
import { agendaItemKey } from "../../store/agenda-items.ts";
import { attachment } from "../../store/attachments.ts";
import { answer, caseOf } from "../../store/cases.ts";
import { ledger, publicationCount, publications, refusedPublications } from "../../store/publications.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { paging } from "../paging.ts";
import { townOf } from "../town.ts";
import { uploaded } from "./form.ts";

const perPage = 50;

/** What became public, what was refused and why, and the tables of others that are attacked along. */
export const ledgerPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { read } = context.store;
  const waiting = await refusedPublications(read, town.key);
  const pages = paging(request, await publicationCount(read, town.key), perPage);
  const refused = await Promise.all(waiting.map((one) => explained(context, town, one)));
  page(request, response, "workbench/ledger", {
    town,
    publications: await publications(read, town.key, pages),
    paging: pages,
    refused,
    last: town.threshold - 1,
  });
};

export const addForeignTable: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const file = uploaded(request, "file");
  if (!file) throw new Refusal("import.no-file", { status: 422, field: "file" });
  const { kim: source } = context;
  const report = await enterForeign({ ...context, by: signedIn(request).id }, { town, file, source, title: request.body.title });
  const findings = report.refused.map((finding) => ({ column: null, ...finding, message: say(finding.code, finding.values) }));
  page(request, response, "workbench/foreign", { town, file: file.name, report, findings });
};

export const exportLedger: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  response
    .attachment(`veroeffentlichtes-${town.key}.csv`)
    .type("csv")
    .send(ledgerCsv(await ledger(context.store.read, town.key)));
};

async function explained(context: AppContext, town: TownConfig, one: { subject: "Attachment" | "Answer"; subjectId: string; at: string }) {
  const { title, address, figures } = await (one.subject === "Attachment" ? sheetOf : draftOf)(context, one.subjectId);
  return { at: one.at, title, address, check: explain(await checkFigures(context.store, town, figures)) };
}

interface Shown {
  readonly title: string;
  readonly address: string;
  readonly figures: readonly Figure[];
}

async function sheetOf({ store }: AppContext, id: string): Promise<Shown> {
  const { sheet, town, agendaItem } = await attachment(store.read, id);
  const key = await agendaItemKey(store.read, town, agendaItem);
  return { title: sheetTitle(sheet), address: key ? `/workbench/agenda-items/${key}` : "/workbench", figures: sheet.figures };
}

async function draftOf({ store }: AppContext, id: string): Promise<Shown> {
  const found = await answer(store.read, id);
  const of = await caseOf(store.read, found.case);
  return { title: of.title, address: `/workbench/cases/${of.id}#entwurf`, figures: figuresShown(contentOf(found).draft) };
}
