import { type ExpressionBuilder, type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { CaseKind } from "../inquiry/kinds.ts";
import type { CaseState } from "../inquiry/state/graph.ts";
import type { CaseRow } from "./tables/work.ts";
import type { Tables } from "./tables.ts";

/** States in which somebody still has to do something for an answer. */
export const running: readonly CaseState[] = ["open", "drafted", "signing", "signed", "correcting"];

/** Which cases to list; what is absent does not narrow. Days are `YYYY-MM-DD`. */
export interface CaseFilter {
  readonly states?: readonly CaseState[];
  readonly kind?: CaseKind;
  readonly organization?: string;
  readonly office?: string;
  /** Due on or before that day. */
  readonly dueUntil?: string;
  readonly dueBefore?: string;
  readonly receiving?: string;
  /** Only those with something left to answer: an open question, or a kind that is no question. */
  readonly unanswered?: boolean;
}

export interface ListedCase extends CaseRow {
  /** Inquiries that still need an answer. */
  readonly open: number;
}

type Cases = ExpressionBuilder<Tables, "Case">;

/** As `needsAnswer` of store/cases.ts says for one. */
const openInquiries = (eb: Cases) =>
  eb
    .selectFrom("Inquiry")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .whereRef("Inquiry.case", "=", "Case.id")
    .where("Inquiry.decision", "not in", ["rejected", "withdrawn"])
    .where("Inquiry.answeredInSession", "=", 0)
    .where("Inquiry.answeredLaterInText", "=", 0);

/** A town's cases, the most urgent first, in one query however many they are. */
export async function caseList(
  db: Kysely<Tables>,
  town: string,
  filter: CaseFilter = {},
  part: { readonly limit: number; readonly offset: number } | null = null,
): Promise<ListedCase[]> {
  const all = narrowed(db.selectFrom("Case"), town, filter)
    .selectAll("Case")
    .select((eb) => openInquiries(eb).as("open"))
    .orderBy("Case.due")
    .orderBy("Case.id");
  const rows = await (part ? all.limit(part.limit).offset(part.offset) : all).execute();
  return rows.map((row) => ({ ...row, open: Number(row.open ?? 0) }));
}

export async function countCases(db: Kysely<Tables>, town: string, filter: CaseFilter = {}): Promise<number> {
  const row = await narrowed(db.selectFrom("Case"), town, filter)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The bodies and offices that a town's cases name, for the choices of the filter. */
export async function namesInCases(db: Kysely<Tables>, town: string): Promise<{ organizations: string[]; offices: string[] }> {
  const names = async (column: "organization" | "office") => {
    const rows = await db.selectFrom("Case").select(column).distinct().where("town", "=", town).where(column, "is not", null).execute();
    return rows.map((row) => row[column] ?? "").sort((one, other) => one.localeCompare(other, "de"));
  };
  return { organizations: await names("organization"), offices: await names("office") };
}

function narrowed<O>(
  query: SelectQueryBuilder<Tables, "Case", O>,
  town: string,
  filter: CaseFilter,
): SelectQueryBuilder<Tables, "Case", O> {
  const { states, kind, organization, office, dueUntil, dueBefore, receiving, unanswered } = filter;
  return query
    .where("Case.town", "=", town)
    .$if(states !== undefined, (some) => some.where("Case.state", "in", states ?? []))
    .$if(kind !== undefined, (some) => some.where("Case.kind", "=", kind ?? "report"))
    .$if(organization !== undefined, (some) => some.where("Case.organization", "=", organization ?? ""))
    .$if(office !== undefined, (some) => some.where("Case.office", "=", office ?? ""))
    .$if(dueUntil !== undefined, (some) => some.where("Case.due", "<=", dueUntil ?? ""))
    .$if(dueBefore !== undefined, (some) => some.where("Case.due", "<", dueBefore ?? ""))
    .$if(receiving !== undefined, (some) => some.where("Case.receiving", "=", receiving ?? ""))
    .$if(unanswered === true, (some) =>
      some.where((eb) =>
        eb.or([eb("Case.kind", "not in", ["oral-inquiry", "written-inquiry"]), eb(openInquiries(eb), ">", sql<number>`0`)]),
      ),
    );
}
