import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { adapters } from "../../adapters/index.ts";
import { readHouses } from "../../plugin/houses.ts";
import { renderHtml } from "../../plugin/inquiry/answer.ts";
import { draft } from "../../plugin/inquiry/draft.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import type { Renderer } from "../../plugin/ports/renderer.ts";
import { describeInBrowser, findings, launch, open, overflows, picture } from "./browser.ts";

const forms = [...readHouses()].flatMap(([house, { forms: all }]) => [...all.keys()].map((form) => `${house}/${form}`));

describeInBrowser("every form of every house", () => {
  let browser: Browser;
  let renderer: Renderer;
  const folder = mkdtempSync(join(tmpdir(), "forms-"));
  beforeAll(async () => {
    browser = await launch();
    const chromium = adapters.renderer.chromium;
    if (!chromium) throw new Error("no renderer");
    renderer = chromium.open({}, { clock: systemClock, log: silent });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await renderer[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  for (const form of forms) {
    it(`${form}: accessible on a screen wide and narrow, a tagged PDF in German with a title`, async () => {
      const sample = JSON.parse(readFileSync(new URL(`../../templates/answer/${form}.sample.json`, import.meta.url), "utf8"));
      const written = draft({ ...sample, house: form });
      const html = renderHtml(written, { final: false });
      const name = form.replace("/", "-");
      const file = join(folder, `${name}.html`);
      writeFileSync(file, html);
      const page = await open(browser, pathToFileURL(file).href);
      expect(await findings(page)).toEqual([]);
      await picture(page, `answer-${name}`);
      await page.setViewportSize({ width: 390, height: 800 });
      expect(await overflows(page)).toBe(false);
      await page.context().close();

      const pdf = join(folder, `${name}.pdf`);
      writeFileSync(pdf, await renderer.pdf(html));
      const info = execFileSync("pdfinfo", [pdf], { encoding: "utf8" });
      expect(info).toMatch(/Tagged: +yes/);
      expect(info).toContain(`Title:           ENTWURF: ${written.head.title}`);
      expect(info).toMatch(/Page size: .*A4/);
      expect(readFileSync(pdf).includes("/Lang (de)")).toBe(true);
      const tags = execFileSync("pdfinfo", ["-struct", pdf], { encoding: "utf8" });
      expect(tags).toContain("H1");
      for (const text of html.includes("<table") ? ["Table", "TH"] : []) expect(tags).toContain(text);
    }, 60_000);
  }
});
