import type { OperationRequest } from "./operation.ts";

/** One page of a long list, as templates/workbench/pages.hbs shows it. */
export interface Paging {
  readonly offset: number;
  readonly size: number;
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly earlier: string | null;
  readonly later: string | null;
}

/** The page that the request asks for with `page`; beyond the end the last one. Its links keep every other parameter. */
export function paging(request: Pick<OperationRequest, "query" | "path">, total: number, size: number): Paging {
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(pages, Math.max(1, Number(request.query.page ?? 1)));
  const link = (to: number) => {
    const others = Object.entries(request.query).filter(([name]) => name !== "page");
    return `${request.path}?${new URLSearchParams([...(others as [string, string][]), ["page", String(to)]])}`;
  };
  const earlier = page > 1 ? link(page - 1) : null;
  const later = page < pages ? link(page + 1) : null;
  return { offset: (page - 1) * size, size, page, pages, total, earlier, later };
}
