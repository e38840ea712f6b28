/** A name under which a browser may store a file on any system; the title itself stands in the data beside it. */
export function fileName(title: string, extension: string): string {
  const permitted = title
    .normalize("NFC")
    .replace(/[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}]+/gu, "-")
    .replace(/^[. ]+/, "");
  const letters = [...new Intl.Segmenter("de", { granularity: "grapheme" }).segment(permitted)].slice(0, 100);
  const name = letters.map(({ segment }) => segment).join("");
  return `${name.replace(/[. ]+$/, "") || "Dokument"}.${extension}`;
}
