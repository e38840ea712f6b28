import { formatDate } from "../../figures/format.ts";
import { formOf } from "../words/clause.ts";
import { fill } from "../words/fill.ts";
import { oneLine } from "../words/one-line.ts";
import type { Gap } from "./document.ts";
import type { Phrases } from "./phrases.ts";
import type { Picked } from "./select.ts";

/** Who answers for what in a town: T-code → office. */
export interface Offices {
  readonly default: string;
  readonly topics: Readonly<Record<string, string>>;
}

/** The gap of an inquiry that the facts do not answer; null when they do. What is missing is named, never guessed. */
export function gapOf(picked: Picked, offices: Offices, phrases: Phrases): Gap | null {
  if (!picked.incomplete) return null;
  const text = oneLine(picked.inquiry.question).replace(/[.;,\s]+$/u, "");
  const form = formOf(text);
  const question = form === "clause" ? text.replace(/\?$/u, "") : text;
  const last = picked.expired.toSorted((a, b) => (a.validUntil ?? "").localeCompare(b.validUntil ?? "")).at(-1);
  let missing = fill(phrases.missing[form] ?? phrases.missing.other, { question });
  if (picked.series.length > 0) missing = fill(phrases.missing.onlyFigures, { missing });
  if (last?.validUntil) missing = fill(phrases.missing.expired, { missing, until: formatDate(last.validUntil) });
  return { inquiry: picked.position, missing, office: last?.office ?? officeFor(picked.asked.topics, offices) };
}

function officeFor(topics: readonly string[], offices: Offices): string {
  const topic = topics.find((one) => offices.topics[one] !== undefined);
  return (topic && offices.topics[topic]) ?? offices.default;
}
