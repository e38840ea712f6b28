/** What stood in an answer: a value, or the code why there is none, with the text for a last look at it. */
export type Decoded = { readonly value: unknown } | { readonly unreadable: string; readonly text: string };

/**
 * Reads JSON as real servers send it: with a byte order mark, in Latin-1, with raw control characters inside strings (ALLRIS 1.0), under
 * any content type. A login page is told apart from broken JSON.
 */
export function decodeJson(bytes: Uint8Array): Decoded {
  const text = decodeText(bytes);
  if (text.trim() === "") return { unreadable: "empty-answer", text: "" };
  const value = tryParse(text) ?? tryParse(escapeControls(text));
  if (value) return value;
  return { unreadable: /^\s*</.test(text) ? "html-instead-of-json" : "invalid-json", text };
}

function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

// The label Latin-1 means windows-1252 on the web, which has the quotation marks that Word puts in.
const latin1 = new TextDecoder("windows-1252");
const utf8 = new TextDecoder("utf-8", { fatal: true });

function tryParse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Inside strings only: between them line breaks are lawful. */
function escapeControls(text: string): string {
  return text.replace(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"/g, (string) => string.replace(rawControl, escaped));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in a JSON string
const rawControl = /\\?[\u0000-\u001f]/g;
const escaped = (found: string) =>
  `\\u${found
    .charCodeAt(found.length - 1)
    .toString(16)
    .padStart(4, "0")}`;
