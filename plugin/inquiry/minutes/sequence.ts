import { similarity } from "../similar.ts";
import type { Heading, Line } from "./heading.ts";
import rules from "./headings.json" with { type: "json" };
import { partAt } from "./parts.ts";
import { sameItem } from "./same-item.ts";

/** The headings that divide a text, and the entries of its table of contents. */
export interface Agenda {
  readonly headings: readonly Heading[];
  readonly contents: readonly Heading[];
}

const typical = new RegExp(rules.typical, "iu");
const contentsLabel = new RegExp(rules.contents, "u");
/** A table of contents begins among the first lines that look like headings. */
const furthest = 200;
/** Longer lines between two entries are no wrapped title but text. */
const entryLine = 140;

/** Which of the lines that look like headings are headings of agenda items. */
export function agenda(found: readonly Heading[], lines: readonly Line[], known: readonly { number: string; name: string }[]): Agenda {
  const contents = contentsOf(found, lines);
  const behind = contents.at(-1)?.line ?? -1;
  const body = found.filter(({ line }) => line > behind);
  const named = [...known, ...contents.map(({ number, title }) => ({ number, name: title }))];
  const sure = (heading: Heading) => heading.explicit || named.some((item) => heading.title !== "" && sameItem(heading, item));
  const surely = body.filter(sure);
  const headings = surely.length >= 2 ? withSubItems(body, sure) : inSequence(body, lines);
  return { headings: headings.length >= 2 ? headings : [], contents: headings.length >= 2 ? contents : [] };
}

/**
 * Entries that stand close together, without text between, and of which at least two come again later with the same number and
 * a title that agrees or is missing there. A list of headings that never comes again is no table of contents but an agenda whose
 * items are empty.
 */
function contentsOf(found: readonly Heading[], lines: readonly Line[]): Heading[] {
  const keys = keysOf(found, lines);
  const places = Map.groupBy(found, ({ number }) => number);
  let from = 0;
  while (from < Math.min(found.length, furthest)) {
    let to = from;
    const seen = new Set([keys[from]]);
    while (to + 1 < found.length && close(found[to] as Heading, found[to + 1] as Heading, lines) && !seen.has(keys[to + 1])) {
      to++;
      seen.add(keys[to]);
    }
    const run = found.slice(from, to + 1);
    const end = found[to]?.line ?? 0;
    const comesAgain = ({ number, title }: Heading) =>
      places.get(number)?.some((other) => other.line > end && agrees(title, other.title)) === true;
    if (run.length >= 2) {
      const again = run.filter(comesAgain).length;
      const labelled = contentsLabel.test(lines[(run[0]?.line ?? 0) - 1]?.text ?? "");
      if (again >= Math.min(run.length, labelled ? 1 : 2) && again * 3 >= run.length) return run;
    }
    from = to + 1;
  }
  return [];
}

/** Part, form and number of each heading: where one comes a second time, the contents have ended and the minutes begin. */
function keysOf(found: readonly Heading[], lines: readonly Line[]): string[] {
  let isPublic = true;
  let line = 0;
  return found.map((heading) => {
    for (; line < heading.line; line++) isPublic = partAt(lines[line]?.text ?? "") ?? isPublic;
    return `${heading.isPublic ?? isPublic} ${heading.number}`;
  });
}

const agrees = (one: string, other: string): boolean => one === "" || other === "" || similarity(one, other) >= 0.5;

/** Between the entries of a table of contents stands at most the rest of a title, or the heading of a part. */
function close(one: Heading, next: Heading, lines: readonly Line[]): boolean {
  if (one.explicit !== next.explicit) return false;
  const between = lines.slice(one.line + 1, next.line);
  return between.length <= 3 && between.every(({ text }) => text.length <= entryLine && !/\p{Ll}{3,}[.?!]$/u.test(text));
}

/** Sure headings, and below `9` also `9.1 Titel` that is not marked as one. */
function withSubItems(body: readonly Heading[], sure: (heading: Heading) => boolean): Heading[] {
  let current = "";
  return body.filter((heading) => {
    if (sure(heading)) {
      current = heading.number;
      return true;
    }
    const parent = heading.number.slice(0, heading.number.lastIndexOf("."));
    const isSub = parent !== "" && heading.title !== "" && (current === parent || current.startsWith(`${parent}.`));
    if (isSub) current = heading.number;
    return isSub;
  });
}

/** Plain numbers: they must follow each other as those of an agenda do, and something must show that it is one. */
function inSequence(body: readonly Heading[], lines: readonly Line[]): Heading[] {
  const kept: Heading[] = [];
  let listed: Heading | null = null;
  for (const heading of body) {
    const [before] = kept.slice(-1);
    const inList: boolean = listed !== null && heading.line - listed.line <= 3 && follows(listed.number, heading.number);
    const next: boolean = before === undefined ? /^1(?:\.1)?$|^[2-9]$|^\d\d$/.test(heading.number) : follows(before.number, heading.number);
    const stands = heading.title !== "" || heading.explicit;
    if (stands && !inList && (next || (restarts(heading, lines) && kept.length > 1))) kept.push(heading);
    else listed = heading;
  }
  return isAgenda(kept, lines) ? kept : [];
}

/** The non-public part begins its numbers anew. */
function restarts({ number, line }: Heading, lines: readonly Line[]): boolean {
  return number === "1" && lines.slice(Math.max(0, line - 2), line).some(({ text }) => text.length < entryLine && /öffentlich/i.test(text));
}

/** `9` after `8`, `9.1` after `9`, `10` after `9.3`, `9.2` after `9.1.4`; one may be missing. */
function follows(before: string, next: string): boolean {
  const [old, fresh] = [before.split(".").map(Number), next.split(".").map(Number)];
  const level = fresh.length - 1;
  const same = fresh.slice(0, level).every((step, index) => step === old[index]);
  const step = fresh[level] ?? 0;
  if (!same) return false;
  if (level === old.length) return step === 1;
  const ahead = step - (old[level] ?? 0);
  return level < old.length && (ahead === 1 || ahead === 2);
}

/** Typical titles, or many headings of their own paragraph each: a list of three points in a report is no agenda. */
function isAgenda(headings: readonly Heading[], lines: readonly Line[]): boolean {
  const usual = headings.filter(({ title }) => typical.test(title)).length;
  const apart = headings.filter(({ line }) => lines[line]?.blankBefore).length;
  if (headings.length < 2) return false;
  return usual >= 2 || (usual >= 1 && headings.length >= 3) || (headings.length >= 4 && apart === headings.length);
}
