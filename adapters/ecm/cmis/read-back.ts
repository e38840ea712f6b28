import type { Filed } from "../../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { type Repository, system } from "./repository.ts";

/** The bytes as the repository holds them. No id names no object, though some servers take it for the root folder. */
export async function readBack(repository: Repository, { objectId }: Filed): Promise<Uint8Array> {
  const operation = "getContentStream";
  if (objectId === "") throw new UpstreamError({ system, operation, kind: "permanent", code: "ecm-not-found" });
  return repository.getContentStream(objectId);
}
