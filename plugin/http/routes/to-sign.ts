import { sourceLine } from "../../inquiry/answer/shown.ts";
import { renderText } from "../../inquiry/answer.ts";
import { contentOf } from "../../inquiry/answer-content.ts";
import { isTheirs, wrote } from "../../inquiry/cosign/may-sign.ts";
import { askedNow, type CoSignature, liveTurns } from "../../inquiry/cosign/standing.ts";
import { say } from "../../messages.ts";
import { today } from "../../ports/clock.ts";
import type { Person } from "../../ports/identity.ts";
import { answersOf, caseOf, inquiriesOf, needsAnswer } from "../../store/cases.ts";
import { openRounds, signingRounds } from "../../store/signatures.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { signedIn } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";
import { turnFor } from "./signatures.ts";
import { lapsedView, resultsShown } from "./signing-view.ts";

/** What lies before a co-signer, the most urgent first. */
export const toSignPage: Operation = async (context, request, response) => {
  const person = signedIn(request);
  const keys = person.towns.filter((key) => context.config.towns.has(key));
  const found = await Promise.all(keys.map((key) => toSign(context, key, person)));
  const turns = found.flat().toSorted((one, other) => one.due.localeCompare(other.due));
  page(request, response, "workbench/to-sign", { town: null, turns, offices: person.offices ?? null });
};

/** The turns that this person is asked for in a town: now, for an office of theirs, and not for an answer that they wrote. */
export async function toSign(context: AppContext, key: string, person: Pick<Person, "id" | "offices">) {
  const { read } = context.store;
  const town = townOf(context, key);
  const day = today(context.clock);
  const all = await Promise.all(
    (await openRounds(read, key)).map(async (round) => {
      const turns = askedNow(round).filter(({ office }) => isTheirs(person, office));
      if (turns.length === 0) return [];
      const of = await caseOf(read, round.case);
      const own = town.fourEyes && wrote(person.id, await answersOf(read, of.id));
      if (of.state !== "signing" || own) return [];
      return turns.map(({ id, office, due }) => ({ id, office, due, late: due < day, title: of.title, kind: of.kind, town: town.name }));
    }),
  );
  return all.flat();
}

/** The answer beside the question, with its sources, what others remarked, and what has changed since this office signed before. */
export const toSignOne: Operation = async (context, request, response) => {
  const { turn, of } = await turnFor(context, request);
  const { read } = context.store;
  const answers = await answersOf(read, of.id);
  const round = (await signingRounds(read, of.id)).find(({ id }) => id === turn.round);
  const shown = answers.find(({ id }) => id === (turn.answer ?? answers[0]?.id));
  if (!round || !shown) return response.redirect(303, `/workbench/cases/${of.id}#mitzeichnung`);
  const asked = of.state === "signing" && askedNow(round).some(({ id }) => id === turn.id);
  const { draft } = contentOf(shown);
  const versions = new Map(answers.map((row) => [row.id, row]));
  const lapsed = round.turns.filter(({ voidedAt, position }) => voidedAt !== null && position === turn.position);
  page(request, response, "workbench/to-sign-one", {
    ...{ town: townOf(context, of.town), case: of, turn, asked, version: shown.version, answer: shown.id },
    visible: asked || turn.result !== null || signedIn(request).roles.includes("committee-secretary"),
    resultText: turn.result ? say(`signing.result-${turn.result}`) : null,
    questions: await questionsOf(context, of),
    text: renderText(draft, { final: false }).trimEnd().split("\n\n").slice(1),
    sources: draft.sources.map(sourceLine),
    remarks: remarksBefore(liveTurns(round), turn.id),
    lapsed: lapsed.map((one) => lapsedView(one, versions)),
    results: resultsShown(),
  });
};

async function questionsOf(context: AppContext, of: CaseRow) {
  const asked = (await inquiriesOf(context.store.read, of.id)).filter(needsAnswer);
  return asked.map(({ question, askers }) => ({
    question,
    askers: askers.map(({ role, salutation, asker }) => [role, salutation, asker].filter(Boolean).join(" ")).join(", "),
  }));
}

const remarksBefore = (turns: readonly CoSignature[], own: string) =>
  turns
    .filter(({ id, result }) => id !== own && result !== null)
    .map(({ office, result, remark, signedAt, signedOn }) => ({
      ...{ office, remark, day: signedOn ?? signedAt ?? "" },
      resultText: say(`signing.result-${result ?? "agrees"}`),
    }));
