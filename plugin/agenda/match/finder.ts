import { beginnings, type Groups, type Hit, keyLength, matchAt, type Phrase, readPhrase } from "./phrase.ts";
import type { Words } from "./words.ts";

/** Finds phrases in titles. */
export type Finder<T> = (title: Words) => Hit<T>[];

interface Entry<T> {
  readonly phrase: Phrase;
  readonly of: T;
}

/**
 * Files the phrases by how their first word begins, so that a word is compared only with the few that can fit it. Work per word is bounded
 * by the rules, not by the title.
 */
export function finder<T>(source: readonly { readonly phrases: readonly string[]; readonly of: T }[], groups: Groups): Finder<T> {
  const filed = new Map<string, Entry<T>[]>();
  const anywhere: Entry<T>[] = [];
  for (const { phrases, of } of source) {
    for (const text of phrases) {
      const entry = { phrase: readPhrase(text, groups), of };
      const keys = beginnings(entry.phrase);
      if (!keys) anywhere.push(entry);
      for (const key of new Set(keys)) filed.set(key, [...(filed.get(key) ?? []), entry]);
    }
  }
  return (title) => {
    const hits: Hit<T>[] = [];
    title.words.forEach((word, from) => {
      for (const form of word.forms) collect(title, from, filed.get(form.fold.slice(0, keyLength)), hits);
      collect(title, from, anywhere, hits);
    });
    return hits;
  };
}

function collect<T>(title: Words, from: number, entries: readonly Entry<T>[] | undefined, hits: Hit<T>[]): void {
  for (const { phrase, of } of entries ?? []) {
    const to = matchAt(phrase, title, from);
    if (to > from) hits.push({ of, from, to });
  }
}
