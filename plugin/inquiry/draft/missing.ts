import { formatDate } from "../../figures/format.ts";
import { topics } from "../../figures/topics.ts";
import { formOf } from "../words/clause.ts";
import { fill } from "../words/fill.ts";
import { oneLine } from "../words/one-line.ts";
import { type Kind, sideBySide } from "./asked.ts";
import type { Gap } from "./document.ts";
import type { Phrases } from "./phrases.ts";
import type { Picked } from "./select.ts";

/** Who answers for what in a town: T-code → office. */
export interface Offices {
  readonly default: string;
  readonly topics: Readonly<Partial<Record<string, string>>>;
}

/** What the facts do not answer; empty when they do. What is missing is named, never guessed. */
export function gapsOf(picked: Picked, offices: Offices, phrases: Phrases): Gap[] {
  const office = officeFor(picked.asked.topics, offices);
  if (!picked.incomplete) return kindsMissing(picked).map(({ label }) => gap(picked, fill(phrases.missing.kind, { label }), office));
  const last = picked.expired.toSorted((a, b) => (a.validUntil ?? "").localeCompare(b.validUntil ?? "")).at(-1);
  let missing = picked.inquiry ? askedFor(picked.inquiry.question, phrases) : fill(phrases.missing.topic, { label: labelOf(picked) });
  const { quantity, reason, whether } = picked.asked;
  if (picked.series.length > 0 && (!quantity || reason || whether)) missing = fill(phrases.missing.onlyFigures, { missing });
  if (last?.validUntil) missing = fill(phrases.missing.expired, { missing, until: formatDate(last.validUntil) });
  return [gap(picked, missing, last?.office ?? office)];
}

const gap = ({ position, asked }: Picked, missing: string, office: string): Gap => ({
  ...{ inquiry: position, missing, office },
  ...(position === null && asked.topics[0] !== undefined ? { topic: asked.topics[0] } : {}),
});

/** A kind of number that the question names beside one that is given, and that is not there: the answer would be partial. */
function kindsMissing({ inquiry, asked, series }: Picked): Kind[] {
  if (!inquiry || inquiry.withheld || asked.potentials || !asked.quantity) return [];
  const given = series.flatMap(({ figures }) => figures.map(({ indicator }) => indicator));
  const [there, absent] = [true, false].map((is) => asked.kinds.filter(({ indicators }) => given.some((id) => indicators.test(id)) === is));
  const possible = topics.filter(({ id }) => asked.topics.includes(id)).flatMap(({ indicators }) => indicators);
  return (absent ?? [])
    .filter(({ indicators }) => possible.some((id) => indicators.test(id)))
    .filter((kind) => there?.some((other) => sideBySide(inquiry.question, kind, other)));
}

function askedFor(asked: string, phrases: Phrases): string {
  const text = oneLine(asked).replace(/[.;,\s]+$/u, "");
  const form = formOf(text);
  const question = form === "clause" ? text.replace(/\?$/u, "") : text;
  return fill(phrases.missing[form] ?? phrases.missing.other, { question });
}

const labelOf = ({ asked }: Picked) => topics.find(({ id }) => id === asked.topics[0])?.label ?? "";

/** The office that answers for the first of these topics that has one. */
export function officeFor(asked: readonly string[], offices: Offices): string {
  const topic = asked.find((one) => offices.topics[one] !== undefined);
  return (topic && offices.topics[topic]) ?? offices.default;
}
