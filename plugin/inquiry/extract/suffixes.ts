/** Finds the longest listed ending of a word: `Integrationsratsmitglied` → what is listed for `mitglied`. */
export function suffixes<T>(
  entries: readonly (readonly [string, T])[],
): (word: string) => { readonly ending: string; readonly value: T } | null {
  const listed = new Map(entries.toReversed());
  const lengths = [...new Set(entries.map(([ending]) => ending.length))].toSorted((one, other) => other - one);
  return (word) => {
    for (const length of lengths) {
      if (length > word.length) continue;
      const ending = word.slice(word.length - length);
      const value = listed.get(ending);
      if (value !== undefined) return { ending, value };
    }
    return null;
  };
}
