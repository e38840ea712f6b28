import { closeSync, openSync } from "node:fs";

/**
 * Makes a file its owner's alone before SQLite opens it, and so those that SQLite lays beside it; the mode of one that exists
 * is left as the operator set it. @returns the path
 */
export function privateFile(path: string): string {
  closeSync(openSync(path, "a", 0o600));
  return path;
}
