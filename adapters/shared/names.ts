const maxNameBytes = 255;

/**
 * A file name that records systems and file systems take, made of a title of any characters: `Drucksache 2026/123` → `Drucksache 2026-123.pdf`.
 * OpenCMIS refuses `/ \ : " * ? < > |`, Alfresco also a trailing dot or blank, Windows shares the names of devices (facts: ecm.md §4).
 * Two titles may give the same name; the true title must be kept elsewhere.
 *
 * `extension` is without a dot; the result has at most `maxBytes` bytes in UTF-8, of which the extension is never cut.
 */
export function permittedName(title: string, extension: string, maxBytes: number = maxNameBytes): string {
  const suffix = `.${/^[a-z0-9]{1,16}$/i.test(extension) ? extension : "bin"}`;
  return permitted(title, "Dokument", maxBytes - suffix.length) + suffix;
}

/** The same for one folder of a path. Never `.`, `..`, empty or hidden, so that it cannot lead out of its parent. */
export function permittedFolder(name: string, maxBytes: number = maxNameBytes): string {
  return permitted(name, "Ordner", maxBytes);
}

function permitted(title: string, otherwise: string, maxBytes: number): string {
  const visible = title
    .normalize("NFC")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[\p{Cf}\p{Cs}]/gu, "")
    .replace(/[/\\:"*?<>|]/g, "-");
  const name = bare(cut(bare(visible), maxBytes)) || otherwise;
  return isDevice(name) ? cut(`_${name}`, maxBytes) : name;
}

/** Leading dots hide a file, trailing dots and blanks vanish on Windows shares. */
function bare(name: string): string {
  let start = 0;
  let end = name.length;
  while (start < end && isDotOrBlank(name[start])) start += 1;
  while (end > start && isDotOrBlank(name[end - 1])) end -= 1;
  return name.slice(start, end);
}

function isDotOrBlank(character: string | undefined): boolean {
  return character === "." || character === " ";
}

const characters = new Intl.Segmenter("de", { granularity: "grapheme" });

/** Cut between what a reader sees as characters, so that no umlaut and no flag is torn. */
function cut(name: string, maxBytes: number): string {
  if (Buffer.byteLength(name) <= maxBytes) return name;
  let bytes = 0;
  let kept = "";
  for (const { segment } of characters.segment(name.slice(0, maxBytes))) {
    bytes += Buffer.byteLength(segment);
    if (bytes > maxBytes) break;
    kept += segment;
  }
  return kept;
}

function isDevice(name: string): boolean {
  return /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i.test(name);
}
