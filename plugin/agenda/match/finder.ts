import { beginnings, type Groups, type Hit, keyLength, matchAt, type Phrase, readPhrase } from "./phrase.ts";
import type { Words } from "./words.ts";

/** Finds phrases in titles. */
export type Finder<T> = (title: Words) => Hit<T>[];

interface Entry<T> {
  readonly phrase: Phrase;
  readonly of: T;
}

/**
 * Files the phrases by how their first word begins, so that a word is compared only with the few that can fit it: the work per word is
 * bounded by the rules, not by the title.
 */
export function finder<T>(source: readonly { readonly phrases: readonly string[]; readonly of: T }[], groups: Groups): Finder<T> {
  const all = source.flatMap(({ phrases, of }) => phrases.map((text): Entry<T> => ({ phrase: readPhrase(text, groups), of })));
  const byWord = new Map<string, Entry<T>[]>();
  const byStart = new Map<string, Entry<T>[]>();
  const anywhere: Entry<T>[] = [];
  for (const entry of all) {
    const keys = beginnings(entry.phrase);
    if (!keys) anywhere.push(entry);
    for (const word of new Set(keys?.words)) file(byWord, word, entry);
    for (const start of new Set(keys?.starts)) file(byStart, start, entry);
  }
  return (title) => {
    const hits: Hit<T>[] = [];
    title.words.forEach((word, from) => {
      for (const { fold, cut } of word.forms) {
        collect(title, from, cut ? all : byWord.get(fold), hits);
        collect(title, from, byStart.get(fold.slice(0, keyLength)), hits);
      }
      collect(title, from, anywhere, hits);
    });
    return hits;
  };
}

function file<T>(files: Map<string, Entry<T>[]>, key: string, entry: Entry<T>): void {
  const filed = files.get(key);
  if (filed) filed.push(entry);
  else files.set(key, [entry]);
}

function collect<T>(title: Words, from: number, entries: readonly Entry<T>[] | undefined, hits: Hit<T>[]): void {
  for (const { phrase, of } of entries ?? []) {
    const to = matchAt(phrase, title, from);
    if (to > from) hits.push({ of, from, to });
  }
}
