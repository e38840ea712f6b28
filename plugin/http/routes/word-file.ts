import { storedContent } from "../../inquiry/answer-content.ts";
import { answerInWord } from "../../inquiry/answer-document.ts";
import { apply } from "../../inquiry/edit/apply.ts";
import { compare } from "../../inquiry/edit/compare.ts";
import { deskFor } from "../../inquiry/edit/desk.ts";
import { fieldNames, layoutOf } from "../../inquiry/edit/form.ts";
import { type Manuscript, manuscriptOf, placeOf } from "../../inquiry/edit/manuscript.ts";
import { rebase } from "../../inquiry/edit/rebase.ts";
import { findingsOf } from "../../inquiry/edit/view.ts";
import { contentControls } from "../../inquiry/word/controls.ts";
import { assertPlain } from "../../inquiry/word/plain.ts";
import { take, versionIn } from "../../inquiry/word/take.ts";
import { Refusal } from "../../refusal.ts";
import { answer, answersOf } from "../../store/cases.ts";
import type { AnswerRow, CaseRow } from "../../store/tables/work.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { caseFor } from "./case-for.ts";
import { changeView } from "./editing.ts";
import { uploaded } from "./form.ts";

/** What somebody changed in the Word file of an answer. It is shown, and stored only when the page's form is sent. */
export const readWordFile: Operation = async (context, request, response) => {
  const { read } = context.store;
  const asked = await answer(read, request.params.id ?? "");
  const of = await caseFor(context, request, asked.case);
  const file = uploaded(request, "file");
  if (!file || file.bytes.length === 0) throw new Refusal("word.none", { status: 422 });
  assertPlain(file.name, file.bytes);
  const came = contentControls(file.name, file.bytes);
  const [answers, desk] = [await answersOf(read, of.id), await deskFor(context, of)];
  const source = await sourceOf(context, of, answers, versionIn(came).answer);
  const [newest = source] = answers;
  const original = contentControls(file.name, answerInWord(source, of));
  const base = storedContent(source).draft;
  const { manuscript, ...remarks } = take(base, desk.told, came, original);
  const merged =
    source.id === newest.id ? alone(manuscript) : rebase(manuscriptOf(base), manuscript, manuscriptOf(storedContent(newest).draft));
  const applied = apply(merged.manuscript, storedContent(newest), { ...desk, town: of.town, by: signedIn(request).id });
  const changes = compare(storedContent(newest).draft, applied.content.draft);
  page(request, response, "workbench/word", {
    ...{ town: townOf(context, of.town), case: of, answer: newest, source, name: file.name },
    changes: changes.map((change) => ({ ...changeView(change), theirs: merged.theirs.get(change.place) ?? null })),
    ...{ ...remarks, homeless: merged.homeless, tracked: came.tracked, commented: came.commented },
    older: source.id !== newest.id,
    findings: findingsOf(applied.content).map(({ text }) => text),
    unsourced: applied.problems.map(({ text }) => text),
    layout: layoutOf(merged.manuscript),
    fields: fieldsOf(merged.manuscript),
  });
};

const alone = (manuscript: Manuscript) => ({ manuscript, theirs: new Map<string, string>(), homeless: [] });

/** The version of this case from which the file was made. Throws a Refusal that names the other case where the person may know it. */
async function sourceOf(context: AppContext, of: CaseRow, answers: readonly AnswerRow[], id: string): Promise<AnswerRow> {
  const own = answers.find((row) => row.id === id);
  if (own) return own;
  const other = await context.store.read
    .selectFrom("Answer")
    .innerJoin("Case", "Case.id", "Answer.case")
    .select("Case.title")
    .where("Answer.id", "=", id)
    .where("Answer.town", "=", of.town)
    .executeTakeFirst();
  throw new Refusal(other ? "word.other-case" : "word.unknown-case", { values: { title: other?.title ?? "" }, status: 422 });
}

/** A manuscript as hidden fields. */
function fieldsOf(manuscript: Manuscript): { name: string; value: string }[] {
  return manuscript.flatMap(({ id, groups }) =>
    groups.flat().flatMap((line) => {
      const names = fieldNames(placeOf(id, line.id));
      const { source, office, asOf, answers } = line.own ?? {};
      const own = line.own
        ? [
            { name: names.source, value: source ?? "" },
            { name: names.office, value: office ?? "" },
            { name: names.asOf, value: asOf ?? "" },
            { name: names.answers, value: answers ?? "" },
          ]
        : [];
      return [{ name: names.text, value: line.text }, ...own];
    }),
  );
}
