import Docxtemplater from "docxtemplater";
import inspectModule from "docxtemplater/js/inspect-module.js";
import PizZip from "pizzip";

/** The letterhead cannot be filled; `code` is the German sentence with the mend, `values.field` the mark. */
export class LetterheadError extends Error {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;

  constructor(code: string, values: Readonly<Record<string, string>>) {
    super(`${code} ${Object.values(values).join(" ")}`);
    this.name = "LetterheadError";
    this.code = code;
    this.values = values;
  }
}

/** The widest table a form may have; a letterhead has one pattern for each width. */
export const widestTable = 6;

// Typed as an ES module, published as CommonJS.
const Inspector = inspectModule as unknown as typeof inspectModule.default;

type Marks = { readonly [name: string]: Marks };
const words: Marks = { runs: { plain: {}, missing: {}, marker: {} } };
const tables = Object.fromEntries(
  Array.from({ length: widestTable - 1 }, (_, index) => {
    const columns = Array.from({ length: index + 2 }, (__, column) => column + 1);
    const cells = Object.fromEntries(columns.map((column) => [`c${column}`, { plain: {}, missing: {}, marker: {} }]));
    return [
      `table${index + 2}`,
      { caption: { text: {} }, ...Object.fromEntries(columns.map((column) => [`h${column}`, {}])), rows: cells },
    ];
  }),
);

/** Where text of the document appears; all of it has to be there, or a part of an answer would vanish in Word. */
const body: Marks = {
  blocks: {
    ...Object.fromEntries([1, 2, 3].map((level) => [`heading${level}`, { text: {} }])),
    ...Object.fromEntries(["paragraph", "question", "signature", "bullets", "numbers"].map((name) => [name, words])),
    ...Object.fromEntries(["sender", "address", "reference", "lines"].map((name) => [name, words])),
    pairs: { caption: { text: {} }, rows: { c1: { plain: {} }, c2: { plain: {}, missing: {}, marker: {} } } },
    ...tables,
  },
  hasSources: { heading: {} },
  sources: { number: {}, line: {}, url: {} },
};
const around: Marks = { town: {}, title: {}, organization: {}, date: { date: {} }, asOf: {}, draft: { mark: {} } };

/**
 * Returns the letterhead if it can be filled: it has a place for everything an answer may hold, and asks for nothing else.
 * @throws LetterheadError that names the mark and the mend
 */
export function checkLetterhead(bytes: Uint8Array): Uint8Array {
  const found = marksOf(bytes);
  const missing = firstMissing(body, found);
  if (missing) throw new LetterheadError("house.letterhead-missing", { field: missing });
  if (!mentions(found, "mark")) throw new LetterheadError("house.letterhead-missing", { field: "{#draft}{mark}{/draft}" });
  const unknown = firstUnknown(found, { ...body, ...around });
  if (unknown) throw new LetterheadError("house.letterhead-unknown", { field: unknown });
  return bytes;
}

function marksOf(bytes: Uint8Array): Marks {
  const inspector = new Inspector();
  let zip: PizZip;
  try {
    zip = new PizZip(bytes);
  } catch {
    throw new LetterheadError("house.letterhead-no-word", { field: "–" });
  }
  if (!zip.file("word/document.xml")) throw new LetterheadError("house.letterhead-no-word", { field: "word/document.xml" });
  try {
    new Docxtemplater(zip, { paragraphLoop: true, linebreaks: true, modules: [inspector] });
  } catch (error) {
    const [first] =
      (error as { properties?: { errors?: { properties?: { xtag?: string; explanation?: string } }[] } }).properties?.errors ?? [];
    throw new LetterheadError("house.letterhead-broken", { field: `{${first?.properties?.xtag ?? "?"}}` });
  }
  return inspector.getAllTags() as Marks;
}

function firstMissing(wanted: Marks, found: Marks, path = ""): string | null {
  for (const [name, inner] of Object.entries(wanted)) {
    const there = found[name];
    if (there === undefined) return `${path}{${Object.keys(inner).length > 0 ? "#" : ""}${name}}`;
    const below = firstMissing(inner, there, `${path}{#${name}} … `);
    if (below) return below;
  }
  return null;
}

function firstUnknown(found: Marks, known: Marks, path = ""): string | null {
  for (const [name, inner] of Object.entries(found)) {
    const here = known[name] ?? (path === "" ? undefined : around[name]);
    if (here === undefined) return `${path}{${name}}`;
    const below = firstUnknown(inner, here, `${path}{#${name}} … `);
    if (below) return below;
  }
  return null;
}

function mentions(marks: Marks, name: string): boolean {
  return Object.entries(marks).some(([key, inner]) => key === name || mentions(inner, name));
}
