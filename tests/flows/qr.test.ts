import { readdirSync, readFileSync } from "node:fs";
import jsQR from "jsqr";
import { expect, test } from "vitest";
import { qr } from "../../plugin/agenda/print/qr.ts";
import { printSheet, publicPage } from "../../plugin/agenda/print.ts";
import { sheet } from "../browser/sheets.ts";

const address = "https://ratsinfo.musterstadt.example/kim/public/agenda-items/0123456789abcdef";

/** Draws the path by hand and reads it with a decoder that knows nothing of the encoder. */
function scanned(html: string): string | undefined {
  const [, size = "0", path = ""] = /viewBox="0 0 (\d+) \1"[^>]*><title[^>]*>[^<]*<\/title><path d="([^"]+)"/.exec(html) ?? [];
  const [scale, width] = [4, Number(size) * 4];
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x = "", y = "", run = ""] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++)
      for (let column = Number(x) * scale; column < (Number(x) + Number(run)) * scale; column++)
        pixels.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
  }
  return jsQR.default(pixels, width, width)?.data;
}

test("the printed sheet and the printed page lead to the online page by a code that can be read", () => {
  expect(scanned(printSheet(sheet(), { address }))).toBe(address);
  expect(scanned(publicPage(sheet(), { address, base: "", data: null }))).toBe(address);
  expect(printSheet(sheet(), { address })).toContain(`<title id="qr-title">QR-Code mit der Adresse dieses Blattes: ${address}</title>`);
});

test("without a public address, and on a draft, there is no code", () => {
  for (const one of ["", "http://localhost:8080/public/agenda-items/x", "http://127.0.0.1/x", "javascript:alert(1)"])
    expect(qr(one), one).toBeNull();
  expect(printSheet(sheet(), { address, draft: true })).not.toContain("qr-title");
});

test("no printed template has an element that Chromium leaves without a tag", () => {
  const templates = ["public", "panel", "answer"].flatMap((folder) =>
    readdirSync(`templates/${folder}`, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".hbs"))
      .map((name) => `templates/${folder}/${name}`),
  );
  expect(templates.length).toBeGreaterThan(20);
  for (const name of templates) expect(readFileSync(name, "utf8"), name).not.toMatch(/<(strong|em|dl|dt|dd|b|i)[\s>]/);
});
