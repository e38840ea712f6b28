import type { z } from "zod";
import { SettingsError } from "../../../../plugin/ports/adapter.ts";
import { type secret, secretReader } from "../../../shared/settings.ts";
import { mends } from "./mends.ts";

type Secret = z.infer<typeof secret>;

/** Read whenever it is used, because a file may change. */
export interface Login {
  /** Empty if a token is used and nothing else is known; the name by which the repository knows our check-outs. */
  readonly user: string;
  readonly password: string;
  /** In place of the password. */
  readonly token: string | undefined;
}

/** Throws a SettingsError that names what is missing, or a token where none can be used. */
export function openLogin(binding: string, given: Readonly<Record<"user" | "password" | "token", Secret | undefined>>): Login {
  const isToken = given.token !== undefined;
  if (isToken && (binding === "soap" || given.password !== undefined)) throw new SettingsError("token", mends.token ?? "");
  const reader = (key: keyof typeof given) => {
    const value = given[key];
    if (value === undefined) throw new SettingsError(key, mends[key] ?? "");
    return secretReader(key, value);
  };
  const token = isToken ? reader("token") : () => undefined;
  const user = isToken && given.user === undefined ? () => "" : reader("user");
  const password = isToken ? () => "" : reader("password");
  return {
    get user() {
      return user();
    },
    get password() {
      return password();
    },
    get token() {
      return token();
    },
  };
}
