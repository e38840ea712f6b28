import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";
import { formatDate } from "../../figures/format.ts";
import { widestTable } from "../../houses/letterhead.ts";
import { say } from "../../messages.ts";
import type { Block, Draft, Sentence } from "../draft/document.ts";
import { unitsOf } from "../word/units.ts";
import { marked, wrapped } from "../word/wrap.ts";
import { bannerOf, runs, shownBlocks, sourceLine } from "./shown.ts";

/** The version whose texts are to be found again after somebody edited the file in Word. */
export interface Editable {
  readonly answer: string;
  readonly version: number;
  /** Texts from the case, which are not changed in Word (edit/told.ts). */
  readonly told: ReadonlySet<string>;
}

/**
 * Fills a house's Word letterhead. The same draft gives the same bytes, so that a file that was handed over can be recognised by
 * its hash. Throws if the letterhead asks for something a draft does not have.
 * @param editable the texts lie in content controls; never in a final version
 */
export function docx(given: Draft, final: boolean, letterhead: Uint8Array, editable: Editable | null = null): Buffer {
  const units = editable && !final ? unitsOf(given, editable.told) : [];
  const draft = marked(given, units);
  const filled = new Docxtemplater(new PizZip(letterhead), { paragraphLoop: true, linebreaks: true, nullGetter: refuse });
  const { town, title, organization, date, asOf } = draft.head;
  const banner = bannerOf(draft, final);
  filled.render({
    town,
    title,
    organization,
    date: date ? formatDate(date) : "",
    asOf: formatDate(asOf),
    draft: banner && { mark: banner.short },
    blocks: shownBlocks(draft, final).map(blockView),
    sources: draft.sources.map((source, index) => ({
      number: `[${index + 1}]`,
      line: sourceLine(source),
      url: source.url ? `, ${source.url}` : "",
    })),
    hasSources: draft.sources.length > 0 && { heading: say("answer.sources") },
  });
  const zip = filled.getZip();
  if (editable && units.length > 0) zip.file(mainFile, wrapped(zip.file(mainFile)?.asText() ?? "", units, editable));
  for (const file of Object.values(zip.files)) file.date = new Date(`${asOf}T12:00:00Z`);
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}

const mainFile = "word/document.xml";

/** `{#blocks}` of a letterhead: exactly one of these is set per block. */
function blockView(block: Block) {
  const nothing = {
    heading1: false,
    heading2: false,
    heading3: false,
    paragraph: false,
    question: false,
    signature: false,
    bullets: false,
    numbers: false,
    ...{ sender: false, address: false, reference: false, lines: false },
  };
  const tables = { pairs: false, table2: false, table3: false, table4: false, table5: false, table6: false };
  return { ...nothing, ...tables, ...only(block) };
}

function only(block: Block): Record<string, unknown> {
  if (block.kind === "heading") return { [`heading${block.level}`]: { text: block.text } };
  if (block.kind === "list") return { [block.ordered ? "numbers" : "bullets"]: block.items.map((item) => ({ runs: wordRuns(item) })) };
  if (block.kind === "paragraph") {
    const style = block.role === "question" || block.role === "signature" ? block.role : "paragraph";
    return { [style]: { runs: wordRuns(block.sentences) } };
  }
  if (block.kind === "lines") return { [block.role === "text" ? "lines" : block.role]: { runs: lineRuns(block.lines) } };
  const width = block.columns.length || 2;
  if (block.rows.some((row) => row.length !== width) || width < 2 || width > widestTable)
    throw new Error(`no table of ${width} columns in a letterhead`);
  const rows = block.rows.map((row) => Object.fromEntries(row.map((cell, index) => [`c${index + 1}`, wordRuns([cell])])));
  const heads = Object.fromEntries(block.columns.map((column, index) => [`h${index + 1}`, column]));
  return {
    [block.columns.length === 0 ? "pairs" : `table${width}`]: { ...heads, caption: block.caption ? { text: block.caption } : false, rows },
  };
}

/** Sentences as runs of one paragraph; the space between two belongs to the second. */
function wordRuns(sentences: readonly Sentence[]) {
  return runs(sentences).map(({ text, marker, gap }, index) => {
    const spaced = index > 0 ? ` ${text}` : text;
    return { plain: gap ? "" : spaced, missing: gap ? spaced : "", marker: marker && ` ${marker}` };
  });
}

/** Lines of one paragraph: each but the first begins with a break. */
function lineRuns(lines: readonly Sentence[]) {
  return runs(lines).map(({ text, marker, gap }, index) => {
    const broken = index > 0 ? `\n${text}` : text;
    return { plain: gap ? "" : broken, missing: gap ? broken : "", marker: marker && ` ${marker}` };
  });
}

function refuse(part: { readonly module?: string; readonly value?: string }): string {
  if (part.module === "loop") return "";
  throw new Error(`the letterhead asks for {${part.value ?? "?"}}`);
}
