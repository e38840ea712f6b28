import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import type { EcmDocument } from "../../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { system } from "./failure.ts";
import { isInside, sidecarEnding } from "./place.ts";

/** What stands beside a document, for the program or person who takes it over. */
export const Sidecar = z.object({
  reference: z.string(),
  title: z.string(),
  /** Name of the file it describes. */
  file: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  onBehalfOf: z.string(),
  filed: z.string(),
  version: z.int().default(1),
  /** Name of the file whose next version this is. */
  replaces: z.string().optional(),
  /** Since when it is withdrawn. */
  withdrawn: z.string().optional(),
  metadata: z.record(z.string(), z.string()),
});
export type Sidecar = z.infer<typeof Sidecar>;

const largest = 1_000_000;

export function sidecarFor(
  document: EcmDocument,
  file: string,
  filing: Pick<Sidecar, "onBehalfOf" | "filed"> & Partial<Pick<Sidecar, "version" | "replaces">>,
): Sidecar {
  const { reference, title, mediaType, sha256, metadata } = document;
  const { version = 1, ...rest } = filing;
  return { reference, title, file, mediaType, bytes: document.bytes.byteLength, sha256, ...rest, version, metadata: { ...metadata } };
}

/** The sidecar at a path; undefined if there is none or it is not one of ours. */
export async function readSidecar(path: string): Promise<Sidecar | undefined> {
  const text = await readSmall(path);
  if (text === undefined) return undefined;
  try {
    const parsed = Sidecar.safeParse(JSON.parse(text));
    return parsed.success && `${parsed.data.file}${sidecarEnding}` === basename(path) ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** The sidecar with that reference in a folder, if its document is there too. */
export async function findSidecar(folder: string, reference: string): Promise<Sidecar | undefined> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(sidecarEnding)) continue;
    const sidecar = await readSidecar(join(folder, name));
    if (sidecar?.reference === reference && (await isThere(folder, sidecar))) return sidecar;
  }
  return undefined;
}

/**
 * Whether the document of a sidecar stands beside it. An empty file where there should be content is none: on shares without hard links
 * that is a name that was reserved just before the power failed.
 */
export async function isThere(folder: string, sidecar: Sidecar): Promise<boolean> {
  const found = await lstat(join(folder, sidecar.file)).catch(unlessAbsent);
  return found !== undefined && !(found.isFile() && found.size === 0 && sidecar.bytes > 0);
}

/** The sidecar of the document at that path. Throws `ecm-not-found` if there is no document of ours. */
export async function describedAt(root: string, path: string, operation: string): Promise<Sidecar> {
  const described = (await isInside(root, dirname(path))) ? await readSidecar(path + sidecarEnding) : undefined;
  if (described && (await isThere(dirname(path), described))) return described;
  throw new UpstreamError({ system, operation, kind: "permanent", code: "ecm-not-found" });
}

async function readSmall(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch(unlessAbsent);
  if (!found?.isFile() || found.size > largest) return undefined;
  return readFile(path, "utf8");
}

function unlessAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT") return undefined;
  throw error;
}
