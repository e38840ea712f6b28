import { formatDate } from "../../figures/format.ts";
import { say } from "../../messages.ts";
import { needsAnswer, type StoredInquiry } from "../../store/cases.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import type { Precedent, Precedents } from "../precedent.ts";

/** What the town has said before on the open questions of a case. A paper is no precedent of itself. */
export async function precedentsFor(precedents: Precedents, of: CaseRow, asked: readonly StoredInquiry[]): Promise<Precedent[]> {
  const open = asked.filter(needsAnswer).map(({ question }) => question);
  const found = await precedents.find(of.town, [of.title, ...open].join("\n"), { not: of.id });
  return found.filter(({ reference }) => reference === "" || reference !== of.paperReference);
}

/** How it is named: `Vorlage „…“ (12/2024) vom 01.02.2024`. */
export function citation({ kind, title, reference, date }: Precedent): string {
  return say(`precedent.cite.${kind}`, { title, reference: reference ? ` (${reference})` : "", day: dayOf(date) });
}

/** The sentence by which an answer quotes it. */
export function quotation({ kind, title, reference, date, passage }: Precedent): string {
  const paper = reference ? say(`precedent.paper.${kind}`, { reference }) : "";
  const quoted = passage ? `: „${passage}“` : ".";
  return `${say(`precedent.quote.${kind}`, { title, reference: paper, day: dayOf(date) })}${quoted}`;
}

const dayOf = (date: string | null) => (date ? say("precedent.day", { date: formatDate(date) }) : "");
