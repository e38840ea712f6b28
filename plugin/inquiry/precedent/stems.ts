import { stemmer } from "@orama/stemmers/german";

/** Words of three letters and more as stems, umlauts spelled out, in the order of the text. Numbers of papers stay as they are. */
export function stemsOf(text: string): string[] {
  const words =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/\d+\/\d+|[\p{L}]{3,}|§+\s?\d+\p{L}?/gu) ?? [];
  return words.map((word) => (/\d/.test(word) ? word.replace(/\s/g, "") : plain(stemmer(word))));
}

const plain = (word: string): string => word.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");

/** Runs of three letters, with the beginning marked: `dul` and `^du` of `duldung`. */
export function gramsOf(stem: string): string[] {
  const marked = `^${stem}`;
  return [...new Set(Array.from({ length: Math.max(0, marked.length - 2) }, (_, at) => marked.slice(at, at + 3)))];
}
