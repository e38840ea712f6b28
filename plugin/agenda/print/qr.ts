import { encode } from "uqr";

/** A QR code as templates/public/qr.hbs draws it: black squares on a square of `size` units, with the margin that readers need. */
export interface QrView {
  readonly size: number;
  readonly path: string;
  readonly address: string;
}

/** Units of white around the code (ISO/IEC 18004). */
const quiet = 4;

/**
 * The code for the online page of what is printed; null without an address that a phone could reach: a service that knows only an
 * address of its own machine has no public page to lead to.
 */
export function qr(address: string): QrView | null {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)) return null;
  const { data, size } = encode(address, { ecc: "M", border: quiet });
  return { size, address, path: data.map(rowPath).join("") };
}

/** Each run of black squares in a row as one rectangle, so that no hair lines show between squares. */
function rowPath(row: readonly boolean[], y: number): string {
  const runs = row.flatMap((black, x) => (black && !row[x - 1] ? [{ x, width: lengthFrom(row, x) }] : []));
  return runs.map(({ x, width }) => `M${x} ${y}h${width}v1h-${width}z`).join("");
}

function lengthFrom(row: readonly boolean[], start: number): number {
  const end = row.indexOf(false, start);
  return (end === -1 ? row.length : end) - start;
}
