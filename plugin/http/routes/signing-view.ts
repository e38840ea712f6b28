import { storedContent } from "../../inquiry/answer-content.ts";
import { cosigningOf, proposedRound } from "../../inquiry/cosign/proposal.ts";
import { signatureResults } from "../../inquiry/cosign/results.ts";
import { changesBetween } from "../../inquiry/cosign/same-wording.ts";
import { askedNow, type CoSignature, type SigningRound, standingOf } from "../../inquiry/cosign/standing.ts";
import { say } from "../../messages.ts";
import { today } from "../../ports/clock.ts";
import { signingRounds } from "../../store/signatures.ts";
import type { AnswerRow, CaseRow } from "../../store/tables/work.ts";
import type { AppContext } from "../context.ts";
import { townOf } from "../town.ts";

/** Lines of the form that stay empty, for offices that the house does not propose. */
const emptyLines = 4;

/** The section of the case page: the round that runs, what lapsed and why, the rounds before, and what the house proposes. */
export async function signingSection(context: AppContext, of: CaseRow, answers: readonly AnswerRow[]) {
  const rule = cosigningOf(of);
  const rounds = (await signingRounds(context.store.read, of.id)).map((round) => roundView(round, answers, today(context.clock)));
  const day = today(context.clock);
  const proposed = rule ? proposedRound(rule, day, townOf(context, of.town).land) : [];
  const empty = Array.from({ length: emptyLines }, () => ({ office: "", due: "" }));
  return {
    demanded: rule?.demanded ?? false,
    parallel: rule?.order === "parallel",
    lines: [...proposed, ...empty].map((line, index) => ({ ...line, position: index + 1 })),
    open: rounds.find(({ ended }) => ended === null) ?? null,
    before: rounds.filter(({ ended }) => ended !== null),
    results: resultsShown(),
    newest: answers[0]?.id ?? "",
    day,
  };
}

/** The results as a form offers them. */
export const resultsShown = (): { key: string; label: string }[] =>
  signatureResults.map((key) => ({ key, label: say(`signing.result-${key}`) }));

function roundView(round: SigningRound, answers: readonly AnswerRow[], day: string) {
  const asked = new Set(askedNow(round).map(({ id }) => id));
  const versions = new Map(answers.map((row) => [row.id, row]));
  const standing = standingOf(round);
  return {
    ...round,
    standing,
    standingText: say(`signing.standing-${standing}`),
    orderText: say(`signing.order-${round.order}`),
    turns: round.turns.filter(({ voidedAt }) => voidedAt === null).map((turn) => turnView(turn, asked.has(turn.id), versions, day)),
    lapsed: round.turns.filter(({ voidedAt }) => voidedAt !== null).map((turn) => lapsedView(turn, versions)),
  };
}

function turnView(turn: CoSignature, asked: boolean, versions: ReadonlyMap<string, AnswerRow>, day: string) {
  const { result, answer, basis, due } = turn;
  return {
    ...turn,
    asked,
    late: result === null && due < day,
    resultText: result ? say(`signing.result-${result}`) : null,
    version: versions.get(answer ?? "")?.version ?? null,
    elsewhere: basis === "elsewhere",
    basisText: basis === "told" || basis === "stated" ? say(`signing.basis-${basis}`) : null,
  };
}

/** A signature that is void: which, by what, and what that says otherwise. */
export function lapsedView(turn: CoSignature, versions: ReadonlyMap<string, AnswerRow>) {
  const [signed, newer] = [versions.get(turn.answer ?? ""), versions.get(turn.voidedBy ?? "")];
  const changes = signed && newer ? changesBetween(storedContent(signed).draft, storedContent(newer).draft) : { removed: [], added: [] };
  return {
    ...turn,
    ...changes,
    version: signed?.version ?? null,
    newer: newer?.version ?? null,
    resultText: turn.result ? say(`signing.result-${turn.result}`) : null,
    reordered: changes.removed.length + changes.added.length === 0,
  };
}
