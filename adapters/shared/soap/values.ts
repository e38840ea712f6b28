import { xmlText } from "../xml.ts";

/**
 * What npm soap can be given without losing it silently (facts: ecm.md §3, limit 5): a Date as ISO 8601, bytes as base64, text without the
 * characters that XML cannot hold; null and undefined are left out, because they would become elements that the schema refuses.
 */
export function soapValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (typeof value === "string") return xmlText(value);
  if (Array.isArray(value)) return value.filter(isPresent).map(soapValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => isPresent(member) && isSafe(name, member))
      .map(([name, member]) => [name, soapValue(member)]),
  );
}

/** An attachment in place of base64 (XOP 1.0 §3.2). `id` as made by `contentId`. */
export function xopInclude(id: string): { $xml: string } {
  return { $xml: `<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:${encodeURIComponent(id)}"/>` };
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** npm soap writes the value of `$xml` as it is: nothing but our own reference to an attachment may go that way. */
function isSafe(name: string, value: unknown): boolean {
  if (!name.startsWith("$")) return true;
  if (name === "$value") return true;
  if (name === "$xml" && typeof value === "string" && /^<xop:Include [^<>]*\/>$/.test(value)) return true;
  throw new TypeError(`soap value ${name}`);
}
