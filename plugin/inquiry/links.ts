import type { Kysely } from "kysely";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { record } from "../store/history.ts";
import type { CaseLinkRow } from "../store/tables/case-side.ts";
import type { CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import { advance } from "./state.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/** An earlier (or later) case or paper that belongs to a case. */
export interface Linked {
  readonly kind: CaseLinkRow["kind"];
  readonly target: string;
  readonly title: string;
  /** Page of ours or of the RIS; null when there is none. */
  readonly address: string | null;
}

type Target = Pick<CaseLinkRow, "kind" | "target">;

/**
 * Links a case with what bears a number: earlier cases whose answer has it, and the paper of the RIS. What is linked already stays as
 * it is. Throws a Refusal `link.nothing` when nothing bears it.
 */
export async function link(context: Context, of: CaseRow, reference: string, by: string): Promise<void> {
  const at = context.clock.now().toISOString();
  const number = reference.trim();
  await context.store.write(async (transaction) => {
    const targets = await bearing(transaction, of, number);
    if (targets.length === 0) throw new Refusal("link.nothing", { values: { reference: number }, status: 422, field: "reference" });
    for (const target of targets) {
      const row = { ...target, case: of.id, town: of.town, by, at };
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto("CaseLink")
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) continue;
      await advance(transaction, of, "annotate", { by, at });
      const detail = { reference: number, target: target.target };
      await record(transaction, { at, town: of.town, subject: "Case", subjectId: of.id, action: "linked", by, detail });
    }
  });
}

/** Takes a link away; one that is gone already is left alone. */
export async function unlink(context: Context, of: CaseRow, { kind, target }: Target, by: string): Promise<void> {
  const at = context.clock.now().toISOString();
  await context.store.write(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom("CaseLink")
      .where("case", "=", of.id)
      .where("kind", "=", kind)
      .where("target", "=", target)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) return;
    await advance(transaction, of, "annotate", { by, at });
    await record(transaction, { at, town: of.town, subject: "Case", subjectId: of.id, action: "unlinked", by, detail: { target } });
  });
}

async function bearing(db: Kysely<Tables>, of: CaseRow, number: string): Promise<Target[]> {
  const cases = await db
    .selectFrom("Case")
    .select("id")
    .where("town", "=", of.town)
    .where("id", "!=", of.id)
    .where((where) => where.or([where("reference", "=", number), where("paperReference", "=", number)]))
    .execute();
  const papers = await db
    .selectFrom("Paper")
    .select("id")
    .where("town", "=", of.town)
    .where("reference", "=", number)
    .where("deleted", "is", null)
    .execute();
  return [
    ...cases.map(({ id }) => ({ kind: "case" as const, target: id })),
    ...papers.map(({ id }) => ({ kind: "paper" as const, target: id })),
  ];
}

/** What a case was linked with. A paper that is no longer public is left out. */
export async function linksOf(db: Kysely<Tables>, of: CaseRow): Promise<Linked[]> {
  const cases = await db
    .selectFrom("CaseLink")
    .innerJoin("Case", "Case.id", "CaseLink.target")
    .select(["CaseLink.kind", "CaseLink.target", "Case.title", "Case.reference"])
    .where("CaseLink.case", "=", of.id)
    .where("CaseLink.kind", "=", "case")
    .execute();
  const papers = await db
    .selectFrom("CaseLink")
    .innerJoin("Paper", (join) => join.onRef("Paper.town", "=", "CaseLink.town").onRef("Paper.id", "=", "CaseLink.target"))
    .select(["CaseLink.kind", "CaseLink.target", "Paper.name as title", "Paper.reference", "Paper.web"])
    .where("CaseLink.case", "=", of.id)
    .where("CaseLink.kind", "=", "paper")
    .where("Paper.deleted", "is", null)
    .execute();
  return [
    ...cases.map((row) => ({ ...row, title: titled(row), address: `/workbench/cases/${row.target}` })),
    ...papers.map(({ web, ...row }) => ({ ...row, title: titled(row), address: web && /^https?:\/\//i.test(web) ? web : null })),
  ];
}

/** Later cases that name this one as earlier. */
export const linkedFrom = (db: Kysely<Tables>, of: CaseRow): Promise<{ id: string; title: string }[]> =>
  db
    .selectFrom("CaseLink")
    .innerJoin("Case", "Case.id", "CaseLink.case")
    .select(["Case.id", "Case.title"])
    .where("CaseLink.kind", "=", "case")
    .where("CaseLink.target", "=", of.id)
    .execute();

const titled = ({ title, reference }: { title: string | null; reference: string | null }): string =>
  reference ? `${title ?? ""} (${reference})` : (title ?? "");
