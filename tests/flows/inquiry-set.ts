import { existsSync, readFileSync } from "node:fs";
import type { Asker, Attribution, Inquiry, Kind, Passage } from "../../plugin/inquiry/extract/types.ts";

/** What a passage should give: the fields of facts/inquiries.md §3.2. */
interface Label {
  readonly askers: readonly Asker[];
  readonly role: string | null;
  readonly attribution: Attribution;
  readonly question: string;
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
  readonly answered_in_session: boolean;
  readonly answer_promised: boolean;
  readonly answered_later_in_text: boolean;
  readonly topics: readonly string[];
}

interface Labelled extends Passage {
  readonly id: string;
  readonly inquiries: readonly Label[];
}

/** The evaluation files beside the checkout; null with a printed reason where they are absent. */
export function shared(file: string): Labelled[] | null {
  const url = new URL(`../../../shared/inquiries/${file}`, import.meta.url);
  if (!existsSync(url)) {
    report(`skipped: ${file} is not beside the checkout (../shared/inquiries)`);
    return null;
  }
  return readFileSync(url, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

interface Marked {
  readonly name: string;
  readonly town?: string;
  readonly item?: string;
  readonly text: string;
  readonly labels: readonly string[];
}

/**
 * The passages written for this project (names, places and figures invented). `«…»` marks an inquiry and is not part of the
 * text; each has one label, in order: kind, state (`A` answered, `P` promised, `L` later in the text, `-` open), then the
 * askers as `salutation/role/name/party` joined by ` + `, `-` for what the text does not say; a single word is the role of
 * people who are not named.
 */
export function own(): Labelled[] {
  const marked: Marked[] = JSON.parse(readFileSync(new URL("../fixtures/inquiry-passages.json", import.meta.url), "utf8"));
  return marked.map(({ name, town, item, text, labels }) => {
    const spans = [...text.matchAll(/«([^«»]*)»/g)].map((match, index) => {
      const start = match.index - 2 * index;
      return { question: match[1] ?? "", start, end: start + (match[1]?.length ?? 0) };
    });
    if (spans.length !== labels.length) throw new Error(`${name}: ${spans.length} marks, ${labels.length} labels`);
    const inquiries = labels.map((label, index) => ({ ...read(label), ...(spans[index] ?? { question: "", start: 0, end: 0 }) }));
    return { id: name, text: text.replace(/[«»]/g, ""), municipality_style: town, sitzung: item, inquiries };
  });
}

function read(label: string): Omit<Label, "question" | "start" | "end"> {
  const [, kind, state = "", people = ""] = /^(\w+) (\S+)(?: (.*))?$/.exec(label) ?? [];
  const named = people.includes("/") ? people.split(" + ") : [];
  const askers = named.map((person): Asker => {
    const [salutation, role, asker = "", ...party] = person.split("/");
    return { asker, salutation: said(salutation) as Asker["salutation"], role: said(role), party: said(party.join("/")) };
  });
  return {
    askers,
    role: askers[0]?.role ?? (people === "" || people.includes("/") ? null : people),
    attribution: askers.length === 0 ? "collective" : askers.length > 1 ? "joint" : "single",
    kind: kind as Kind,
    answered_in_session: state.includes("A"),
    answer_promised: state.includes("P"),
    answered_later_in_text: state.includes("L"),
    topics: [],
  };
}

function said(value: string | undefined): string | null {
  return value === undefined || value === "-" ? null : value;
}

export interface Score {
  readonly passages: number;
  readonly inquiries: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Mean set F1 of the names; for one asker right or wrong. */
  readonly askers: number;
  /** Name, salutation, role and party all as labelled. */
  readonly people: number;
  readonly state: number;
  readonly later: number;
  readonly kind: number;
  readonly exact: number;
  readonly topics: number;
  readonly empty: number;
  readonly alarms: number;
  readonly wrong: readonly string[];
}

const overlap = (one: { start: number; end: number }, other: { start: number; end: number }) => {
  const common = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  return common <= 0 ? 0 : common / (Math.max(one.end, other.end) - Math.min(one.start, other.start));
};

/** Holds what was found against the labels: an inquiry counts as found at an overlap (intersection over union) of at least 0.5. */
export function score(set: readonly Labelled[], extract: (passage: Passage) => Inquiry[]): Score {
  const pairs: { want: Label; got: Inquiry }[] = [];
  const wrong: string[] = [];
  let found = 0;
  let wanted = 0;
  let alarms = 0;
  for (const passage of set) {
    const left = extract(passage);
    found += left.length;
    wanted += passage.inquiries.length;
    if (passage.inquiries.length === 0 && left.length > 0) alarms++;
    for (const want of passage.inquiries) {
      const best = left.toSorted((one, other) => overlap(other, want) - overlap(one, want))[0];
      if (!best || overlap(best, want) < 0.5) {
        wrong.push(`${passage.id}: missed «${want.question}»`);
        continue;
      }
      left.splice(left.indexOf(best), 1);
      pairs.push({ want, got: best });
      if (!sameState(want, best)) wrong.push(`${passage.id}: state of «${want.question}»`);
      if (setF1(names(want), names(best)) < 1)
        wrong.push(`${passage.id}: asker of «${want.question}» is ${names(want)}, not ${names(best)}`);
    }
    wrong.push(...left.map(({ question, because }) => `${passage.id}: too many «${question}» (${because})`));
  }
  const share = (test: (pair: { want: Label; got: Inquiry }) => boolean) => pairs.filter(test).length / pairs.length;
  const mean = (value: (pair: { want: Label; got: Inquiry }) => number) => pairs.reduce((sum, pair) => sum + value(pair), 0) / pairs.length;
  const precision = pairs.length / found;
  const recall = pairs.length / wanted;
  return {
    passages: set.length,
    inquiries: wanted,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    askers: mean(({ want, got }) => setF1(names(want), names(got))),
    people: share(({ want, got }) => JSON.stringify(want.askers) === JSON.stringify(got.askers) && want.role === got.role),
    state: share(({ want, got }) => sameState(want, got)),
    later: share(({ want, got }) => want.answered_later_in_text === got.answered_later_in_text),
    kind: share(({ want, got }) => want.kind === got.kind),
    exact: share(({ want, got }) => want.start === got.start && want.end === got.end),
    topics: mean(({ want, got }) => (want.topics.length === 0 ? 1 : setF1(want.topics, got.topics))),
    empty: set.filter(({ inquiries }) => inquiries.length === 0).length,
    alarms,
    wrong,
  };
}

function sameState(want: Label, got: Inquiry): boolean {
  return want.answered_in_session === got.answered_in_session && want.answer_promised === got.answer_promised;
}

const names = ({ askers }: { askers: readonly Asker[] }) => askers.map(({ asker }) => asker);

function setF1(want: readonly string[], got: readonly string[]): number {
  const both = new Set(want).intersection(new Set(got)).size;
  const all = new Set(want).size + new Set(got).size;
  return all === 0 ? 1 : (2 * both) / all;
}

/** One line per set, for whoever reads the test log. */
export function line(name: string, { wrong, ...numbers }: Score): string {
  const shown = Object.entries(numbers).map(([key, value]) => `${key} ${Number.isInteger(value) ? value : value.toFixed(3)}`);
  return `${name}: ${shown.join(" · ")}${wrong.length > 0 ? `\n  ${wrong.join("\n  ")}` : ""}`;
}

/** Into the test log even where passing tests are silent. */
export function report(text: string): void {
  process.stdout.write(`${text}\n`);
}
