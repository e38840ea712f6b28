import { SaxesParser } from "saxes";
import { Refusal } from "../../refusal.ts";
import { mainPart } from "../word/main-part.ts";
import { marks, skipped } from "../word/words.ts";
import type { Note } from "./mend.ts";
import { trackedIn } from "./tracked.ts";

/**
 * The text of a DOCX as a reader sees it with all changes accepted: one paragraph per line with a blank line between, list
 * items with a dash, table cells with tabs, several paragraphs of one cell apart. Headers, footers, notes, comments and deleted text are left out.
 */
export function docxText(name: string, bytes: Uint8Array): { text: string; notes: Note[] } {
  try {
    const xml = mainPart(name, bytes, "minutes");
    return { text: textOf(xml), notes: trackedIn(xml) };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("minutes.unreadable", { values: { name }, status: 415 });
  }
}

/** The end of a paragraph in a table: a tab follows if it was the last of its cell, else it is one of several. */
const inCell = "\uE000";

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
    else if (name === "w:p") put(cells > 0 ? inCell : "\n\n");
  });
  parser.write(xml).close();
  return tidy(pieces.join(""));
}

function tidy(text: string): string {
  const cells = text.replace(/\uE000+\t/g, "\t").replace(/\uE000+/g, "\n\n");
  const lines = cells.split("\n").map((line) => line.trimEnd());
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
