// Approving from inside the RIS: only where the server gave out a button and a token for it.

import { credentials, get } from "./section.js";

/** Why not, or that it is done: whoever cannot see it is led there. */
const said = "[role=status], [role=alert]:not([hidden])";

/**
 * @param {Event} event a click in a section
 * @param {{ about: string, stop: AbortController }} page
 * @param {(html: string) => Promise<ShadowRoot[]>} show puts the sections of an answer in place of the old ones
 */
export async function approve({ target, currentTarget }, page, show) {
  const button = target instanceof Element ? target.closest("button") : null;
  const { approve: id, token = "" } = button?.dataset ?? {};
  if (!button || !id || button.disabled) return;
  button.disabled = true;
  try {
    const options = { method: "POST", body: new URLSearchParams({ token }), credentials, signal: page.stop.signal };
    const answer = await get(`attachments/${id}/approval?${page.about}`, options);
    if (![200, 204, 409].includes(answer.status)) throw new Error(answer.statusText);
    lead(await show(await answer.text()));
  } catch {
    button.disabled = false;
    const root = /** @type {ShadowRoot} */ (currentTarget);
    root.querySelector("[data-failed]")?.removeAttribute("hidden");
    lead([root]);
  }
}

/** @param {readonly ShadowRoot[]} roots */
function lead(roots) {
  for (const root of roots) /** @type {HTMLElement | null} */ (root.querySelector(said))?.focus();
}
