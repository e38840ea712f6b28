import { accessSync, constants, readFileSync } from "node:fs";
import { z } from "zod";
import { SettingsError } from "../../plugin/ports/adapter.ts";

/** A value, the name of the environment variable that holds it, or the path of the file in whose first line it stands. */
export const secret = z.union([z.string().min(1), z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

/** The value itself, once and for all. Throws a SettingsError when the variable is not set, or the file cannot be read. */
export function resolveSecret(key: string, given: z.infer<typeof secret>): string {
  return secretReader(key, given)();
}

/**
 * Gives the value whenever it is needed. A file is read anew each time, so that a token that is renewed needs no restart; while it cannot be
 * read, what stood in it last is used. Throws a SettingsError that names `key` if there is nothing at the beginning.
 */
export function secretReader(key: string, given: z.infer<typeof secret>): () => string {
  if (typeof given === "string") return () => given;
  if ("env" in given) {
    const value = process.env[given.env];
    if (!value) throw new SettingsError(key, "die genannte Umgebungsvariable setzen");
    return () => value;
  }
  let last = firstLine(given.file);
  if (!last) throw new SettingsError(key, "eine lesbare Datei angeben, in deren erster Zeile der Wert steht");
  return () => {
    last = firstLine(given.file) || last;
    return last;
  };
}

function firstLine(path: string): string {
  try {
    return readFileSync(path, "utf8").split(/\r?\n/)[0]?.trim() ?? "";
  } catch {
    return "";
  }
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
