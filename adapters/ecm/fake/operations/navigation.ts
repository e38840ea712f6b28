import { CmisFault } from "../fault.ts";
import { textOf, valuesOf, writeProperties } from "../properties.ts";
import { answer } from "../reply.ts";
import type { Handler } from "./handler.ts";

/** Gives at most this many at a time, whatever is asked for, as some servers do. */
const mostItems = 60;

export const getChildren: Handler = (operation, { objects }) => {
  const folderId = textOf(operation, "folderId") ?? "";
  if (!objects.folders.has(folderId)) throw new CmisFault("objectNotFound", `Folder ${folderId} does not exist.`);
  const all = objects.childrenOf(folderId);
  const skip = Number(textOf(operation, "skipCount") ?? 0);
  const end = skip + Math.min(mostItems, Number(textOf(operation, "maxItems") ?? mostItems));
  const children = all
    .slice(skip, end)
    .map((object) => `<objects><object>${writeProperties(valuesOf(object, objects), textOf(operation, "filter"))}</object></objects>`);
  const rest = `<hasMoreItems>${end < all.length}</hasMoreItems><numItems>${all.length}</numItems>`;
  return answer("getChildren", `<objects>${children.join("")}${rest}</objects>`);
};
