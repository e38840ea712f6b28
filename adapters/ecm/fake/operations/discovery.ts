import { textOf, valuesOf, writeProperties } from "../properties.ts";
import { answer } from "../reply.ts";
import { search } from "../search.ts";
import type { Handler } from "./handler.ts";

export const query: Handler = (operation, { objects, index }) => {
  const most = Number(textOf(operation, "maxItems") ?? Number.POSITIVE_INFINITY);
  const { hits, columns } = search(objects, index, textOf(operation, "statement") ?? "", most);
  const rows = hits.map((document) => `<objects>${writeProperties(valuesOf(document, objects), columns)}</objects>`);
  return answer("query", `<objects>${rows.join("")}<hasMoreItems>false</hasMoreItems><numItems>${hits.length}</numItems></objects>`);
};
