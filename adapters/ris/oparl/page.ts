import { z } from "zod";
import type { OParlType } from "../../../plugin/ports/ris.ts";
import { typeOf } from "./schema.ts";

/** One page of a list, whatever it was wrapped in. */
export interface Page {
  readonly data: readonly unknown[];
  readonly next?: string;
  readonly totalElements?: number;
  /** More pages are promised, whether or not a link leads there. */
  readonly more: boolean;
}

const count = z.coerce.number().int().nonnegative().optional().catch(undefined);
const Envelope = z.looseObject({
  pagination: z.looseObject({ totalElements: count, currentPage: count, totalPages: count }).nullish().catch(null),
  links: z
    .looseObject({ next: z.string().trim().min(1).optional().catch(undefined) })
    .nullish()
    .catch(null),
});

/**
 * Reads a list page: the envelope of the specification (2-05), a bare array, `data: null`, or a single object of the promised type
 * (SD.NET: body list). Otherwise the code why this is no page: `error-object`, `unexpected-type`, `not-a-list`.
 */
export function readPage(value: unknown, type: OParlType): Page | string {
  if (Array.isArray(value)) return { data: value, more: false };
  if (typeof value !== "object" || value === null) return "not-a-list";
  const json = value as Readonly<Record<string, unknown>>;
  if (!("data" in json)) return single(json, type);
  if (json.data !== null && typeof json.data !== "object") return "not-a-list";
  const { pagination, links } = Envelope.parse(json);
  const { totalElements, currentPage, totalPages } = pagination ?? {};
  return {
    data: Array.isArray(json.data) ? json.data : json.data === null ? [] : [json.data],
    ...(links?.next && { next: links.next }),
    ...(totalElements !== undefined && { totalElements }),
    more: currentPage !== undefined && totalPages !== undefined && currentPage < totalPages,
  };
}

function single(json: Readonly<Record<string, unknown>>, type: OParlType): Page | string {
  const found = typeOf(json);
  if (found === type || (!found && typeof json.id === "string")) return { data: [json], more: false };
  return found ? "unexpected-type" : "error-object";
}
