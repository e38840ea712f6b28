// Where on a page of the RIS does a section belong, and what does the page say about its meeting?

/** @typedef {import("./systems.js").System} System */

export const tag = "kim-sheet";

/** @typedef {{ container: Element, before: Element | null }} Spot `before` = the vendor's last element there */

/**
 * Where the vendor's own content ends.
 * @param {System} system
 * @returns {Spot | null}
 */
export function findSpot({ places = [] }) {
  for (const { after, into } of places) {
    const found = [...document.querySelectorAll(after ?? into ?? "")];
    const outermost = found.filter((element) => !found.some((other) => other !== element && other.contains(element)));
    const last = outermost.at(-1);
    if (last && into) return { container: last, before: lastOf(last) };
    if (last?.parentElement) return { container: last.parentElement, before: last };
  }
  return null;
}

/** @param {string | null | undefined} text */
const plain = (text) => (text ?? "").normalize("NFC").replace(/\s+/g, " ").trim();

/**
 * The rows of a page that carry the number of an agenda item; of rows within rows, the innermost.
 * @param {string} rows
 * @returns {{ row: Element, parts: Element[], numbers: string[] }[]}
 */
export function numberedRows(rows) {
  return [...document.querySelectorAll(rows)].flatMap((row) => {
    const parts = [...row.querySelectorAll("*")];
    const numbers = parts.flatMap((part) => /^(?:(?:TOP|Ö) ?)?(\d+(?:\.\d+)*)\.?$/.exec(plain(part.textContent))?.[1] ?? []);
    return numbers.length === 0 || parts.some((part) => part.matches(rows)) ? [] : [{ row, parts, numbers }];
  });
}

/**
 * The one row that shows the item: one element in it says the number and nothing else, another the name and nothing else.
 * @param {string} rows
 * @param {{ number: string, name: string }} item
 * @returns {Spot | null}
 */
export function findRow(rows, { number, name }) {
  const [container, another] = numberedRows(rows).flatMap(({ row, parts, numbers }) => {
    const named = parts.find((part) => plain(part.textContent) === plain(name));
    const cell = row.localName === "tr" ? named?.closest("td, th") : named && row;
    return cell && numbers.includes(number.replace(/\.$/, "")) ? [cell] : [];
  });
  return container && !another ? { container, before: lastOf(container) } : null;
}

/**
 * Day and body of the meeting as the page says them, where its address says nothing that lasts.
 * @param {System} system
 */
export function toldBy({ told }) {
  const facts = new Map(
    told
      ? [...document.querySelectorAll(told)].map(({ children }) => [plain(children[0]?.textContent), plain(children[1]?.textContent)])
      : [],
  );
  const [, day, month, year] = /(\d\d?)\.(\d\d?)\.(\d{4})/.exec(facts.get("Termin") ?? "") ?? [];
  const body = facts.get("Sitzung");
  return day && month && body ? `&${new URLSearchParams({ date: `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`, body })}` : "";
}

/** @param {Element} container */
const lastOf = (container) => [...container.children].findLast(({ localName }) => localName !== tag) ?? null;

/**
 * One below the highest heading of the vendor's content, so that the outline of the page stays whole.
 * @param {Spot} spot
 */
export function levelAt({ container }) {
  const content = container.querySelector("h1, h2, h3, h4, h5, h6")
    ? container
    : (container.closest("main, [role=main], #allris, #allriscontainer, #smc_body, #rimcontent") ?? document.body);
  const levels = [...content.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(({ localName }) => Number(localName.slice(1)));
  return levels.length > 0 ? Math.min(6, Math.min(...levels) + 1) : 2;
}
