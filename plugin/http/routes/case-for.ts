import { caseOf } from "../../store/cases.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { assertTown } from "../auth.ts";
import type { AppContext } from "../context.ts";
import type { OperationRequest } from "../operation.ts";

/** The case of that id, if this person works for its town. */
export async function caseFor(context: AppContext, request: OperationRequest, id: string): Promise<CaseRow> {
  const found = await caseOf(context.store.read, id);
  assertTown(request, found.town);
  return found;
}
