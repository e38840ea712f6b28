import { inflateRawSync } from "node:zlib";
import PizZip from "pizzip";
import { SaxesParser } from "saxes";
import { z } from "zod";
import { Refusal } from "../../refusal.ts";

/** A thousand pages of Word are some 20 MB of XML; more is a bomb. */
const megabytes = 64;
const Packed = z.object({
  compressionMethod: z.string(),
  getCompressedContent: z.custom<() => Uint8Array>((value) => typeof value === "function"),
});

/**
 * The text of a DOCX as a reader sees it with all changes accepted: one paragraph per line with a blank line between, list
 * items with a dash, table cells with tabs. Headers, footers, notes, comments and deleted text are left out.
 */
export function docxText(name: string, bytes: Uint8Array): string {
  try {
    return textOf(new TextDecoder().decode(unpack(name, bytes)));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("minutes.unreadable", { values: { name }, status: 415 });
  }
}

/** The main part, inflated by zlib under a cap: the size that a ZIP states of itself is not believed. */
function unpack(name: string, bytes: Uint8Array): Uint8Array {
  const zip = new PizZip(Buffer.from(bytes));
  const [part] = zip.file(/^word\/document\d*\.xml$/);
  if (!part) throw new Refusal("minutes.unreadable", { values: { name }, status: 415 });
  const { compressionMethod, getCompressedContent } = Packed.parse((part as unknown as { _data: unknown })._data);
  const content = getCompressedContent();
  if (compressionMethod === "\u0000\u0000") return content;
  try {
    return inflateRawSync(content, { maxOutputLength: megabytes * 2 ** 20 });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new Refusal(tooLarge ? "minutes.too-large" : "minutes.unreadable", { values: { name, megabytes }, status: tooLarge ? 413 : 415 });
  }
}

/** Deleted and moved-away text, field codes, the second copy of a drawing's text. */
const skipped = new Set(["w:del", "w:moveFrom", "w:instrText", "w:delText", "mc:Fallback", "w:pPrChange", "w:rPrChange"]);
const marks: Readonly<Record<string, string>> = {
  "w:tab": "\t",
  "w:br": "\n",
  "w:cr": "\n",
  "w:noBreakHyphen": "-",
  "w:softHyphen": "\u00AD",
};

function textOf(xml: string): string {
  const parser = new SaxesParser();
  const pieces: string[] = [];
  let hidden = 0;
  let reading = false;
  let run = false;
  let cells = 0;
  const put = (text: string) => {
    if (hidden === 0) pieces.push(text);
  };
  parser.on("opentag", ({ name }) => {
    if (skipped.has(name)) hidden++;
    else if (name === "w:t") reading = true;
    else if (name === "w:r") run = true;
    else if (name === "w:tc") cells++;
    else if (name === "w:numPr") put("- ");
    else if (run && marks[name] !== undefined) put(marks[name]);
  });
  parser.on("text", (text) => {
    if (reading) put(text);
  });
  parser.on("closetag", ({ name }) => {
    if (skipped.has(name)) hidden--;
    else if (name === "w:t") reading = false;
    else if (name === "w:r") run = false;
    else if (name === "w:tc") {
      cells--;
      put("\t");
    } else if (name === "w:tr") put("\n");
    else if (name === "w:p") put(cells > 0 ? " " : "\n\n");
  });
  parser.write(xml).close();
  return tidy(pieces.join(""));
}

function tidy(text: string): string {
  const lines = text.split("\n").map((line) => line.trimEnd().replaceAll(" \t", "\t"));
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
