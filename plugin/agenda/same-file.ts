import { createHash } from "node:crypto";

/** A file as a RIS lists it; `raw` is the OParl object, which may carry checksums (OParl 1.0 `sha1Checksum`, 1.1 `sha512Checksum`). */
export interface ListedFile {
  readonly name: string | null;
  readonly fileName: string | null;
  readonly raw: string | null;
}

/** `same`: by checksum, or by name with no checksum to the contrary; `differs`: our name, but another content. */
export type Sameness = "same" | "differs" | "other";

/**
 * Whether a file in the RIS is the one that was handed over. A checksum decides whatever the file is called now; without one its name
 * does, compared without what transfers change: extension, "(1)" of a second download, composed or decomposed umlauts or their
 * transcription, blanks and punctuation, case.
 */
export function sameFile(file: ListedFile, ours: { id: string; titles: readonly string[]; bytes: Uint8Array | null }): Sameness {
  const matches = ours.bytes && checksumMatches(file.raw, ours.bytes);
  if (matches) return "same";
  const names = [file.name, file.fileName].flatMap((name) => (name ? [essence(name), essence(name.replace(copy, "$1"))] : []));
  const named = ours.titles.some((title) => names.includes(essence(title))) || file.fileName?.startsWith(ours.id) === true;
  if (!named) return "other";
  return matches === false ? "differs" : "same";
}

/** " (1)", "-1", " - Kopie" before the extension or at the end. */
const copy = /\s*(?:\(\d{1,2}\)| - Kopie)(\.[a-z0-9]{2,5})?$/iu;

/** What stays of a name on its way through browsers and file systems. */
function essence(name: string): string {
  return name
    .normalize("NFC")
    .replace(/\.(pdf|docx|html)$/i, "")
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Null when the RIS gives no checksum that we know. */
function checksumMatches(raw: string | null, bytes: Uint8Array): boolean | null {
  const given = raw === null ? {} : (JSON.parse(raw) as Record<string, unknown>);
  for (const algorithm of ["sha512", "sha1"] as const) {
    const checksum = given[`${algorithm}Checksum`];
    if (typeof checksum !== "string" || !/^[0-9a-f]{40,128}$/i.test(checksum)) continue;
    return createHash(algorithm).update(bytes).digest("hex") === checksum.toLowerCase();
  }
  return null;
}
