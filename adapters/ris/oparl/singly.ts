import type { Reading } from "./reading.ts";
import { typeOf } from "./schema.ts";

/**
 * For servers whose meeting list leaves out the agenda although nothing else offers it (facts: oparl.md §3, Somacos): when a page of
 * several meetings has not one agenda item, each is fetched by its own id. What does not answer stays as it was listed.
 */
export function completeSingly(reading: Reading): (data: readonly unknown[]) => Promise<readonly unknown[]> {
  return async (data) => {
    const live = data.filter((json) => isRecord(json) && !json.deleted);
    if (live.length < several || live.some((json) => isRecord(json) && "agendaItem" in json)) return data;
    const complete: unknown[] = [];
    for (const json of data) complete.push(await fetched(json, reading));
    return complete;
  };
}

/** Fewer meetings without an agenda may simply have none yet. */
const several = 5;

async function fetched(json: unknown, reading: Reading): Promise<unknown> {
  if (!isRecord(json) || typeof json.id !== "string" || json.deleted || reading.signal?.aborted) return json;
  const { addresses, ask } = reading;
  const answer = await ask(addresses.fetchable(addresses.canonical(json.id)), "Meeting");
  if (answer.kind !== "value" || !isRecord(answer.value)) return json;
  return typeOf(answer.value) === "Meeting" && answer.value.id === json.id ? answer.value : json;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
