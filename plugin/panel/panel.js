// The panel inside the page of a RIS, served as it stands: no build, no library, no cookie, no markup written as text.
// It knows where a vendor's content ends, not which agenda item a page shows: that is for the server to say, or to be silent.

/**
 * Where the vendor's own content ends, the surest place first. `marks` tells the system by its page; then we stand behind the
 * last element of `after`, or at the end of `into`. A page without any of these stays as it is.
 * (facts: ris-vendors.md §2, §3)
 * @type {readonly { ris: string, marks: string, after?: string, into?: string }[]}
 */
const places = [
  { ris: "ALLRIS 4", marks: "#allris", after: "#allris .compFull" },
  { ris: "ALLRIS 4", marks: "#allris", into: "#allris main, #allris [role=main]" },
  { ris: "ALLRIS 3", marks: "#allriscontainer", into: "#rismain" },
  { ris: "SessionNet", marks: "meta[name=sessionnet], #smc_body", into: "#smc_body #rismain_raw" },
  { ris: "SessionNet", marks: "meta[name=sessionnet], #smc_body", after: "#smc_body :is(main, article, section, div)[class*=smc_page_]" },
  { ris: "SessionNet", marks: "meta[name=sessionnet], #smc_body", after: "#smc_body [id^=smc_page_][id*=_contenttable]" },
  { ris: "SD.NET RIM", marks: "#rimcontent", into: "#rimcontent" },
  { ris: "RISI", marks: "h1.page-title", after: "section.card[aria-labelledby^=sectionheader-]" },
  { ris: "any", marks: "main, [role=main]", into: "main, [role=main]" },
];

/** Parameters that carry a session or a right: they say nothing about the page and stay in it. */
const confidential = /^(jsessionid|phpsessid|aspsessionid\w*|sid|session(id)?|token|ticket|smcred|voselect)$/i;
const forbidden = "script, style, link, meta, base, iframe, object, embed, form, template";
const tag = "kim-sheet";
/** Another script may insist on the last place as well; we give in. */
const mostMoves = 20;

class KimSheet extends HTMLElement {}

/** @returns {string} the address of this page as the server is asked for it; also the key under which we show its section once */
function addressOfPage() {
  const { host, pathname, searchParams } = new URL(location.href);
  for (const name of [...searchParams.keys()]) if (confidential.test(name)) searchParams.delete(name);
  const path = pathname.replace(/;[^/]*/g, "");
  return new URLSearchParams({ host, path, ...(searchParams.size > 0 ? { query: `?${searchParams}` } : {}) }).toString();
}

/** @typedef {{ container: Element, before: Element | null }} Spot `before` = the vendor's last element there */

/** @returns {Spot | null} */
function findSpot() {
  for (const { marks, after, into } of places) {
    if (!document.querySelector(marks)) continue;
    const found = [...document.querySelectorAll(after ?? into ?? "")];
    const outermost = found.filter((element) => !found.some((other) => other !== element && other.contains(element)));
    const last = outermost.at(-1);
    if (last && into) return { container: last, before: lastOf(last) };
    if (last?.parentElement) return { container: last.parentElement, before: last };
  }
  return null;
}

/** @param {Element} container */
const lastOf = (container) => [...container.children].findLast(({ localName }) => localName !== tag) ?? null;

/**
 * One below the highest heading of the vendor's content, so that the outline of the page stays whole.
 * @param {Spot} spot
 */
function levelAt({ container }) {
  const content = container.closest("main, [role=main], #allris, #allriscontainer, #smc_body, #rimcontent") ?? document.body;
  const levels = [...content.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(({ localName }) => Number(localName.slice(1)));
  return levels.length > 0 ? Math.min(6, Math.min(...levels) + 1) : 2;
}

/**
 * @param {string} address relative to this script
 * @param {AbortSignal} [signal]
 */
const get = (address, signal) =>
  fetch(new URL(address, import.meta.url), { credentials: "omit", referrerPolicy: "no-referrer", ...(signal ? { signal } : {}) });

/**
 * The section as nodes of this document. Scripts of a parsed document never run; what could act or load is taken out all the same.
 * @param {string} html
 */
function sectionOf(html) {
  const section = new DOMParser().parseFromString(html, "text/html").querySelector("section.kim-section");
  for (const element of section?.querySelectorAll(forbidden) ?? []) element.remove();
  for (const element of section ? [section, ...section.querySelectorAll("*")] : []) {
    for (const { name, value } of [...element.attributes]) {
      const leads = /^(href|src|xlink:href)$/.test(name) && !/^(https?:|#)/.test(value);
      if (leads || /^(on|style$)/.test(name)) element.removeAttribute(name);
    }
  }
  return section && document.adoptNode(section);
}

/** @type {Promise<CSSStyleSheet[]> | undefined} */
let sheets;

/** panel.css with its imports, which adopted style sheets do not follow. */
async function fetchSheets() {
  const own = await (await get("panel.css")).text();
  const imports = [...own.matchAll(/@import "([^"]+)";/g)].map(([, file = ""]) => get(file).then((answer) => answer.text()));
  return [...(await Promise.all(imports)), own.replace(/@import [^;]+;/g, "")].map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}

/** @param {ShadowRoot} root */
async function dress(root) {
  try {
    sheets ??= fetchSheets();
    root.adoptedStyleSheets = await sheets;
  } catch {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("panel.css", import.meta.url).href;
    root.prepend(link);
  }
}

/** @typedef {{ address: string, asked: boolean, element: HTMLElement | null, moves: number, stop: AbortController }} Shown */

/**
 * @param {Shown} page
 * @param {Spot} spot
 */
async function ask(page, spot) {
  page.asked = true;
  try {
    const answer = await get(`section?${page.address}&level=${levelAt(spot)}`, page.stop.signal);
    if (answer.status !== 200) return;
    const section = sectionOf(await answer.text());
    if (!section) return;
    const element = document.createElement(tag);
    element.lang = "de";
    element.dataset.kimFor = page.address;
    const root = element.attachShadow({ mode: "open" });
    root.append(section);
    await dress(root);
    if (page.stop.signal.aborted) return;
    page.element = element;
    settle(page);
  } catch {
    // Not reachable, refused or left behind by the reader: the page of the RIS stays as it is.
  }
}

/**
 * Puts the section behind the vendor's content, once, however often that content is written anew.
 * @param {Shown} page
 */
function settle(page) {
  const { element } = page;
  const spot = findSpot();
  if (!element || !spot) return;
  for (const stray of document.querySelectorAll(tag)) if (stray !== element) stray.remove();
  const there = element.parentElement === spot.container && element.previousElementSibling === spot.before;
  if (there || page.moves >= mostMoves) return;
  page.moves += 1;
  spot.container.insertBefore(element, spot.before ? spot.before.nextSibling : spot.container.firstChild);
}

/** @type {Shown} */
let shown = { address: "", asked: false, element: null, moves: 0, stop: new AbortController() };

function update() {
  const address = addressOfPage();
  if (address !== shown.address) {
    shown.stop.abort();
    shown.element?.remove();
    shown = { address, asked: false, element: null, moves: 0, stop: new AbortController() };
  }
  const spot = shown.asked ? null : findSpot();
  if (spot) void ask(shown, spot);
  else settle(shown);
}

if (!customElements.get(tag)) {
  customElements.define(tag, KimSheet);
  new MutationObserver(update).observe(document.documentElement, { childList: true, subtree: true });
  for (const event of ["popstate", "hashchange"]) addEventListener(event, update);
  if ("navigation" in globalThis) navigation.addEventListener("currententrychange", update);
  update();
}
