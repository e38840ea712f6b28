/**
 * What is left of a word when spelling does not matter: `Gültig bis`, `gueltig_bis` and `GÜLTIG BIS` are the same.
 * Composed first, because macOS writes umlauts in two characters.
 */
export function canonical(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => expanded[letter] ?? letter)
    .replace(/[^a-z0-9]/g, "");
}

const expanded: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
