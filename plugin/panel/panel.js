// The panel inside the page of a RIS, served as it stands: no build, no library, no cookie, no markup written as text.
// It knows where a vendor's content ends, not which agenda item a page shows: that is for the server to say, or to be silent.

import { approve } from "./approve.js";
import { findRow, findSpot, levelAt, numberedRows, tag, toldBy } from "./places.js";
import { credentials, get, partOf, sectionsOf } from "./section.js";
import { parametersOf, systemHere } from "./systems.js";

/** @typedef {import("./systems.js").System} System */
/** @typedef {import("./places.js").Spot} Spot */
/** @typedef {import("./section.js").Part} Part */

/** Parameters that carry a session or a right: they say nothing about the page and stay in it. */
const confidential = /^(jsessionid|phpsessid|aspsessionid\w*|sid|session(id)?|token|ticket|smcred|voselect)$/i;
/** Another script may insist on the last place as well; we give in after so many moves within `calm` milliseconds. */
const mostMoves = 20;
const calm = 500;

/** In a portal behind a login, by the operator's word at our script, staff whom we cannot know are led to the workbench. */
const members = () => (document.querySelector('script[data-staff][src*="/panel/panel.js"]') ? "&portal=members" : "");

class KimSheet extends HTMLElement {}

/**
 * The address of this page as the server is asked for it; also the key under which we show its section once.
 * @param {System | undefined} system
 */
function addressOfPage(system) {
  const { host, pathname, searchParams } = new URL(location.href);
  // A form sent the reader here, and its fields are not in the address: the page itself says which object it shows.
  for (const [name, value] of parametersOf(system)) searchParams.append(name, value);
  for (const name of [...searchParams.keys()]) if (confidential.test(name)) searchParams.delete(name);
  const path = pathname.replace(/;[^/]*/g, "");
  return new URLSearchParams({ host, path, ...(searchParams.size > 0 ? { query: `?${searchParams}` } : {}) }).toString();
}

/** @typedef {{ address: string, about: string, asked: boolean, parts: Part[], stop: AbortController }} Shown */

/**
 * @param {Shown} page
 * @param {System} system
 * @param {Spot} spot
 */
async function ask(page, system, spot) {
  page.asked = true;
  page.about = `${page.address}${toldBy(system)}&level=${levelAt(spot)}${members()}`;
  try {
    const answer = await get(`section?${page.about}`, { credentials, signal: page.stop.signal });
    if (answer.status === 200) await show(page, system, await answer.text());
  } catch {
    // Not reachable, refused or left behind by the reader: the page of the RIS stays as it is.
  }
}

/**
 * @param {Shown} page
 * @param {System} system
 * @param {string} html
 */
async function show(page, system, html) {
  const parts = await Promise.all(sectionsOf(html).map((section) => partOf(section, page.address)));
  if (page.stop.signal.aborted) return [];
  for (const { element } of page.parts) element.remove();
  page.parts = parts.filter(({ item }) => (item !== null) === (system.rows !== undefined));
  const roots = page.parts.flatMap(({ element }) => element.shadowRoot ?? []);
  for (const root of roots) root.addEventListener("click", (event) => void approve(event, page, (next) => show(page, system, next)));
  settle(page, system);
  return roots;
}

/**
 * Puts each section where it belongs, once, however often the vendor's content is written anew.
 * @param {Shown} page
 * @param {System | undefined} system
 */
function settle({ parts }, system) {
  if (parts.length === 0) return;
  const own = new Set(parts.map(({ element }) => element));
  for (const stray of document.querySelectorAll(tag)) if (!own.has(/** @type {HTMLElement} */ (stray))) stray.remove();
  for (const part of parts) {
    const spot = system && (part.item ? findRow(system.rows ?? tag, part.item) : findSpot(system));
    if (spot) put(part, spot);
    else part.element.remove();
  }
}

/**
 * @param {Part} part
 * @param {Spot} spot
 */
function put(part, { container, before }) {
  const { element } = part;
  if (element.parentElement === container && element.previousElementSibling === before) return;
  const now = performance.now();
  if (now - part.since > calm) Object.assign(part, { since: now, moves: 0 });
  if (part.moves >= mostMoves) return;
  part.moves += 1;
  container.insertBefore(element, before ? before.nextSibling : container.firstChild);
}

/**
 * @param {string} address
 * @returns {Shown}
 */
function nothing(address) {
  return { address, about: "", asked: false, parts: [], stop: new AbortController() };
}

let shown = nothing("");

function update() {
  const system = systemHere();
  const address = addressOfPage(system);
  if (address !== shown.address) {
    shown.stop.abort();
    for (const { element } of shown.parts) element.remove();
    shown = nothing(address);
  }
  if (shown.asked) return settle(shown, system);
  const [first] = system?.rows ? numberedRows(system.rows) : [];
  const spot = system && (first ? { container: first.row, before: null } : findSpot(system));
  if (spot) void ask(shown, system, spot);
}

/** The RIS forbids what we need: whoever set the page up finds one line in the console, and readers find the page as it was. */
let said = false;
document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
  const { origin } = new URL(import.meta.url);
  if (said || URL.parse(blockedURI)?.origin !== origin || !/^(connect|style)-src/.test(effectiveDirective)) return;
  said = true;
  console.warn(`KIM im Rat: Die Content-Security-Policy dieser Seite verbietet ${effectiveDirective} für ${origin}.`);
});

if (!customElements.get(tag)) {
  customElements.define(tag, KimSheet);
  new MutationObserver(update).observe(document.documentElement, { childList: true, subtree: true });
  for (const event of ["popstate", "hashchange"]) addEventListener(event, update);
  if ("navigation" in globalThis) navigation.addEventListener("currententrychange", update);
  update();
}
