import { Parser } from "xml2js";

/** One element, free of prefixes. */
export interface XmlElement {
  /** Local name. */
  readonly name: string;
  /** Namespace address; empty if there is none. */
  readonly namespace: string;
  /** By local name; those in a namespace by `{namespace}name`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. Text of blanks alone counts as none. */
  readonly text: string;
}

/** Not usable as XML: `too-large`, `encoding`, `doctype`, `malformed`, `too-deep`. */
export class XmlError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = "XmlError";
    this.code = code;
  }
}

/** Parsing holds the event loop (about 10 µs per element), so larger messages have to be read by a streaming parser instead. */
const defaultMaxBytes = 1_048_576;
const maxDepth = 100;

/**
 * Reads one XML document, strictly and with namespaces. A document type declaration is refused, so there are no entities but those of XML and HTML for single characters.
 * Throws an XmlError and nothing else.
 */
export function parseXml(source: Uint8Array | string, limits: { maxBytes?: number } = {}): XmlElement {
  const size = typeof source === "string" ? Buffer.byteLength(source) : source.byteLength;
  if (size > (limits.maxBytes ?? defaultMaxBytes)) throw new XmlError("too-large");
  const text = typeof source === "string" ? source : decodeXml(source);
  if (hasDoctype(text)) throw new XmlError("doctype");
  if (!endsWithTag(text)) throw new XmlError("malformed");
  return element(parseStrictly(text), 0);
}

/** The first direct child of that name, whatever its namespace. */
export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((candidate) => candidate.name === name);
}

/** Text for an element or an attribute value. Characters that XML 1.0 cannot hold are left out. */
export function escapeXml(text: string): string {
  return xmlText(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Leaves out what XML 1.0 §2.2 cannot hold: control characters, lone surrogates, U+FFFE and U+FFFF. */
export function xmlText(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "");
}

/** The text of a document: by byte order mark, else by the declaration, else UTF-8. Throws an XmlError `encoding`. */
export function decodeXml(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 200)).toString("latin1");
  const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1];
  const marked = start.startsWith("\u00ff\u00fe") ? "utf-16le" : start.startsWith("\u00fe\u00ff") ? "utf-16be" : undefined;
  try {
    return new TextDecoder(marked ?? declared ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new XmlError("encoding");
  }
}

/** Before the root element may stand blanks, comments and processing instructions; a `<!` beyond them is a document type declaration. */
function hasDoctype(text: string): boolean {
  let at = 0;
  for (;;) {
    while (/[\s\uFEFF]/.test(text.charAt(at))) at += 1;
    const end = text.startsWith("<!--", at) ? "-->" : text.startsWith("<?", at) ? "?>" : undefined;
    if (!end) return text.startsWith("<!", at);
    const found = text.indexOf(end, at + end.length);
    if (found < 0) return false;
    at = found + end.length;
  }
}

/** After the root element only blanks, comments and processing instructions may stand; the parser below does not look there. */
function endsWithTag(text: string): boolean {
  let rest = text.trimEnd();
  for (;;) {
    const start = rest.endsWith("-->") ? rest.lastIndexOf("<!--") : rest.endsWith("?>") ? rest.lastIndexOf("<?") : -1;
    if (start < 0) break;
    rest = rest.slice(0, start).trimEnd();
  }
  return rest.endsWith("/>") || (rest.endsWith(">") && rest.startsWith("</", rest.lastIndexOf("<")));
}

interface Parsed {
  readonly "#name": string;
  readonly $ns: { readonly local: string; readonly uri: string };
  readonly $?: Readonly<Record<string, { readonly local: string; readonly uri: string; readonly prefix: string; readonly value: string }>>;
  readonly $$?: readonly Parsed[];
  readonly _?: string;
}

function parseStrictly(text: string): Parsed {
  let outcome: { error: unknown; root: Parsed | undefined } | undefined;
  const onlyOneRoot = (name: string) => {
    if (outcome) throw new XmlError("malformed");
    return name;
  };
  const parser = new Parser({
    strict: true,
    xmlns: true,
    explicitRoot: false,
    explicitChildren: true,
    preserveChildrenOrder: true,
    explicitCharkey: true,
    tagNameProcessors: [onlyOneRoot],
  });
  try {
    parser.parseString(text, (error: Error | null, root: Parsed | undefined) => {
      outcome ??= { error, root };
    });
  } catch {
    throw new XmlError("malformed");
  }
  if (!outcome?.root || outcome.error || typeof outcome.root !== "object") throw new XmlError("malformed");
  return outcome.root;
}

function element(parsed: Parsed, depth: number): XmlElement {
  if (depth > maxDepth) throw new XmlError("too-deep");
  const attributes = Object.values(parsed.$ ?? {})
    .filter(({ prefix, local }) => prefix !== "xmlns" && local !== "xmlns")
    .map(({ local, uri, value }) => [uri ? `{${uri}}${local}` : local, value] as const);
  return {
    name: parsed.$ns.local,
    namespace: parsed.$ns.uri,
    attributes: Object.fromEntries(attributes),
    children: (parsed.$$ ?? []).map((member) => element(member, depth + 1)),
    text: parsed._ ?? "",
  };
}
