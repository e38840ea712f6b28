import axe from "axe-core";
import type { Page } from "playwright-core";
import { overflows } from "./browser.ts";

/** Every control can be seen when it has the focus: an outline of at least two pixels, and nothing in front of it (WCAG 2.4.7, 2.4.11). */
const focus = `(() => {
  const wrong = [];
  for (const one of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")) {
    if (one.getClientRects().length === 0) continue;
    one.focus();
    if (document.activeElement !== one) { wrong.push("not focusable: " + one.outerHTML.slice(0, 80)); continue; }
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) wrong.push("focus not visible: " + one.outerHTML.slice(0, 80));
    const boxes = [...one.getClientRects()];
    const hit = boxes.some((box) => {
      const left = Math.max(0, box.left), right = Math.min(innerWidth, box.right), top = Math.max(0, box.top), bottom = Math.min(innerHeight, box.bottom);
      if (right <= left || bottom <= top) return false;
      return [0.1, 0.5, 0.9].some((part) => {
        const front = document.elementFromPoint(left + (right - left) * part, top + (bottom - top) / 2);
        return front && (one.contains(front) || front.contains(one));
      });
    });
    if (!hit) wrong.push("focus hidden: " + one.outerHTML.slice(0, 80));
  }
  return wrong;
})()`;

/** What no rule of axe looks at. */
const structure = `(() => {
  const wrong = [];
  const say = (what, one) => wrong.push(what + ": " + one.outerHTML.slice(0, 100));
  if (document.documentElement.lang !== "de") wrong.push("language");
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one first heading");
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) wrong.push("id twice: " + id);
  for (const svg of document.querySelectorAll("svg.kim-chart")) {
    if (!svg.querySelector("title")?.textContent.trim() || !svg.querySelector("desc")?.textContent.trim()) say("chart without a name", svg);
    if (!svg.closest(".kim-table, main").querySelector("table")) say("chart without its table", svg);
  }
  for (const table of document.querySelectorAll("table")) {
    const region = table.closest("[role=region], [role=group]");
    // A letter names its tables in the sentence before.
    if (!document.getElementById("inhalt")) continue;
    if (!table.caption && !region?.getAttribute("aria-label") && !region?.getAttribute("aria-labelledby")) say("table without a name", table);
    if (!table.querySelector("th[scope]")) say("table without heads", table);
  }
  for (const mark of document.querySelectorAll(".kern-badge, .kern-alert")) if (!mark.textContent.trim()) say("status without words", mark);
  for (const one of document.querySelectorAll("*")) {
    const { animationDuration, animationName, transitionDuration } = getComputedStyle(one);
    if ((animationName !== "none" && parseFloat(animationDuration) > 0) || parseFloat(transitionDuration) > 0) say("moves though it should not", one);
  }
  return wrong;
})()`;

const rules = (page: Page, options: string): Promise<string[]> =>
  page.evaluate(
    `axe.run(document, ${options}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html.slice(0, 140))))`,
  ) as Promise<string[]>;

/** What is wrong with the page that is open, in words; empty when nothing is. Leaves it in its wide and light form. */
export async function faults(page: Page): Promise<string[]> {
  const wide = { width: 1280, height: 900 };
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.evaluate("for (const closed of document.querySelectorAll('details')) closed.open = true");
  await page.evaluate(axe.source);
  const named = (where: string, found: readonly string[]) => found.map((one) => `${where}: ${one}`);
  const all = [
    ...named("axe", await rules(page, "{ rules: { 'target-size': { enabled: true } } }")),
    ...named("structure", (await page.evaluate(structure)) as string[]),
  ];
  if (await overflows(page)) all.push("wider than 1280 px");
  await page.emulateMedia({ colorScheme: "dark" });
  all.push(...named("dark", await rules(page, "{ runOnly: ['color-contrast', 'link-in-text-block'] }")));
  // 1280 pixels at 400 %.
  await page.setViewportSize({ width: 320, height: 256 });
  if (await overflows(page)) all.push(`wider than 320 px: ${await page.evaluate(widest)}`);
  all.push(...named("narrow", await rules(page, "{ runOnly: ['target-size', 'scrollable-region-focusable', 'color-contrast'] }")));
  await page.keyboard.press("Tab");
  all.push(...named("focus", (await page.evaluate(focus)) as string[]));
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(wide);
  return all;
}

const widest = `(() => {
  const limit = document.documentElement.clientWidth + 1;
  const outside = [...document.querySelectorAll("main *, header *, footer *")].filter((one) => one.getBoundingClientRect().right > limit && !one.closest("[role=region], [role=group]"));
  return outside.at(-1)?.outerHTML.slice(0, 140) ?? "?";
})()`;
