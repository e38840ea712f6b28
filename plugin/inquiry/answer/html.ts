import { readFileSync } from "node:fs";
import { formatDate } from "../../figures/format.ts";
import { say } from "../../messages.ts";
import type { Block, Draft } from "../draft/document.ts";
import { compileTemplate } from "../draft/template.ts";
import { runs, shownBlocks, sourceLine } from "./shown.ts";

const template = (name: string) => readFileSync(new URL(`../../../templates/answer/${name}.hbs`, import.meta.url), "utf8");
let compiled: ((context: object) => string) | undefined;

/** A complete page for A4: refers to nothing outside itself, `lang=de`, no inline styles. Third-party text is escaped, always. */
export function html(draft: Draft, final: boolean, dataNote: string | null = null): string {
  compiled ??= compileTemplate(template("page"), { runs: template("runs").trimEnd() }, ["date", "url", "dataNote"]);
  const { town, title, organization, date, asOf } = draft.head;
  return compiled({
    town,
    title,
    organization,
    date: date && formatDate(date),
    standing: say("answer.standing", { date: formatDate(asOf) }),
    sourcesHeading: say("answer.sources"),
    dataNote,
    draft: !final,
    mark: say("answer.draft"),
    short: say("answer.draft-short"),
    blocks: shownBlocks(draft, final).map(blockView),
    sources: draft.sources.map((source, index) => ({ number: index + 1, line: sourceLine(source), url: webAddress(source.url) })),
  });
}

/** Everything a template may ask for is there, so that strict mode finds misspellings and nothing else. */
function blockView(block: Block) {
  const empty = { h1: false, h2: false, h3: false, paragraph: false, question: false, signature: false, ordered: false, unordered: false };
  const nothing = { ...empty, table: false, text: "", caption: "", runs: [], items: [], columns: [], rows: [] };
  if (block.kind === "heading") return { ...nothing, [`h${block.level}`]: true, text: block.text };
  if (block.kind === "list")
    return { ...nothing, ordered: block.ordered, unordered: !block.ordered, items: block.items.map((item) => ({ runs: runs(item) })) };
  if (block.kind === "table") {
    const rowHeads = block.columns.length === 0;
    const rows = block.rows.map((row) => ({ cells: row.map((cell, index) => ({ head: rowHeads && index === 0, runs: runs([cell]) })) }));
    return { ...nothing, table: true, caption: block.caption ?? "", columns: block.columns, rows };
  }
  const role = block.role === "question" || block.role === "signature" ? block.role : "paragraph";
  return { ...nothing, [role]: true, runs: runs(block.sentences) };
}

/** Only an address of the web becomes a link; anything else would run when clicked. */
function webAddress(url: string | undefined): string | null {
  return url !== undefined && /^https?:\/\//iu.test(url) && URL.canParse(url) ? url : null;
}
