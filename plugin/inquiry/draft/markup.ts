import { SaxesParser } from "saxes";
import { type Block, type LinesRole, linesRoles, type Sentence } from "./document.ts";

/** An answer.hbs produced something that is no markup of ours. */
export class MarkupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MarkupError";
  }
}

/**
 * The markup of an answer.hbs, read into blocks:
 * `<h1>`–`<h3>` · `<p role="question|answer|signature">` · `<lines role="sender|address|reference|signature">` with `<line>` · `<ul>`/`<ol>` with `<li>` · `<table>` with `<caption>`, `<tr>`, `<th>`, `<td>` ·
 * in them plain text and `<sentence sources="0 2" gap="1" note="yes">`. Blocks may carry `when="final"` or `when="draft"`,
 * a table `fill="signatures"`.
 * It is XML: a value that looks like markup was escaped by Handlebars and stays text. Anything else is refused.
 */
export function readMarkup(markup: string): Block[] {
  return elements(parse(`<answer>${markup}</answer>`)).flatMap((element) => {
    const block = blockOf(element);
    const { when } = element.attributes;
    if (when !== undefined && when !== "final" && when !== "draft") throw new MarkupError(`unknown when="${when}"`);
    return block ? [when ? { ...block, when } : block] : [];
  });
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

function parse(xml: string): Element {
  const parser = new SaxesParser();
  const root: Element = { name: "", attributes: {}, children: [] };
  const open = [root];
  parser.on("error", (error) => {
    throw new MarkupError(error.message);
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => open.at(-1)?.children.push(text));
  parser.on("closetag", () => open.pop());
  parser.write(xml).close();
  return elements(root)[0] ?? root;
}

function blockOf(element: Element): Block | null {
  const { name } = element;
  if (name === "table") return { kind: "table", ...tableOf(element) };
  if (name === "lines") return linesOf(element);
  if (name === "ul" || name === "ol") return { kind: "list", ordered: name === "ol", items: elements(element, "li").map(sentencesOf) };
  const sentences = name === "p" || /^h[123]$/.test(name) ? sentencesOf(element) : null;
  if (!sentences) throw new MarkupError(`<${name}> is no block`);
  if (sentences.length === 0) return null;
  if (name === "p") return { kind: "paragraph", role: roleOf(element.attributes.role), sentences };
  return { kind: "heading", level: Number(name.slice(1)) as 1 | 2 | 3, text: sentences.map(({ text }) => text).join(" ") };
}

function linesOf(element: Element): Block | null {
  const role = element.attributes.role ?? "text";
  if (!linesRoles.includes(role as LinesRole)) throw new MarkupError(`unknown role="${role}"`);
  const lines = elements(element, "line").map(cellOf);
  return lines.some(({ text }) => text !== "")
    ? { kind: "lines", role: role as LinesRole, lines: lines.filter(({ text }) => text !== "") }
    : null;
}

function tableOf(element: Element): { caption?: string; columns: string[]; fill?: "signatures"; rows: Sentence[][] } {
  const { fill } = element.attributes;
  if (fill !== undefined && fill !== "signatures") throw new MarkupError(`unknown fill="${fill}"`);
  const parts = elements(element, "caption", "tr");
  const caption = parts.find(({ name }) => name === "caption");
  const rows = parts.filter(({ name }) => name === "tr").map((row) => elements(row, "th", "td"));
  const hasColumns = rows[0]?.every(({ name }) => name === "th") ?? false;
  return {
    ...(caption ? { caption: cellOf(caption).text } : {}),
    ...(fill ? { fill } : {}),
    columns: hasColumns ? (rows[0] ?? []).map((cell) => cellOf(cell).text) : [],
    rows: rows.slice(hasColumns ? 1 : 0).map((row) => row.map(cellOf)),
  };
}

function cellOf(cell: Element): Sentence {
  const [sentence, ...more] = sentencesOf(cell);
  if (more.length > 0) throw new MarkupError(`more than one sentence in a cell: ${more[0]?.text}`);
  return sentence ?? { text: "", sources: [] };
}

function sentencesOf(element: Element): Sentence[] {
  return element.children
    .map((child) => (typeof child === "string" ? { text: tidy(child), sources: [] } : sentenceOf(child)))
    .filter(({ text }) => text !== "");
}

function sentenceOf({ name, attributes, children }: Element): Sentence {
  if (name !== "sentence") throw new MarkupError(`<${name}> inside a block`);
  const text = tidy(children.map((child) => (typeof child === "string" ? child : "")).join(""));
  const sources = (attributes.sources ?? "").split(" ").filter(Boolean).map(Number);
  return { text, sources, ...(attributes.gap ? { gap: Number(attributes.gap) } : {}), ...(attributes.note ? { note: true as const } : {}) };
}

/** The child elements; anything but `allowed` between them is refused. */
function elements({ name, children }: Element, ...allowed: readonly string[]): Element[] {
  return children.filter((child): child is Element => {
    if (typeof child !== "string" && (allowed.length === 0 || allowed.includes(child.name))) return true;
    if (typeof child === "string" && child.trim() === "") return false;
    throw new MarkupError(`${typeof child === "string" ? child.trim().slice(0, 40) : `<${child.name}>`} in <${name}>`);
  });
}

function roleOf(role: string | undefined) {
  if (role === undefined || role === "question" || role === "answer" || role === "signature") return role ?? "text";
  throw new MarkupError(`unknown role="${role}"`);
}

// Not \s: the narrow space inside a number has to survive.
const tidy = (text: string) => text.replace(/[ \t\r\n]+/gu, " ").replace(/^ | $/gu, "");
