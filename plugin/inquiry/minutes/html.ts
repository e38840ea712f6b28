import entities from "./entities.json" with { type: "json" };

const named = new Map<string, string>(Object.entries(entities));
/** Elements whose content no minute-taker wrote. */
const dropped = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "nav",
  "head",
  "header",
  "footer",
  "aside",
  "select",
  "button",
  "iframe",
  "object",
]);
const paragraphs = new Set([
  "p",
  "div",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "ul",
  "ol",
  "table",
  "section",
  "article",
  "main",
  "blockquote",
  "pre",
  "dl",
  "form",
  "hr",
  "body",
]);
const lines = new Set(["br", "tr", "dt", "dd", "option", "caption", "legend"]);

export function isHtml(text: string): boolean {
  return /^\s*(?:<!doctype html|<html|<head|<body)|<(?:html|body)[\s>]/i.test(text.slice(0, 4096));
}

/**
 * The text of a saved RIS page with its paragraph breaks. One pass, no tree: it grows with the length of the page only, and
 * nothing of the page is ever rendered.
 */
export function htmlText(html: string): string {
  const lower = html.toLowerCase();
  const unclosed = new Set<string>();
  const pieces: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    pieces.push(html.slice(at, open < 0 ? html.length : open).replace(/\s+/g, " "));
    if (open < 0) break;
    const tag = tagAt(html, open);
    if (!tag) {
      pieces.push("<");
      at = open + 1;
      continue;
    }
    pieces.push(breakOf(tag.name, tag.closing));
    at = tag.closing ? tag.end : behind(lower, tag, unclosed);
  }
  return tidy(decodeEntities(pieces.join("")));
}

interface Tag {
  readonly name: string;
  readonly closing: boolean;
  /** Index after `>`. */
  readonly end: number;
}

/** A tag, comment or declaration at this `<`; null if it is only a sign. */
function tagAt(html: string, open: number): Tag | null {
  if (html.startsWith("<!--", open)) {
    const end = html.indexOf("-->", open + 4);
    return { name: "!", closing: true, end: end < 0 ? html.length : end + 3 };
  }
  const name = /^<(\/?)([a-zA-Z!?][a-zA-Z0-9]*)/.exec(html.slice(open, open + 32));
  if (!name) return null;
  return { name: (name[2] ?? "").toLowerCase(), closing: name[1] === "/", end: closeOf(html, open + name[0].length) };
}

/** The `>` that closes a tag; those in quoted attributes do not, unless the quote is never closed. */
function closeOf(html: string, from: number): number {
  let at = from;
  while (at < html.length) {
    const sign = html.charAt(at);
    if (sign === ">") return at + 1;
    const quote = sign === '"' || sign === "'" ? html.indexOf(sign, at + 1) : -1;
    if (sign === "<" && at > from) return at;
    at = quote < 0 ? at + 1 : quote + 1;
  }
  return html.length;
}

/** Where reading goes on: behind the tag, or behind the whole element if it is dropped and closed somewhere. */
function behind(lower: string, { name, end }: Tag, unclosed: Set<string>): number {
  if (!dropped.has(name) || unclosed.has(name)) return end;
  const close = lower.indexOf(`</${name}`, end);
  if (close < 0) {
    unclosed.add(name);
    return end;
  }
  const stop = lower.indexOf(">", close);
  return stop < 0 ? lower.length : stop + 1;
}

function breakOf(name: string, closing: boolean): string {
  if (paragraphs.has(name)) return "\n\n";
  if (lines.has(name)) return "\n";
  if (name === "li") return closing ? "\n" : "\n- ";
  return (name === "td" || name === "th") && closing ? "\t" : "";
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,9}));/g,
    (whole, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return named.get(name) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function tidy(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
