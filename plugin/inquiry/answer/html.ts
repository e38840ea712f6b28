import { readFileSync } from "node:fs";
import { formatDate } from "../../figures/format.ts";
import { say } from "../../messages.ts";
import { helpers } from "../../views/helpers.ts";
import type { Block, Draft } from "../draft/document.ts";
import { list, object, optionalObject, type Shape } from "../draft/shape.ts";
import { compileTemplate } from "../draft/template.ts";
import { bannerOf, runs, shownBlocks, sourceLine } from "./shown.ts";

const template = (name: string) => readFileSync(new URL(`../../../templates/answer/${name}.hbs`, import.meta.url), "utf8");
let compiled: ((context: object) => string) | undefined;

const run = object({ text: "text", marker: "text", gap: "flag" });
const words = object({ runs: list(run) });
const kinds = ["h1", "h2", "h3", "paragraph", "question", "signature", "lines", "ordered", "unordered", "table"] as const;
const blockShape: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(kinds.map((kind): [string, Shape] => [kind, "flag"])),
  ...{ text: "text", caption: "text", role: "text", runs: list(run), items: list(words), columns: list("text") },
  rows: list(object({ cells: list(object({ head: "flag", runs: list(run) })) })),
};
const pageShape = object({
  ...{
    town: "text",
    title: "text",
    organization: "text",
    date: "optional",
    standing: "text",
    sourcesHeading: "text",
    dataNote: "optional",
    marginLeft: "text",
    marginRight: "text",
    marginFoot: "text",
  },
  banner: optionalObject({ mark: "text", short: "text" }),
  blocks: list(object(blockShape)),
  sources: list(object({ number: "text", line: "text", url: "optional" })),
});

/** A complete page for A4: refers to nothing outside itself, `lang=de`, no inline styles. Third-party text is escaped, always. */
export function html(draft: Draft, final: boolean, dataNote: string | null = null): string {
  compiled ??= compileTemplate(template("page"), { runs: template("runs").trimEnd() }, pageShape);
  const { town, title, organization, date, asOf } = draft.head;
  return compiled({
    town,
    title,
    organization,
    date: date && formatDate(date),
    standing: say("answer.standing", { date: formatDate(asOf) }),
    sourcesHeading: say("answer.sources"),
    dataNote,
    marginLeft: helpers.cssString([town, organization, ...(date ? [formatDate(date)] : [])].join(" · ")),
    marginRight: helpers.cssString(shortened(title)),
    marginFoot: helpers.cssString(say("answer.foot", { date: formatDate(asOf) })),
    banner: bannerOf(draft, final),
    blocks: shownBlocks(draft, final).map(blockView),
    sources: draft.sources.map((source, index) => ({ number: index + 1, line: sourceLine(source), url: webAddress(source.url) })),
  });
}

/** As much of a title as fits beside town, body and day. */
const shortened = (title: string): string => (title.length > 50 ? `${title.slice(0, 49).trimEnd()}…` : title);

/** Everything a template may ask for is there, so that strict mode finds misspellings and nothing else. */
function blockView(block: Block) {
  const empty = Object.fromEntries(kinds.map((kind) => [kind, false]));
  const nothing = { ...empty, text: "", caption: "", role: "", runs: [], items: [], columns: [], rows: [] };
  if (block.kind === "heading") return { ...nothing, [`h${block.level}`]: true, text: block.text };
  if (block.kind === "list")
    return { ...nothing, ordered: block.ordered, unordered: !block.ordered, items: block.items.map((item) => ({ runs: runs(item) })) };
  if (block.kind === "lines")
    return { ...nothing, lines: true, role: block.role, items: block.lines.map((line) => ({ runs: runs([line]) })) };
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
