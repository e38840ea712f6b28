import { storedContent } from "../../inquiry/answer-content.ts";
import { addVersion } from "../../inquiry/answer-version.ts";
import { printAsker } from "../../inquiry/asker.ts";
import { type Act, act, insert } from "../../inquiry/edit/act.ts";
import { type Change, compare } from "../../inquiry/edit/compare.ts";
import { type Desk, deskFor } from "../../inquiry/edit/desk.ts";
import { layoutOf, manuscriptFrom } from "../../inquiry/edit/form.ts";
import { type Manuscript, manuscriptOf } from "../../inquiry/edit/manuscript.ts";
import { rebase } from "../../inquiry/edit/rebase.ts";
import { editsOf, redraft } from "../../inquiry/edit/redraft.ts";
import { save } from "../../inquiry/edit/save.ts";
import { editView } from "../../inquiry/edit/view.ts";
import { compose } from "../../inquiry/release.ts";
import { mayNow } from "../../inquiry/state.ts";
import { say } from "../../messages.ts";
import { today } from "../../ports/clock.ts";
import { Refusal } from "../../refusal.ts";
import { answer, answersOf, needsAnswer } from "../../store/cases.ts";
import type { AnswerRow, CaseRow } from "../../store/tables/work.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { caseFor } from "./case-for.ts";
import { listOf } from "./form.ts";

/** An answer that is asked for, its case, and the newest version of it. */
interface AtDesk {
  readonly of: CaseRow;
  readonly found: AnswerRow;
  readonly newest: AnswerRow;
  readonly desk: Desk;
}

async function atDesk(context: AppContext, request: OperationRequest): Promise<AtDesk> {
  const { read } = context.store;
  const found = await answer(read, request.params.id ?? "");
  const of = await caseFor(context, request, found.case);
  const [newest = found] = await answersOf(read, of.id);
  return { of, found, newest, desk: await deskFor(context, of) };
}

export const editPage: Operation = async (context, request, response) => {
  const at = await atDesk(context, request);
  if (at.found.id !== at.newest.id) return response.redirect(303, `/workbench/answers/${at.newest.id}/edit`);
  const { read } = context.store;
  if (!(await mayNow(read, at.of, today(context.clock))).includes("edit"))
    throw new Refusal("edit.not-now", { values: { state: say(`case-state.${at.of.state}`) } });
  shown(context, request, response, at, { manuscript: manuscriptOf(storedContent(at.newest).draft) });
};

export const editAnswer: Operation = async (context, request, response) => {
  const at = await atDesk(context, request);
  const form = request.body as Record<string, string>;
  const manuscript = manuscriptFrom(form);
  const [what = "", passage = "", line = ""] = (form.action ?? "").split(" ");
  if (at.found.id === at.newest.id) {
    if (what !== "save")
      return shown(context, request, response, at, { manuscript: pressed(manuscript, what, passage, line, form, at.desk) });
    const written = { manuscript, origin: form.origin === "word" ? "word" : "page" } as const;
    const saved = await save(context, { of: at.of, answer: at.found, desk: at.desk }, written, signedIn(request).id).catch(overtaken);
    if (saved && "id" in saved) return response.redirect(303, `/workbench/answers/${saved.id}/edit`);
    if (saved) return shown(context, request, response, at, { manuscript });
  }
  const again = await atDesk(context, request);
  const [base, newest] = [again.found, again.newest].map((row) => manuscriptOf(storedContent(row).draft));
  shown(context, request, response, again, { overtaken: true, ...rebase(base ?? [], manuscript, newest ?? []) });
};

/** Somebody else was faster: no failure, but a page with both texts. */
function overtaken(error: unknown): null {
  if (error instanceof Refusal && error.code === "answer.overtaken") return null;
  throw error;
}

function pressed(
  manuscript: Manuscript,
  what: string,
  passage: string,
  line: string,
  form: Record<string, string>,
  desk: Desk,
): Manuscript {
  if (what === "check") return manuscript;
  if (what !== "insert") return act(manuscript, what as Act, passage, line);
  const offers = [...desk.figures, ...desk.statements, ...desk.precedents];
  const chosen = offers.find(({ key }) => key === form["insert.what"]);
  return chosen ? insert(manuscript, form["insert.after"] ?? "", form["insert.as"] !== "sentence", chosen.lines) : manuscript;
}

interface Shown {
  readonly manuscript: Manuscript;
  readonly overtaken?: boolean;
  readonly theirs?: ReadonlyMap<string, string>;
  readonly homeless?: readonly string[];
}

function shown(context: AppContext, request: OperationRequest, response: Parameters<Operation>[2], at: AtDesk, given: Shown): void {
  const { of, newest, desk } = at;
  const by = signedIn(request).id;
  const view = editView(given.manuscript, storedContent(newest), desk, { town: of.town, by }, given.theirs);
  page(request, response, "workbench/edit", {
    town: townOf(context, of.town),
    case: of,
    answer: newest,
    questions: desk.inquiries.map((one) => ({ ...one, open: needsAnswer(one), printed: one.askers.map(printAsker).join(", ") })),
    ...view,
    layout: layoutOf(given.manuscript),
    offers: [
      { label: say("edit.offer.figures"), all: desk.figures },
      { label: say("edit.offer.statements"), all: desk.statements },
      { label: say("edit.offer.precedents"), all: desk.precedents },
    ].filter(({ all }) => all.length > 0),
    overtaken: given.overtaken ?? false,
    homeless: given.homeless ?? [],
  });
}

/** Which sentences differ from an earlier version, by default from the one before. */
export const answerChanges: Operation = async (context, request, response) => {
  const { read } = context.store;
  const found = await answer(read, request.params.id ?? "");
  const of = await caseFor(context, request, found.case);
  const earlier = (await answersOf(read, of.id)).filter(({ version }) => version < found.version);
  const wanted = Number(request.query.with ?? earlier[0]?.version ?? 0);
  const other = earlier.find(({ version }) => version === wanted) ?? null;
  if (!other && earlier.length > 0) throw new Refusal("unknown", { status: 404 });
  const changes = other ? compare(storedContent(other).draft, storedContent(found).draft) : [];
  page(request, response, "workbench/changes", {
    ...{ town: townOf(context, of.town), case: of, answer: found, other },
    earlier: earlier.map((row) => ({ ...row, chosen: row.version === wanted })),
    changes: changes.map(changeView),
  });
};

export const changeView = ({ kind, ...change }: Change) => ({ ...change, kind, label: say(`edit.change.${kind}`) });

export const redraftPage: Operation = async (context, request, response) => {
  const { of, newest } = await atDesk(context, request);
  const town = townOf(context, of.town);
  const fresh = await compose(context, town, of);
  const edits = editsOf(storedContent(newest), fresh.draft).map((edit) => ({ ...edit, label: say(`edit.kind.${edit.kind}`) }));
  page(request, response, "workbench/redraft", { town, case: of, answer: newest, edits });
};

/** Drafts anew with the edits that were chosen; what is left out stays in the version before. */
export const redraftAnswer: Operation = async (context, request, response) => {
  const found = await answer(context.store.read, request.params.id ?? "");
  const of = await caseFor(context, request, found.case);
  const fresh = await compose(context, townOf(context, of.town), of);
  const keep = new Set(listOf(request.body?.keep));
  const content = redraft(storedContent(found), fresh, keep);
  const detail = { gaps: content.draft.gaps.length, kept: [...keep] };
  const made = { of, content, action: "drafted", detail, follows: found.version, by: signedIn(request).id } as const;
  await context.store.write((transaction) => addVersion(transaction, { ...made, at: context.clock.now().toISOString() }));
  response.redirect(303, `/workbench/cases/${of.id}#entwurf`);
};
