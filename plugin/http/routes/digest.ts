import { addDays } from "../../inquiry/deadline/days.ts";
import { detailsOf } from "../../inquiry/details.ts";
import { asksQuestions } from "../../inquiry/kinds.ts";
import { promisesOf } from "../../inquiry/promises.ts";
import { today } from "../../ports/clock.ts";
import { closable, unsigned, withChangedSitting } from "../../store/attention.ts";
import { caseList, type ListedCase, running } from "../../store/case-list.ts";
import type { Operation } from "../operation.ts";
import { page } from "../page.ts";
import { townOf } from "../town.ts";

/** Promises within so many days are announced. */
const promiseDays = 30;

/** What stands out, to be read at the morning's meeting or printed: late, due, waiting for whom, promised, to be closed. */
export const digestPage: Operation = async (context, request, response) => {
  const town = townOf(context, request);
  const { read } = context.store;
  const day = today(context.clock);
  const week = addDays(day, 7);
  const cases = (await caseList(read, town.key, { states: running })).map((one) => ({
    ...{ ...one, asked: asksQuestions(one.kind) },
    // Two units sign for the same paper: without their sign nobody could tell the cases apart.
    unit: detailsOf(one).fields.unit ?? null,
  }));
  const turns = await unsigned(read, town.key);
  const promised = (await promisesOf(read, town.key)).filter(({ until }) => until && until <= addDays(day, promiseDays));
  page(request, response, "workbench/digest", {
    ...{ town, day, week },
    late: cases.filter(({ due }) => due < day),
    soon: cases.filter(({ due }) => due >= day && due <= week),
    internal: cases.filter(({ due, internalDue }) => internalDue !== null && internalDue <= day && due > week),
    waiting: waitingFor(cases),
    turns: turns.map((turn) => ({ ...turn, late: turn.due < day })),
    promised: promised.map((one) => ({ ...one, late: (one.until ?? "") < day })),
    changed: await withChangedSitting(read, town.key, day),
    closable: await closable(read, town.key, day),
  });
};

/** Whose turn it is, by the state of the case; co-signers are named one by one beside it. */
const turnOf = { open: "read", drafted: "finish", signed: "release", correcting: "correct" } as const;

function waitingFor(cases: readonly ListedCase[]): { who: string; count: number }[] {
  return (["open", "drafted", "signed", "correcting"] as const).flatMap((state) => {
    const count = cases.filter((one) => one.state === state).length;
    return count > 0 ? [{ who: `digest.${turnOf[state]}`, count }] : [];
  });
}
