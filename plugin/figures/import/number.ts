import { decimalsOf, type Kind } from "../indicators.ts";

/** Either the number as text with a point, or the code of the sentence that says how to mend it. */
export type NumberRead = { readonly value: string } | { readonly code: string };

const grouped = /^(?<whole>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,3}(?:\.\d{3})+|\d+)(?:,(?<fraction>\d+))?$/;

/**
 * A German number: decimal comma, digits grouped by points or spaces or not at all. No sign, no unit.
 *
 * A lone point is read as grouping (`1.234` = 1234) where it cannot be anything else: in counts, which have no decimals,
 * and in money, which has two. In posts, months and ratios `1.234` may come from an English spreadsheet and is refused,
 * because a thousand posts too many would be printed otherwise.
 */
export function parseNumber(text: string, kind: Kind): NumberRead {
  if (text === "") return { code: "import.value-missing" };
  if (/^[-–—*./…x]$/i.test(text)) return { code: "import.symbol" };
  if (/%|prozent/i.test(text)) return { code: "import.percent" };
  if (/^[-−–]\s*\d/.test(text)) return { code: "import.negative" };
  const { whole, fraction = "" } = grouped.exec(text)?.groups ?? {};
  if (whole === undefined || whole.length > 20) return { code: "import.number" };
  const decimals = decimalsOf(kind);
  if (decimals === 0 && fraction !== "") return { code: "import.not-integer" };
  if (fraction.length > decimals) return { code: "import.decimals" };
  if (decimals > 0 && kind !== "euro" && fraction === "" && /^\d+\.\d+$/.test(whole)) return { code: "import.number-ambiguous" };
  const digits = whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  return { value: fraction === "" ? digits : `${digits}.${fraction}` };
}

/** `3.5` and `3.50` are the same amount. Both as text with a point; null is a protected value. */
export function sameNumber(left: string | null, right: string | null): boolean {
  return left === right || (left !== null && right !== null && plain(left) === plain(right));
}

const plain = (value: string): string => (value.includes(".") ? value.replace(/\.?0+$/, "") : value);
