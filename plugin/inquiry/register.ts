import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import type { TownConfig } from "../config.ts";
import { formOf } from "../houses.ts";
import { newId } from "../ids.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { record } from "../store/history.ts";
import type { Tables } from "../store/tables.ts";
import { due, type Sitting } from "./deadline.ts";
import type { CaseDetails } from "./details.ts";
import { extract, pseudonymise } from "./extract.ts";
import { inquiryRow } from "./inquiry-row.ts";
import type { CaseKind } from "./kinds.ts";
import { deadlineFor, houseFor } from "./rules-of-kind.ts";

/** Minutes of one agenda item, as text, and where they come from. */
export interface NewMinutes {
  readonly title: string;
  readonly organization: string;
  /** Day of the sitting, `YYYY-MM-DD`. */
  readonly sitting: string;
  readonly status: "draft" | "approved";
  readonly mediaType: string;
  readonly text: string;
  readonly agendaItem?: string;
  readonly paperReference?: string;
}

/** SQLite binds at most 32,766 values in one statement. */
const rowsAtOnce = 500;

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

type Place = Pick<NewMinutes, "title" | "organization" | "sitting" | "agendaItem" | "paperReference">;

/** A case that does not come out of minutes. */
export interface NewCase extends Place {
  readonly kind: CaseKind;
  readonly details?: Partial<CaseDetails>;
  /** Set by a rule: the same occasion opens one case only. */
  readonly occasion?: string;
  /** Another house than the town's for this kind. */
  readonly house?: string;
}

/**
 * Takes minutes in: keeps the text, finds the inquiries, and opens one case for them with its deadline.
 * The same text twice is refused, so that no question is answered twice. Minutes without an inquiry open no case.
 * @param coming the body's sittings after that one, in order: the first that can still receive an answer does
 */
export async function register(
  context: Context,
  town: TownConfig,
  minutes: NewMinutes,
  coming: readonly Sitting[],
  by: string,
): Promise<{ minutes: string; case: string | null; inquiries: number }> {
  const at = context.clock.now().toISOString();
  const passage = { text: minutes.text, municipality_style: town.name, gremium: minutes.organization, sitzung: minutes.sitting };
  const found = extract(passage).map(pseudonymise);
  const id = newId();
  const opened = await context.store.write(async (transaction) => {
    await keep(transaction, { id, town: town.key, by, at, inquiries: found.length }, minutes);
    if (found.length === 0) return null;
    const of = await openCase(transaction, context, town, { ...minutes, kind: "oral-inquiry" }, coming, by);
    const rows = found.map((inquiry, position) => inquiryRow({ town: town.key, case: of, minutes: id, position }, inquiry));
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      await transaction
        .insertInto("Inquiry")
        .values(rows.slice(from, from + rowsAtOnce))
        .execute();
    }
    return of;
  });
  return { minutes: id, case: opened, inquiries: found.length };
}

/** Opens a case without minutes; its inquiries and fields are entered by hand. Throws a Refusal `house.no-form`. @returns its id */
export function openByHand(context: Context, town: TownConfig, place: NewCase, coming: readonly Sitting[], by: string): Promise<string> {
  formOf(place.house ?? houseFor(town, place.kind), place.kind);
  return context.store.write((transaction) => openCase(transaction, context, town, place, coming, by));
}

async function keep(
  transaction: Transaction<Tables>,
  row: { id: string; town: string; by: string; at: string; inquiries: number },
  minutes: NewMinutes,
): Promise<void> {
  const { id, town, by, at, inquiries } = row;
  const { title, organization, sitting, status, mediaType, text, agendaItem = null } = minutes;
  const sha256 = createHash("sha256").update(text).digest("hex");
  const known = await transaction
    .selectFrom("Minutes")
    .select("id")
    .where("town", "=", town)
    .where("sha256", "=", sha256)
    .executeTakeFirst();
  if (known) throw new Refusal("minutes.twice");
  await transaction
    .insertInto("Minutes")
    .values({ id, town, title, organization, sitting, agendaItem, status, mediaType, sha256, text, addedBy: by, addedAt: at })
    .execute();
  await record(transaction, { at, town, subject: "Minutes", subjectId: id, action: "added", by, detail: { inquiries } });
}

async function openCase(
  transaction: Transaction<Tables>,
  { clock }: Context,
  town: TownConfig,
  place: NewCase,
  coming: readonly Sitting[],
  by: string,
): Promise<string> {
  const id = newId();
  const at = clock.now().toISOString();
  const {
    kind,
    title,
    organization,
    sitting,
    agendaItem = null,
    paperReference = null,
    details = {},
    occasion = null,
    house = houseFor(town, kind),
  } = place;
  // Counted from the sitting, not from today: minutes that come in late make an overdue case, not a new deadline.
  const deadline = due({ rule: deadlineFor(town, kind), asked: sitting, today: sitting, land: town.land, sittings: coming });
  await transaction
    .insertInto("Case")
    .values({
      ...{ id, town: town.key, kind, title, organization, sitting, agendaItem, paperReference, house },
      ...{
        due: deadline.due,
        receiving: deadline.receiving ?? null,
        opened: at,
        details: JSON.stringify(details),
        occasion,
        state: "open",
      },
    })
    .execute();
  const detail = { due: deadline.due, because: deadline.because };
  await record(transaction, { at, town: town.key, subject: "Case", subjectId: id, action: "opened", by, detail });
  return id;
}
