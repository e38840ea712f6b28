import type { Protection } from "../figure.ts";
import type { Indicator } from "../indicators.ts";
import { canonical } from "./canonical.ts";

/** Counts of persons below it are not shown (facts: domain.md §5.5); what was suppressed must therefore not be below it. */
const threshold = 5;

const procedures: ReadonlyMap<string, Protection> = new Map([
  ["", "none"],
  ["keins", "none"],
  ["none", "none"],
  ["round5", "round5"],
  ["gerundet", "round5"],
  ["suppress", "suppress"],
  ["unterdrueckt", "suppress"],
  ["veroeffentlicht", "published"],
  ["published", "published"],
]);

/** A value as it stands in a row; null is `g`. */
export interface Delivered {
  readonly value: string | null;
  /** What the row says under Verfahren. */
  readonly procedure: string;
  /** Whether the row says where the source had published the value. */
  readonly hasUrl: boolean;
}

export type ProtectionRead = { readonly protection: Protection } | { readonly column: string; readonly code: string };

const refused = (column: string, code: string): ProtectionRead => ({ column, code });

/**
 * How a value is protected, or why it must not come in. There is no staging area: what counts persons and is neither
 * protected nor already public is refused here, so that it never reaches the store.
 * Rounding proves nothing about the rest of its table; that is the audit's work in the source office.
 */
export function readProtection(indicator: Pick<Indicator, "public" | "type">, { value, procedure, hasUrl }: Delivered): ProtectionRead {
  if (indicator.public === "internal") return refused("Indikator", "import.internal");
  const named = procedures.get(canonical(procedure));
  if (named === undefined) return refused("Verfahren", "import.procedure");
  if (named === "published") return hasUrl ? { protection: named } : refused("Quelle-URL", "import.published-url");
  if (indicator.public === "free") return free(named, value);
  if (value === null) return named === "round5" ? refused("Wert", "import.round5-protected") : { protection: "suppress" };
  if (named === "none") return refused("Verfahren", "import.unprotected");
  if (indicator.type === "ratio" || indicator.type === "duration") {
    return named === "suppress" ? { protection: named } : refused("Verfahren", "import.round5-ratio");
  }
  if (named === "round5") return Number(value) % 5 === 0 ? { protection: named } : refused("Wert", "import.round5");
  return Number(value) === 0 || Number(value) >= threshold ? { protection: named } : refused("Wert", "import.small");
}

function free(named: Protection, value: string | null): ProtectionRead {
  if (value === null) return refused("Wert", "import.protected-free");
  return named === "none" ? { protection: named } : refused("Verfahren", "import.procedure-free");
}
