import { accessSync, constants, readFileSync } from "node:fs";
import { z } from "zod";
import { SettingsError } from "../../plugin/ports/adapter.ts";

/** A value, or the name of the environment variable that holds it. */
export const secret = z.union([z.string().min(1), z.strictObject({ env: z.string().min(1) })]);

/** The value itself. Throws a SettingsError when the variable is not set. */
export function resolveSecret(key: string, given: z.infer<typeof secret>): string {
  const value = typeof given === "string" ? given : process.env[given.env];
  if (!value) throw new SettingsError(key, "die genannte Umgebungsvariable setzen");
  return value;
}

/** Files in PEM form: own authorities, client certificate and its key. */
export const pemFiles = z.strictObject({ ca: z.string(), cert: z.string(), key: z.string() }).partial();

/** The contents of the files, by the same names. Throws a SettingsError `tls` when one cannot be read. */
export function readPems(files: z.infer<typeof pemFiles>): { readonly ca?: string; readonly cert?: string; readonly key?: string } {
  return Object.fromEntries(
    Object.entries(files).map(([name, path]) => {
      refuseUnreadable("tls", path ?? "", "Pfade lesbarer PEM-Dateien angeben: ca, cert, key");
      return [name, readFileSync(path ?? "", "utf8")];
    }),
  );
}

export function refuseUnreadable(key: string, path: string, mend: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new SettingsError(key, mend);
  }
}
