import { closeSync, openSync } from "node:fs";

/**
 * Makes a file that is not there yet its owner's alone, before SQLite opens it; those that SQLite lays beside it follow. One
 * that exists is not even opened: closing any descriptor of a file frees every lock that this process has on it (POSIX), and
 * its mode is the operator's. @returns the path
 */
export function privateFile(path: string): string {
  try {
    closeSync(openSync(path, "ax", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return path;
}
