import fc from "fast-check";
import { expect, test } from "vitest";
import { permittedFolder, permittedName } from "../../adapters/shared/names.ts";

test.each([
  ["Drucksache 2026/123", "pdf", "Drucksache 2026-123.pdf"],
  ['a\\b:c"d*e?f<g>h|i', "pdf", "a-b-c-d-e-f-g-h-i.pdf"],
  ["Antwort\u00adentwurf  – Förderung\n„Sprache“ ", "pdf", "Antwortentwurf – Förderung „Sprache“.pdf"],
  ["Ende. . .", "docx", "Ende.docx"],
  ["...versteckt", "txt", "versteckt.txt"],
  ["", "pdf", "Dokument.pdf"],
  ["\u0000\ud800\u202e", "pdf", "Dokument.pdf"],
  ["CON", "pdf", "_CON.pdf"],
  ["lpt1.alt", "pdf", "_lpt1.alt.pdf"],
  ["Übersicht", "../x", "Übersicht.bin"],
  ["U\u0308bersicht", "pdf", "Übersicht.pdf"],
])("%j as %s is %j", (title, extension, name) => {
  expect(permittedName(title, extension)).toBe(name);
});

test.each([
  ["..", "Ordner"],
  [".", "Ordner"],
  ["/", "-"],
  ["../../etc", "-..-etc"],
  ["Köln", "Köln"],
])("the folder %j is %j", (name, permitted) => {
  expect(permittedFolder(name)).toBe(permitted);
});

test("a long title is cut between characters and keeps its extension", () => {
  const name = permittedName("Grüße 👨‍👩‍👧 🇩🇪 ".repeat(60), "pdf");
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  expect(Buffer.byteLength(name)).toBeGreaterThan(230);
  expect(name.endsWith(".pdf")).toBe(true);
  expect(name.isWellFormed()).toBe(true);
});

test("every title gives a name that OpenCMIS, Alfresco and Windows take", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), fc.string(), (title, extension) => {
      const name = permittedName(title, extension);
      expect(name).not.toMatch(/[/\\:"*?<>|\p{Cc}\p{Cf}\p{Cs}]|[. ]$|^[. ]/u);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      expect(name).toMatch(/.\.[a-z0-9]{1,16}$/i);
      expect(permittedName(name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf(".") + 1))).toBe(name);
    }),
    { numRuns: 1_000 },
  );
});
