import type { z } from "zod";
import { say } from "../messages.ts";

/** One setting as people may see it. */
export interface ShownSetting {
  readonly key: string;
  readonly about: string;
  readonly value: string;
  /** Where it comes from: the file, the environment by way of the file, or the default. */
  readonly source: string;
}

const secret = /secret|token|passw|kennwort|credential|authorization|privatekey|apikey/i;

/**
 * Every setting of a schema with its value and where it comes from. What is a secret, or was taken from the environment, is only
 * said to be set.
 * @param written the file as it stands on disk
 */
export function shownSettings(schema: z.ZodObject, values: object, written: unknown, file: string): ShownSetting[] {
  return Object.entries(schema.shape).flatMap(([key, field]) => {
    const about = (field as { description?: string }).description ?? "";
    const value = (values as Record<string, unknown>)[key];
    return leaves(key, value, Object(written)[key]).map((leaf) => ({
      ...{ key: leaf.key, about, value: leaf.value },
      source: leaf.from
        ? say("settings.environment", { file, name: leaf.from })
        : say(leaf.given ? "settings.file" : "settings.default", { file }),
    }));
  });
}

interface Leaf {
  readonly key: string;
  readonly value: string;
  readonly given: boolean;
  /** Name of the environment's variable. */
  readonly from: string | null;
}

function leaves(key: string, value: unknown, written: unknown): Leaf[] {
  const given = written !== undefined;
  const from = fromEnvironment(written);
  if (from !== null || secret.test(key)) return [{ key, value: say(value === undefined ? "settings.unset" : "settings.set"), given, from }];
  if (Array.isArray(value) && value.some((member) => typeof member === "object")) {
    return value.flatMap((member, index) => leaves(`${key}[${index + 1}]`, member, Object(written)[index]));
  }
  if (Array.isArray(value)) return [{ key, value: value.length > 0 ? value.map(plain).join(", ") : say("settings.none"), given, from }];
  if (typeof value === "object" && value !== null) {
    const inner = Object.entries(value).flatMap(([name, member]) => leaves(`${key}.${name}`, member, Object(written)[name]));
    return inner.length > 0 ? inner : [{ key, value: say("settings.none"), given, from }];
  }
  return [{ key, value: plain(value), given, from }];
}

function fromEnvironment(written: unknown): string | null {
  const entries = Object.entries(Object(written) as object);
  return typeof written === "object" && entries.length === 1 && entries[0]?.[0] === "env" ? String(entries[0][1]) : null;
}

/** An address may carry a password. */
function plain(value: unknown): string {
  if (value === undefined || value === null || value === "") return say("settings.none");
  if (typeof value === "boolean") return say(value ? "settings.yes" : "settings.no");
  return String(value).replace(/(\/\/)[^/@\s]+@/, "$1…@");
}
