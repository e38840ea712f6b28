import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Refusal } from "../../refusal.ts";
import { Profile } from "./profile.ts";

/** The profile in a JSON file. Throws a Refusal (422) that names the file, the key and what to do. */
export function readProfile(path: string): Profile {
  const file = basename(path);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw error;
    throw new Refusal("import.profile-json", { values: { file }, status: 422 });
  }
  const parsed = Profile.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys : [];
  const key = [...(issue?.path ?? []), ...unknown.slice(0, 1)].join(".") || "–";
  const mend = issue?.message.replace(/\.?$/, ".") ?? "";
  throw new Refusal("import.profile-key", { values: { file, key, mend }, status: 422 });
}
