import { textOf, valuesOf, writeProperties } from "../properties.ts";
import { answer } from "../reply.ts";
import { childrenPage } from "../search.ts";
import type { Handler } from "./handler.ts";

export const getChildren: Handler = (operation, { objects }) => {
  const most = textOf(operation, "maxItems");
  const page = { skip: Number(textOf(operation, "skipCount") ?? 0), most: most === undefined ? undefined : Number(most) };
  const { children, more, total } = childrenPage(objects, textOf(operation, "folderId") ?? "", page);
  const written = children.map(
    (object) => `<objects><object>${writeProperties(valuesOf(object, objects), textOf(operation, "filter"))}</object></objects>`,
  );
  const rest = `<hasMoreItems>${more}</hasMoreItems><numItems>${total}</numItems>`;
  return answer("getChildren", `<objects>${written.join("")}${rest}</objects>`);
};
