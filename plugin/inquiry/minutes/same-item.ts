import { similarity } from "../similar.ts";

/** Do a heading and an item of the RIS mean the same? Systems cut long titles, so the beginning is enough. */
export function sameItem(one: { number: string; title: string }, other: { number: string; name: string }): boolean {
  const plain = (number: string) => number.replace(/^(?:TOP|Ö|N|\s|:)+/iu, "").replace(/\.$/, "");
  if (plain(one.number) !== plain(other.number)) return false;
  const [left, right] = [one.title.toLowerCase().trim(), other.name.toLowerCase().trim()];
  const shorter = Math.min(left.length, right.length);
  return (shorter >= 12 && left.slice(0, shorter) === right.slice(0, shorter)) || similarity(left, right) >= 0.6;
}
