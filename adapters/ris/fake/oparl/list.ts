import type { Build, OParlObject } from "./object.ts";

/** One page of a list: `{data, pagination, links}` (specification 2-05). `page` is 1-based. */
export interface ListRequest {
  readonly address: string;
  readonly live: readonly OParlObject[];
  readonly dead: readonly OParlObject[];
  readonly page: number;
  readonly query: URLSearchParams;
}

const filters = ["created_since", "created_until", "modified_since", "modified_until"] as const;

/** The name of a filter whose value is no date-time; undefined if all can be read. */
export const unreadableFilter = (query: URLSearchParams): string | undefined =>
  filters.find((name) => query.has(name) && Number.isNaN(Date.parse(query.get(name) ?? "")));

export function listPage(build: Build, { address, live, dead, page, query }: ListRequest): object {
  const { shape } = build;
  const heard = shape.filters ? query : new URLSearchParams();
  const asked = heard.has("modified_since") && shape.version === "1.1" ? [...live, ...dead] : live;
  const found = asked.filter((object) => matches(object, heard));
  const limit = Number(query.get("limit"));
  const size = shape.limit && limit >= 1 ? Math.min(Math.trunc(limit), 100) : shape.pageSize;
  const last = Math.max(1, Math.ceil(found.length / size));
  const link = (number: number) => pageAddress(build, address, number, query);
  return {
    data: found.slice((page - 1) * size, page * size),
    pagination: { elementsPerPage: size, currentPage: page, ...(shape.totals ? { totalElements: found.length, totalPages: last } : {}) },
    links: {
      self: link(page),
      first: link(1),
      ...(page > 1 ? { prev: link(page - 1) } : {}),
      ...(page < last ? { next: link(page + 1) } : {}),
      ...(shape.totals ? { last: link(last) } : {}),
    },
  };
}

/** Filters and limit stay in every link, as the specification demands. */
function pageAddress({ shape }: Build, address: string, page: number, query: URLSearchParams): string {
  const kept = new URLSearchParams(query);
  kept.delete("page");
  if (shape.paging === "query") kept.set("page", String(page));
  const path = shape.paging === "path" ? `${address}/page/${page}` : address;
  return kept.size > 0 ? `${path}?${kept}` : path;
}

function matches(object: OParlObject, query: URLSearchParams): boolean {
  const within = (stamp: unknown, name: string) => {
    const at = Date.parse(String(stamp));
    const from = query.get(`${name}_since`);
    const until = query.get(`${name}_until`);
    return (from === null || at >= Date.parse(from)) && (until === null || at <= Date.parse(until));
  };
  return within(object.created, "created") && within(object.modified, "modified");
}
