import type { Line, Manuscript, Passage } from "./manuscript.ts";

export interface Rebased {
  readonly manuscript: Manuscript;
  /** Where both changed the same sentence: what the newer version says there, by place. The manuscript holds one's own words. */
  readonly theirs: ReadonlyMap<string, string>;
  /** One's own words that have no place any more, because the newer version took it out. */
  readonly homeless: readonly string[];
}

/**
 * Carries what somebody has changed over to a newer version, which somebody else saved in between. Nothing is lost: where both
 * changed the same sentence, both texts are given.
 * @param base the version on which the work began · @param mine what became of it · @param newest the newer version
 */
export function rebase(base: Manuscript, mine: Manuscript, newest: Manuscript): Rebased {
  const [before, own, now] = [base, mine, newest].map(linesOf) as [Lines, Lines, Lines];
  const theirs = new Map<string, string>();
  // What was taken out here and rewritten there has to come back, so then the newer version is what is begun with.
  const cut = [...now].some(([place, line]) => !own.has(place) && !isDropped(place, line, before, own));
  const started = orderOf(base) === orderOf(newest) && !cut ? mine : withMine(newest, mine, before, own);
  const manuscript = started.map(({ id, groups }) => ({
    id,
    groups: groups.map((group) =>
      group.map((line): Line => {
        const place = `${id}.${line.id}`;
        const [first, ours, other] = [before.get(place), own.get(place), now.get(place)];
        if (!first || !ours || !other) return ours ?? line;
        if (same(ours, first) || same(ours, other)) return other;
        if (!same(other, first)) theirs.set(place, other.text);
        return ours;
      }),
    ),
  }));
  const left = linesOf(manuscript);
  const homeless = [...own].filter(([place, line]) => !left.has(place) && line.text !== "" && line.text !== before.get(place)?.text);
  return { manuscript, theirs, homeless: homeless.map(([, { text }]) => text) };
}

type Lines = ReadonlyMap<string, Line>;

const same = (one: Line, other: Line) =>
  one.text === other.text && (one.own === undefined || other.own === undefined || JSON.stringify(one.own) === JSON.stringify(other.own));

const linesOf = (manuscript: Manuscript): Lines =>
  new Map(manuscript.flatMap(({ id, groups }) => groups.flat().map((line) => [`${id}.${line.id}`, line] as const)));

const orderOf = (manuscript: Manuscript): string =>
  JSON.stringify(manuscript.map(({ id, groups }) => [id, groups.map((group) => group.map((line) => line.id))]));

/** The newer version without what was taken out here and not touched there, and with what was added here, behind what it stood behind. */
function withMine(newest: Manuscript, mine: Manuscript, before: Lines, own: Lines): Manuscript {
  const kept = newest.flatMap((passage): Passage[] => {
    const groups = passage.groups
      .map((group) => group.filter((line) => !isDropped(`${passage.id}.${line.id}`, line, before, own)))
      .filter((group) => group.length > 0);
    const added = mine
      .find(({ id }) => id === passage.id)
      ?.groups.flatMap((group) => group.filter(({ id }) => !known(before, passage.id, id)));
    const told = added && added.length > 0 ? [...groups.slice(0, -1), [...(groups.at(-1) ?? []), ...added]] : groups;
    return told.length > 0 ? [{ ...passage, groups: told }] : [];
  });
  return mine.reduce<Manuscript>((all, passage, index) => {
    const isNew = !newest.some(({ id }) => id === passage.id) && !passage.groups.flat().some(({ id }) => known(before, passage.id, id));
    if (!isNew) return all;
    const previous = mine.slice(0, index).findLast(({ id }) => all.some((one) => one.id === id));
    const at = previous ? all.findIndex(({ id }) => id === previous.id) + 1 : 0;
    return [...all.slice(0, at), passage, ...all.slice(at)];
  }, kept);
}

const known = (before: Lines, passage: string, line: string) => before.has(`${passage}.${line}`);

function isDropped(place: string, line: Line, before: Lines, own: Lines): boolean {
  const first = before.get(place);
  return first !== undefined && !own.has(place) && same(first, line);
}
