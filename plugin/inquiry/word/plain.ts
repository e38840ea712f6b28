import PizZip from "pizzip";
import { Refusal } from "../../refusal.ts";

/**
 * Refuses what is no plain Word document, each with the reason: `word.locked` for one with a password or of Word before 2007,
 * `word.macros` for one that carries a program. Anything else is left to the reader.
 */
export function assertPlain(name: string, bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes);
  if (buffer.subarray(0, 4).toString("hex") === "d0cf11e0") throw new Refusal("word.locked", { values: { name }, status: 415 });
  if (programs(buffer)) throw new Refusal("word.macros", { values: { name }, status: 415 });
}

function programs(buffer: Buffer): boolean {
  try {
    return new PizZip(buffer).file(/vbaProject\.bin$/i).length > 0;
  } catch {
    return false;
  }
}
