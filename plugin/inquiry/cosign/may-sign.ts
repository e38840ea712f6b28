import type { Person } from "../../ports/identity.ts";
import { Refusal } from "../../refusal.ts";
import type { AnswerRow } from "../../store/tables/work.ts";
import { liveTurns, type SigningRound } from "./standing.ts";

type Signer = Pick<Person, "id" | "offices">;

/** Whether the sign-in leaves it open or says that this office is the person's. */
export const isTheirs = ({ offices }: Pick<Person, "offices">, office: string): boolean =>
  offices === undefined || offices.some((one) => one.toLowerCase() === office.toLowerCase());

/**
 * Throws a Refusal (403) when the sign-in tells another office; where it tells none, when the person has signed for another office in this
 * round; and with four eyes, when the person wrote a version of this answer.
 */
export function assertMaySign(
  person: Signer,
  office: string,
  about: { round: SigningRound; answers: readonly AnswerRow[]; fourEyes: boolean },
): void {
  if (!isTheirs(person, office)) throw new Refusal("signing.other-office", { values: { office }, status: 403 });
  if (about.fourEyes && wrote(person.id, about.answers)) throw new Refusal("signing.four-eyes", { status: 403 });
  const before = liveTurns(about.round).find(({ signedBy, basis }) => signedBy === person.id && basis === "stated");
  if (before) throw new Refusal("signing.signed-before", { values: { office: before.office }, status: 403 });
}

/** Whether this person wrote one of the versions since the last one that was released. */
export function wrote(person: string, answers: readonly AnswerRow[]): boolean {
  const released = answers.findIndex(({ decision }) => decision === "approved");
  return (released < 0 ? answers : answers.slice(0, released)).some(({ draftedBy }) => draftedBy === person);
}
