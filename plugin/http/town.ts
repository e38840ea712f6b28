import type { TownConfig } from "../config.ts";
import { Refusal } from "../refusal.ts";
import { assertTown } from "./auth.ts";
import type { AppContext } from "./context.ts";
import type { OperationRequest } from "./operation.ts";

/**
 * The configuration of a town, by key or by the path of a request; of a request only if its person works for that town.
 * A Refusal with status 404 otherwise.
 */
export function townOf(context: AppContext, from: string | OperationRequest): TownConfig {
  const key = typeof from === "string" ? from : (from.params.town ?? "");
  const town = context.config.towns.get(key);
  if (!town) throw new Refusal("unknown", { status: 404 });
  if (typeof from !== "string") assertTown(from, key);
  return town;
}
