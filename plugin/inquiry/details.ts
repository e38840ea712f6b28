import { type Clock, today } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { caseOf } from "../store/cases.ts";
import { record } from "../store/history.ts";
import type { CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import type { Commitment } from "./draft.ts";
import type { Supplied } from "./office/supplied.ts";
import { advance } from "./state.ts";

/** What a case holds beside its questions. */
export interface CaseDetails {
  /** Fields of the form, by name. */
  readonly fields: Readonly<Record<string, string>>;
  /** Day on which they were filled in last. */
  readonly fieldsAsOf?: string;
  /** T-codes on which a report tells all that is known. */
  readonly topics: readonly string[];
  readonly commitments: readonly Commitment[];
  /** What offices supplied and a person took into the answer. */
  readonly supplied: readonly Supplied[];
}

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

const empty: CaseDetails = { fields: {}, topics: [], commitments: [], supplied: [] };

export const detailsOf = ({ details }: Pick<CaseRow, "details">): CaseDetails => ({
  ...empty,
  ...(JSON.parse(details) as Partial<CaseDetails>),
});

/** Fills in fields of the form and the topics. What is not among them stays as it was. */
export async function fillIn(
  context: Context,
  of: CaseRow,
  given: { fields: Readonly<Record<string, string>>; topics?: readonly string[] },
  by: string,
): Promise<void> {
  const before = detailsOf(of);
  const fields = { ...before.fields, ...given.fields };
  const changed = Object.keys(given.fields).filter((name) => (before.fields[name] ?? "") !== given.fields[name]);
  await change(
    context,
    of,
    { ...before, fields, topics: given.topics ?? before.topics, fieldsAsOf: today(context.clock) },
    "filled-in",
    by,
    { changed },
  );
}

/** Adds a promise that the answer will make. */
export async function promise(context: Context, of: CaseRow, commitment: Commitment, by: string): Promise<void> {
  const before = detailsOf(of);
  await change(context, of, { ...before, commitments: [...before.commitments, commitment] }, "promise-added", by, { ...commitment });
}

/** Takes a promise out of the answer again, by its position. */
export async function takeBack(context: Context, of: CaseRow, position: number, by: string): Promise<void> {
  const before = detailsOf(of);
  const commitments = before.commitments.filter((_, index) => index !== position);
  await change(context, of, { ...before, commitments }, "promise-removed", by, { ...before.commitments[position] });
}

async function change(
  context: Context,
  of: CaseRow,
  details: CaseDetails,
  action: string,
  by: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    await advance(transaction, of, "edit", { by, at });
    // What an office supplied may have been taken over since the page was read.
    const { supplied } = detailsOf(await caseOf(transaction, of.id));
    await transaction
      .updateTable("Case")
      .set({ details: JSON.stringify({ ...details, supplied }) })
      .where("id", "=", of.id)
      .execute();
    await record(transaction, { at, town: of.town, subject: "Case", subjectId: of.id, action, by, detail });
  });
}
