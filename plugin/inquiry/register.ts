import type { Transaction } from "kysely";
import type { TownConfig } from "../config.ts";
import { formOf } from "../houses.ts";
import { newId } from "../ids.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { record } from "../store/history.ts";
import type { Tables } from "../store/tables.ts";
import { deadlineOf } from "./case-deadline.ts";
import type { Sitting } from "./deadline.ts";
import type { CaseDetails } from "./details.ts";
import type { CaseKind } from "./kinds.ts";
import { houseFor } from "./rules-of-kind.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/** Where and when something was asked, and under what. */
interface Place {
  readonly title: string;
  readonly organization: string;
  /** Day of the sitting, `YYYY-MM-DD`. */
  readonly sitting: string;
  readonly agendaItem?: string;
  readonly paperReference?: string;
  /** False for what was asked in the non-public part. */
  readonly isPublic?: boolean;
}

/** A case that does not come out of minutes. */
export interface NewCase extends Place {
  readonly kind: CaseKind;
  readonly details?: Partial<CaseDetails>;
  /** Set by a rule: the same occasion opens one case only. */
  readonly occasion?: string;
  /** Another house than the town's for this kind. */
  readonly house?: string;
}

/** Opens a case without minutes; its inquiries and fields are entered by hand. Throws a Refusal `house.no-form`. @returns its id */
export function openByHand(context: Context, town: TownConfig, place: NewCase, coming: readonly Sitting[], by: string): Promise<string> {
  formOf(place.house ?? houseFor(town, place.kind), place.kind);
  return context.store.write((transaction) => openCase(transaction, context, town, place, coming, by));
}

/** Opens a case in the transaction of the deed that brings it. @returns its id */
export async function openCase(
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
    isPublic = true,
  } = place;
  const deadline = await deadlineOf(transaction, town, { kind, organization, sitting }, coming);
  await transaction
    .insertInto("Case")
    .values({
      ...{ id, town: town.key, kind, title, organization, sitting, agendaItem, paperReference, house, public: isPublic ? 1 : 0 },
      ...{ ...deadline.columns, opened: at, details: JSON.stringify(details), occasion, state: "open" },
    })
    .execute();
  const detail = { due: deadline.columns.due, because: deadline.because };
  await record(transaction, { at, town: town.key, subject: "Case", subjectId: id, action: "opened", by, detail });
  return id;
}
