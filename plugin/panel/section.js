// A section as the server sends it, made harmless and dressed.

import { tag } from "./places.js";

const forbidden = "script, style, link, meta, base, iframe, object, embed, form, template";

/**
 * @param {string} address relative to this script
 * @param {RequestInit} [options]
 */
export const get = (address, options) =>
  fetch(new URL(address, import.meta.url), { credentials: "omit", referrerPolicy: "no-referrer", ...options });

/**
 * Staff of our own host, if that is of the same site, are known by their cookie: the browser decides. Where the RIS serves us on its own
 * host, no cookie goes out: it would be the vendor's session.
 * @type {RequestCredentials}
 */
export const credentials = new URL(import.meta.url).origin === location.origin ? "omit" : "include";

/**
 * The sections as nodes of this document. Scripts of a parsed document never run; what could act or load is taken out all the same.
 * @param {string} html
 */
export function sectionsOf(html) {
  const sections = /** @type {HTMLElement[]} */ ([
    ...new DOMParser().parseFromString(html, "text/html").querySelectorAll("body > section.kim-section"),
  ]);
  for (const section of sections) {
    for (const element of section.querySelectorAll(forbidden)) element.remove();
    for (const element of [section, ...section.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        const leads = /^(href|src|xlink:href)$/.test(name) && !/^(https?:|#)/.test(value);
        if (leads || /^(on|style$)/.test(name)) element.removeAttribute(name);
      }
    }
  }
  return sections.map((section) => document.adoptNode(section));
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

/** @typedef {{ element: HTMLElement, item: { number: string, name: string } | null, moves: number, since: number }} Part */

/**
 * @param {HTMLElement} section
 * @param {string} address
 * @returns {Promise<Part>}
 */
export async function partOf(section, address) {
  const { number, name } = section.dataset;
  const element = document.createElement(tag);
  element.lang = "de";
  element.dataset.kimFor = number ? `${address}#${number}` : address;
  const root = element.attachShadow({ mode: "open" });
  root.append(section);
  await dress(root);
  return { element, item: number && name ? { number, name } : null, moves: 0, since: 0 };
}
