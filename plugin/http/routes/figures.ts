import type { Figure } from "../../figures/figure.ts";
import { formatDate } from "../../figures/format.ts";
import { oldFigureText } from "../../figures/fresh.ts";
import { changesBetween } from "../../figures/import/changes.ts";
import { spoken } from "../../figures/import/report.ts";
import { importFile } from "../../figures/import.ts";
import { mismatches } from "../../figures/parts.ts";
import { topics } from "../../figures/topics.ts";
import { standingsOn, vouch, why } from "../../figures/vouch.ts";
import { say } from "../../messages.ts";
import { today } from "../../ports/clock.ts";
import { Refusal } from "../../refusal.ts";
import { currentFigures, figureVersion, figureVersions } from "../../store/figures.ts";
import { currentStatements } from "../../store/statements.ts";
import { type Vouch, vouchesOf } from "../../store/vouches.ts";
import { dayOf } from "../../views/dates.ts";
import { byWhom } from "../../views/deed.ts";
import { signedIn } from "../auth.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { uploaded } from "./form.ts";
import { statementForm, statementRow } from "./statements.ts";

/** What the data office delivers and vouches for. */
export const figuresPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { read } = context.store;
  const day = today(context.clock);
  const standings = await standingsOn(read, town.key, await currentFigures(read, town.key), day);
  const unequal = unequalTotals(standings.map(({ figure }) => figure));
  const figures = standings.map(({ figure, open, history, word }) => ({
    ...figure,
    barred: open.length > 0 ? why({ open }) : null,
    old: open.includes("age") ? oldFigureText(figure, day) : null,
    history,
    vouched: word ? allowedBy(word) : null,
    sums: unequal.get(figure.id) ?? null,
  }));
  const statements = (await currentStatements(read, town.key)).map((one) => statementRow(one, day));
  const profiles = [...(context.config.profiles.get(town.key) ?? [])].map(([id, { name }]) => ({ id, name }));
  const form = statementForm(null, signedIn(request).name, day);
  page(request, response, "workbench/figures", { town, figures, statements, profiles, topics, form });
};

const allowedBy = ({ by, name, at }: Vouch): string =>
  by.startsWith("service:") ? say("figures.vouched-service", { name }) : say("figures.vouched", { day: formatDate(dayOf(at)) });

/** By the id of the total: whether rounding explains that its parts do not add up to it. */
const unequalTotals = (figures: readonly Figure[]): ReadonlyMap<string, string> =>
  new Map(mismatches(figures).map(({ total, rounded }) => [total.id, rounded ? "figures.sums-rounded" : "figures.sums"]));

/** One figure: where it comes from, its versions, and on whose word it is used. */
export const figurePage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { read } = context.store;
  const id = request.params.fact ?? "";
  const found = await figureVersion(read, id);
  if (!found || found.figure.town !== town.key) throw new Refusal("unknown", { status: 404 });
  const versions = await figureVersions(read, id.split(".")[0] ?? "");
  const newest = versions.at(-1) ?? found;
  const [standing] = await standingsOn(read, town.key, [newest.figure], today(context.clock));
  const words = await vouchesOf(
    read,
    town.key,
    versions.map(({ figure }) => figure.id),
  );
  const alike = await currentFigures(read, town.key, [newest.figure.indicator]);
  page(request, response, "workbench/figure", {
    town,
    figure: { office: null, system: null, extracted: null, ruleVersion: null, sourceUrl: null, note: null, ...newest.figure },
    barred: standing && standing.open.length > 0 ? why(standing) : null,
    vouched: standing?.word ? allowedBy(standing.word) : null,
    sums: unequalTotals(alike).get(newest.figure.id) ?? null,
    words: words.map((word) => ({ ...word, number: numberOf(word.figure) })),
    versions: changesBetween(versions).map((one) => ({ ...one, number: numberOf(one.figure.id), by: byWhom(one.importedBy) })),
  });
};

const numberOf = (id: string): string => id.split(".")[1] ?? "";

/** The data office gives its word for a figure. */
export const vouchFigure: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const figure = request.params.fact ?? "";
  await vouch(context, { town: town.key, figure, reason: request.body.reason, by: signedIn(request) });
  response.redirect(303, `/workbench/towns/${town.key}/figures/${figure}`);
};

export const importTable: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const file = uploaded(request, "file");
  if (!file) throw new Refusal("import.no-file", { status: 422, field: "file" });
  const dryRun = request.body.dryRun === "yes";
  const name = request.body.profile || undefined;
  const stored = context.config.profiles.get(town.key);
  const profile = name === undefined ? undefined : stored?.get(name);
  if (name !== undefined && !profile)
    throw new Refusal("import.profile-unknown", { values: { name, known: [...(stored?.keys() ?? [])].join(", ") || "–" }, status: 422 });
  const { kim: source, store, clock } = context;
  const result = spoken(
    await importFile({ town, file, source, store, clock, by: signedIn(request).id, dryRun, ...(profile ? { profile } : {}) }),
  );
  const findings = result.refused.map((finding) => ({ column: null, ...finding }));
  page(request, response, "workbench/import", { town, file: file.name, dryRun, result, findings });
};
