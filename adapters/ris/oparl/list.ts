import type { OParlType, RisEvent } from "../../../plugin/ports/ris.ts";
import { nextCursor } from "./cursor.ts";
import { openList } from "./open.ts";
import { type Page, readPage } from "./page.ts";
import type { List, Reading } from "./reading.ts";
import { digNext, pageAfter, withParameters } from "./turn.ts";
import { type Walk, walk } from "./walk.ts";
import type { Answer } from "./wire.ts";

/**
 * Reads a list page by page and reports one batch per page; the last batch says how it ended. A page that cannot be read is put into
 * quarantine and skipped where the next one can be found, but the list then counts as incomplete. Never throws for what a server does.
 */
export async function* readList(list: List, reading: Reading): AsyncGenerator<readonly RisEvent[]> {
  const opened = await openList(list, reading);
  if ("end" in opened) return yield [opened.end];
  const path = walk(list, reading.addresses.canonical);
  for (let { url, answer } = opened; ; answer = await reading.ask(url, `list ${list.type}`)) {
    path.visited.add(url);
    const page = pageOf(answer, list.type);
    if (typeof page === "string" && stops(answer)) return yield [incomplete(list, page)];
    const next = nextAddress(url, page, answer, opened.parameters, reading);
    yield typeof page === "string" ? path.skip(url, page) : path.take(list.complete ? await list.complete(page.data) : page.data, page);
    if (reading.signal?.aborted) return yield [incomplete(list, "aborted")];
    if (next === undefined || path.lost || path.visited.has(next)) {
      if (!opened.limited || typeof page === "string" || !path.truncated(page, reading.settings.pageSize)) {
        return yield [await ending(list, path, next !== undefined, reading)];
      }
      reading.habits.limit = "refused";
      return yield* readList(list, reading);
    }
    url = next;
  }
}

function pageOf(answer: Answer, type: OParlType): Page | string {
  if (answer.kind === "value") return readPage(answer.value, type);
  return answer.kind === "failed" ? answer.failure.code : answer.reason;
}

/** A page that is broken in itself can be stepped over; a server that does not answer, or may not be asked, cannot. */
function stops(answer: Answer): boolean {
  if (answer.kind !== "failed") return false;
  const { kind, code } = answer.failure;
  if (code === "status-500" || code === "too-large" || code === "malformed-response") return false;
  return kind === "transient" || !code.startsWith("status-");
}

function nextAddress(
  url: string,
  page: Page | string,
  answer: Answer,
  parameters: Readonly<Record<string, string>>,
  { addresses }: Reading,
): string | undefined {
  const link = typeof page === "string" ? (answer.kind === "unreadable" ? digNext(answer.text) : undefined) : page.next;
  if (link !== undefined && URL.canParse(link, url)) {
    return withParameters(addresses.fetchable(addresses.canonical(new URL(link, url).href)), parameters);
  }
  return typeof page === "string" || page.more ? withParameters(pageAfter(url), parameters) : undefined;
}

async function ending(list: List, path: Walk, turning: boolean, reading: Reading): Promise<RisEvent> {
  if (path.skipped) return incomplete(list, "page-unreadable");
  // Walked in a circle: complete only if everything that was promised has come by.
  if ((turning || path.lost) && !path.reachedTotal) return incomplete(list, "pages-repeat");
  const cursor = list.always ? undefined : await nextCursor(list, path.stamps, reading);
  return { kind: "complete", list: list.address, type: list.type, ...(cursor && { cursor }) };
}

function incomplete(list: List, reason: string): RisEvent {
  return { kind: "incomplete", list: list.address, type: list.type, reason };
}
