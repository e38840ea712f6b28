import { isAbsolute } from "node:path";
import { z } from "zod";
import { SettingsError } from "../../../plugin/ports/adapter.ts";

/** What `adapters.ecm.folder` takes. */
export const FolderSettings = z.strictObject({
  /** Absolute path of an existing folder, also on a share. Below it one folder per case is made. */
  path: z.string().refine(isAbsolute),
});
export type FolderSettings = z.infer<typeof FolderSettings>;

/** Throws a SettingsError that names the first key that cannot be used, and the mend. */
export function parseSettings(settings: unknown): FolderSettings {
  const parsed = FolderSettings.safeParse(settings);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = issue?.code === "unrecognized_keys" ? (issue.keys[0] ?? "") : "path";
  const mend =
    key === "path"
      ? "vollständigen Pfad eines vorhandenen Ordners angeben, etwa /srv/kim/ablage"
      : "diesen Schlüssel gibt es hier nicht; bitte streichen";
  throw new SettingsError(key, mend);
}
