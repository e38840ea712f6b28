/** What a reader does not see once all changes are accepted: deleted and moved-away text, field codes, the second copy of a drawing's text. */
export const skipped: ReadonlySet<string> = new Set([
  "w:del",
  "w:moveFrom",
  "w:instrText",
  "w:delText",
  "mc:Fallback",
  "w:pPrChange",
  "w:rPrChange",
]);

/** Elements of a run that stand for a character. */
export const marks: Readonly<Record<string, string>> = {
  "w:tab": "\t",
  "w:br": "\n",
  "w:cr": "\n",
  "w:noBreakHyphen": "-",
  "w:softHyphen": "\u00AD",
};
