import { SaxesParser } from "saxes";
import { Refusal } from "../../refusal.ts";
import { mainPart } from "./main-part.ts";
import { marks, skipped } from "./words.ts";

/** A content control of Word: a field to fill in, or a piece of text that can be found again. */
interface Control {
  readonly tag: string;
  /** As a reader sees it with all changes accepted; paragraphs and breaks as line ends. Empty while only the prompt is there. */
  readonly text: string;
  /** It lies within another one with a tag, whose text then holds this text too. */
  readonly nested: boolean;
}

/** What a Word file holds, for those who look for their own fields in it. */
export interface Controlled {
  /** Those with a tag, in the order of the text; LibreOffice before 7.5 drops tags. */
  readonly controls: readonly Control[];
  /** Rows of tables, the text of each cell; prompts left out. They find a field again whose control got lost. */
  readonly rows: readonly (readonly string[])[];
  /** Paragraphs outside tables and tagged controls. */
  readonly outside: readonly string[];
  /** Something was inserted, deleted or moved with changes being tracked. */
  readonly tracked: boolean;
  readonly commented: boolean;
}

const changes = new Set(["w:ins", "w:del", "w:moveFrom", "w:moveTo"]);

/** Reads the controls of a DOCX. Throws a Refusal `word.unreadable` or `word.too-large`. */
export function contentControls(name: string, bytes: Uint8Array): Controlled {
  const xml = mainPart(name, bytes, "word");
  try {
    return read(xml);
  } catch {
    throw new Refusal("word.unreadable", { values: { name }, status: 415 });
  }
}

interface Field {
  tag: string;
  prompt: boolean;
  readonly pieces: string[];
}

function read(xml: string): Controlled {
  const parser = new SaxesParser();
  const text = textParts();
  const found = { tracked: false, commented: false };
  const at = { hidden: 0, properties: 0, run: false, text: false };

  parser.on("opentag", ({ name, attributes }) => {
    found.tracked ||= changes.has(name);
    found.commented ||= name === "w:commentReference";
    if (skipped.has(name)) at.hidden++;
    else if (name === "w:sdtPr") at.properties++;
    else if (at.properties > 0) describe(text.field(), name, String(attributes["w:val"] ?? ""));
    else if (name === "w:t") at.text = true;
    else if (name === "w:r") at.run = true;
    else if (at.run && marks[name] !== undefined && at.hidden === 0) text.put(marks[name]);
    else text.open(name);
  });
  parser.on("text", (piece) => {
    if (at.text && at.hidden === 0) text.put(piece);
  });
  parser.on("closetag", ({ name }) => {
    if (skipped.has(name)) at.hidden--;
    else if (name === "w:sdtPr") at.properties--;
    else if (name === "w:t") at.text = false;
    else if (name === "w:r") at.run = false;
    else text.close(name);
  });
  parser.write(xml).close();
  return { ...text.all(), ...found };
}

/** Sorts text by where it stands: in a control, in a cell, in a paragraph outside of both. */
function textParts() {
  const [controls, rows, outside] = [[] as Control[], [] as string[][], [] as string[]];
  const fields: Field[] = [];
  let [cell, paragraph] = [[] as string[], [] as string[]];
  let [tableRows, cells] = [0, 0];
  const inside = () => fields.some(({ tag }) => tag !== "");

  function put(piece: string): void {
    if (fields.some(({ prompt }) => prompt)) return;
    for (const field of fields) field.pieces.push(piece);
    if (cells > 0) cell.push(piece);
    else if (!inside()) paragraph.push(piece);
  }

  const opening: Readonly<Record<string, () => void>> = {
    "w:sdt": () => fields.push({ tag: "", prompt: false, pieces: [] }),
    "w:tr": () => {
      if (tableRows++ === 0) rows.push([]);
    },
    "w:tc": () => {
      if (cells++ === 0) cell = [];
    },
  };
  const closing: Readonly<Record<string, () => void>> = {
    "w:p": () => {
      put("\n");
      if (cells > 0 || inside()) return;
      outside.push(tidy(paragraph));
      paragraph = [];
    },
    "w:tc": () => {
      if (--cells === 0) rows.at(-1)?.push(tidy(cell));
    },
    "w:tr": () => {
      tableRows--;
    },
    "w:sdt": () => {
      const { tag, pieces } = fields.pop() ?? { tag: "", pieces: [] };
      if (tag !== "") controls.push({ tag, text: tidy(pieces), nested: inside() });
    },
  };
  return {
    put,
    field: () => fields.at(-1),
    open: (name: string) => opening[name]?.(),
    close: (name: string) => closing[name]?.(),
    all: () => ({ controls, rows, outside: outside.filter((text) => text !== "") }),
  };
}

function describe(field: Field | undefined, name: string, value: string): void {
  if (!field) return;
  if (name === "w:tag") field.tag = value;
  if (name === "w:showingPlcHdr") field.prompt = !/^(?:0|false|off)$/u.test(value);
}

const tidy = (pieces: readonly string[]): string =>
  pieces
    .join("")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/gu, "\n\n")
    .trim();
