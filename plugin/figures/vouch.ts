import type { Kysely } from "kysely";
import { newId } from "../ids.ts";
import { say } from "../messages.ts";
import { type Clock, today } from "../ports/clock.ts";
import type { Person } from "../ports/identity.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { figureVersion } from "../store/figures.ts";
import type { Tables } from "../store/tables.ts";
import { saveVouch, type Vouch, vouchesOf } from "../store/vouches.ts";
import type { Figure } from "./figure.ts";
import { formatDate } from "./format.ts";
import { nameFigure } from "./import/changes.ts";
import { lawReadUntil } from "./vouch/law.ts";
import { type Standing, standings } from "./vouch/standing.ts";

/**
 * The data office's word: this figure may be used although it is old, or although the law at its Stichtag had not been read.
 * Holds for this version only; about its age for as long as its indicator stays fresh, about the law for good.
 * Throws a Refusal: 404 unknown in this town, 409 corrected in the meantime, 422 without a reason.
 */
export async function vouch(
  { store, clock }: { store: Store<Tables>; clock: Clock },
  { town, figure: id, reason, by }: { town: string; figure: string; reason: string; by: Pick<Person, "id" | "name"> },
): Promise<void> {
  if (reason.trim() === "") throw new Refusal("vouch.reason", { status: 422, field: "reason" });
  await store.write(async (transaction) => {
    const found = await figureVersion(transaction, id);
    if (!found || found.figure.town !== town) throw new Refusal("unknown", { status: 404 });
    if (found.replacedBy) throw new Refusal("vouch.corrected");
    const lawUntil = lawReadUntil(found.figure);
    const doubts = ["age", ...(lawUntil === null ? [] : ["law"])] as Vouch["doubts"];
    const word = { reason: reason.trim(), by: by.id, name: by.name, at: clock.now().toISOString() };
    await saveVouch(transaction, { id: newId(), town, figure: id, doubts, lawUntil, ...word });
  });
}

/**
 * The figures as they may be frozen for a day: what was vouched for says so. Throws a Refusal (409) that names the first one
 * that was not, and whom to ask.
 * @param day of the sitting, `YYYY-MM-DD`: an item of 2023 may carry a figure of 2023
 */
export async function usable(db: Kysely<Tables>, town: string, figures: readonly Figure[], day: string): Promise<Figure[]> {
  const found = await standingsOn(db, town, figures, day);
  assertVouched(found);
  return found.map(({ figure, word }) => (word ? { ...figure, note: [figure.note, wordText(word)].filter(Boolean).join(" ") } : figure));
}

/** How each figure stands on a day, together with the others: an older value beside a usable newer one is its history. */
export async function standingsOn(db: Kysely<Tables>, town: string, figures: readonly Figure[], day: string): Promise<Standing[]> {
  // All words of the town: a list of ids could be longer than a database takes.
  return standings(figures, await vouchesOf(db, town), day);
}

/** Throws the Refusal that names what is in the way. */
export function assertVouched(all: readonly Standing[]): void {
  const [first, ...more] = all.filter(({ open }) => open.length > 0);
  if (!first) return;
  const values = { figure: nameFigure(first.figure), why: why(first), office: first.figure.office ?? say("vouch.office") };
  throw more.length > 0
    ? new Refusal("vouch.needed", { values: { ...values, more: more.length } })
    : new Refusal("vouch.needed-one", { values });
}

/** `veraltet`, `Rechtsstand nicht geprüft` or both; empty if nothing is open. */
export const why = ({ open }: Pick<Standing, "open">): string => open.map((doubt) => say(`vouch.doubt.${doubt}`)).join(", ");

/** What must stand beside a value that is used on the office's word. The name of who gave it stays inside; a service is no office. */
export function wordText({ at, lawUntil, by, name }: Vouch): string {
  if (by.startsWith("service:")) return say("vouch.shown-service", { name });
  const day = formatDate(today({ now: () => new Date(at) }));
  return lawUntil === null ? say("vouch.shown-age", { day }) : say("vouch.shown-law", { law: formatDate(lawUntil), day });
}
