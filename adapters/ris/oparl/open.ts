import type { RisEvent } from "../../../plugin/ports/ris.ts";
import type { List, Reading } from "./reading.ts";
import { stampValue, withParameters } from "./turn.ts";
import { type Answer, isNotOffered } from "./wire.ts";

/** The first page of a list, or how the list ended before it began. */
export type Opened =
  | { readonly url: string; readonly answer: Answer; readonly parameters: Readonly<Record<string, string>>; readonly limited: boolean }
  | { readonly end: RisEvent };

/**
 * Finds the way of asking that this list accepts: with filter and page size, then without the page size (SD.NET: 400), then without the
 * filter. An empty window that is answered 404 (SD.NET) counts as empty once the list itself has answered.
 */
export async function openList(list: List, reading: Reading): Promise<Opened> {
  const filter: Record<string, string> = list.since ? { modified_since: stampValue(list.since) } : {};
  const { pageSize } = reading.settings;
  const limit: Record<string, string> = pageSize > 0 && reading.habits.limit !== "refused" ? { limit: String(pageSize) } : {};
  const wish = { ...filter, ...limit };
  const first = await attempt(list, wish, reading);
  if (!isRefusal(first.answer)) {
    if ("limit" in wish && first.answer.kind === "value") reading.habits.limit = "accepted";
    return first;
  }
  if ("limit" in wish && (reading.habits.limit === "untried" || !isNotOffered(first.answer.failure))) {
    const plain = await attempt(list, filter, reading);
    if (!isRefusal(plain.answer)) {
      reading.habits.limit = "refused";
      return plain;
    }
  }
  if (list.since) {
    const whole = await attempt(list, reading.habits.limit === "accepted" ? limit : {}, reading);
    if (!isRefusal(whole.answer))
      return isEmptyWindow(first.answer) ? { end: { kind: "complete", list: list.address, type: list.type, cursor: list.since } } : whole;
  }
  return refused(list, first);
}

async function attempt(list: List, parameters: Readonly<Record<string, string>>, reading: Reading) {
  const url = withParameters(reading.addresses.fetchable(list.address), parameters);
  const answer = await reading.ask(url, `list ${list.type}`);
  return { url, answer, parameters, limited: "limit" in parameters };
}

/** A lasting "no": the same question would be answered the same way. */
function isRefusal(answer: Answer): answer is Answer & { kind: "failed" } {
  return answer.kind === "failed" && answer.failure.kind === "permanent" && answer.failure.code.startsWith("status-");
}

function isEmptyWindow(answer: Answer): boolean {
  return answer.kind === "failed" && answer.failure.code === "status-404";
}

/** A linked list that was never there is a finding, not a stop (SD.NET: meeting lists of organizations). */
function refused(list: List, opened: Exclude<Opened, { end: RisEvent }>): Opened {
  if (opened.answer.kind !== "failed") return opened;
  const { address, type, known } = list;
  const { failure } = opened.answer;
  if (known || !isNotOffered(failure)) return { end: { kind: "incomplete", list: address, type, reason: failure.code } };
  return { end: { kind: "quarantined", url: address, type, reason: failure.code } };
}
