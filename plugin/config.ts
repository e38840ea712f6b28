import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { Installation, Town } from "./config/schema.ts";
import { ConfigError } from "./config-error.ts";
import type { Profile } from "./figures/import/profile.ts";
import { readProfile } from "./figures/import/read-profile.ts";
import { say } from "./messages.ts";
import { Refusal } from "./refusal.ts";

export interface Config {
  readonly installation: Installation;
  /** By key, which is the name of the town's file without `.json`. */
  readonly towns: ReadonlyMap<string, TownConfig>;
  /** How the deliveries of a town are read: town → name of the file in `profiles/TOWN/` without `.json` → profile. */
  readonly profiles: ReadonlyMap<string, ReadonlyMap<string, Profile>>;
  /** The files as they stand on disk, by name: what says where a setting comes from. */
  readonly written: ReadonlyMap<string, unknown>;
}

export type TownConfig = Town & { readonly key: string };

z.config(z.locales.de());

/**
 * Reads a configuration: a folder with `installation.json` and one JSON file per town, or the path of that `installation.json`.
 * `{ "env": "NAME" }` in place of a value is taken from the environment, so that no secret stands in a file.
 */
export function readConfig(path: string, env: Readonly<Record<string, string | undefined>>): Config {
  const folder = folderOf(path);
  const installation = readInstallation(join(folder, "installation.json"), env);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json") && name !== "installation.json");
  if (files.length === 0) throw new ConfigError(say("config.no-town", { folder }));
  const towns = files.sort().map((name) => ({ ...readTown(join(folder, name), env), key: basename(name, ".json") }));
  const profiles = new Map(towns.map(({ key }) => [key, readProfiles(join(folder, "profiles", key))]));
  const written = new Map(["installation.json", ...files].map((name) => [name, readJson(join(folder, name))]));
  return { installation, towns: new Map(towns.map((town) => [town.key, town])), profiles, written };
}

function readTown(file: string, env: Readonly<Record<string, string | undefined>>): Town {
  const { dataService } = Object(readJson(file)) as { dataService?: { token?: unknown } };
  if (typeof dataService?.token === "string") throw new ConfigError(say("config.token", { file }));
  return parse(Town, file, env);
}

/** The import profiles in a folder; none if there is no such folder. */
function readProfiles(folder: string): ReadonlyMap<string, Profile> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  try {
    return new Map(files.sort().map((name) => [basename(name, ".json"), readProfile(join(folder, name))]));
  } catch (error) {
    throw error instanceof Refusal ? new ConfigError(say(error.code, error.values)) : error;
  }
}

/** Does this identity adapter let everybody choose who to be? Only the demo may. */
export const provesNobody = (adapter: string): boolean => adapter === "fake";

function readInstallation(file: string, env: Readonly<Record<string, string | undefined>>): Installation {
  const { sessionSecret: written } = Object(readJson(file)) as { sessionSecret?: unknown };
  if (typeof written === "string") throw new ConfigError(say("config.secret", { file }));
  const installation = parse(Installation, file, env);
  const { identity, demo } = installation;
  if (provesNobody(identity.adapter) && !demo) throw new ConfigError(say("config.identity", { file, name: identity.adapter }));
  return installation;
}

function folderOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? path : dirname(path);
  } catch {
    throw new ConfigError(say("config.missing", { path }));
  }
}

function parse<T>(schema: z.ZodType<T>, file: string, env: Readonly<Record<string, string | undefined>>): T {
  const parsed = schema.safeParse(fromEnvironment(readJson(file), file, env));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigError(say("config.key", { file, key: issue?.path.join(".") || "–", mend: issue?.message ?? "" }));
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new ConfigError(say("config.missing", { path: file }));
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError(say("config.no-json", { file, detail: (error as Error).message }));
  }
}

function fromEnvironment(value: unknown, file: string, env: Readonly<Record<string, string | undefined>>): unknown {
  if (Array.isArray(value)) return value.map((member) => fromEnvironment(member, file, env));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "env" && typeof entries[0][1] === "string") {
    const found = env[entries[0][1]];
    if (!found) throw new ConfigError(say("config.environment", { file, name: entries[0][1] }));
    return found;
  }
  return Object.fromEntries(entries.map(([key, member]) => [key, fromEnvironment(member, file, env)]));
}
