import type { Figure, Statement } from "../figures/figure.ts";
import { type Houses, house as houseOf } from "../houses.ts";
import { Refusal } from "../refusal.ts";
import { compose } from "./draft/compose.ts";
import { bodiesOf, contextFor } from "./draft/context.ts";
import type { Draft, DraftCase, DraftInquiry } from "./draft/document.ts";
import { hintBlocks } from "./draft/hints.ts";
import { readMarkup } from "./draft/markup.ts";
import { pick } from "./draft/select.ts";

export type { Draft, DraftCase, DraftInquiry } from "./draft/document.ts";

/**
 * Writes the draft answer to the open inquiries of a case in the style of a house. Only given figures and statements are
 * told, each with its source; an inquiry that they do not answer becomes a gap that names the office.
 * Inquiries answered in the sitting, rejected or withdrawn are left out; with none left it throws `draft.nothing-open`.
 * The same input gives the same draft.
 * @param input.house folder below templates/answer
 * @param input.today `YYYY-MM-DD`: decides which statements still hold
 * @param input.houses other houses than the shipped ones
 */
export function draft(input: {
  case: DraftCase;
  inquiries: readonly DraftInquiry[];
  figures: readonly Figure[];
  statements: readonly Statement[];
  house: string;
  signatory?: string;
  today: string;
  houses?: Houses;
}): Draft {
  const { case: of, today } = input;
  const house = houseOf(input.house, input.houses);
  const days = { sitting: of.sitting.slice(0, 10), today };
  const picked = input.inquiries.flatMap((inquiry, position) => (isOpen(inquiry) ? [pick(inquiry, position, input, days)] : []));
  if (picked.length === 0) throw new Refusal("draft.nothing-open");
  const composed = compose(picked, house.offices, house.phrases);
  const markup = house.write(contextFor(house, of, picked, composed, { signatory: input.signatory ?? null, today }));
  return {
    house: house.key,
    head: {
      town: house.town,
      title: of.title,
      organization: bodiesOf(of, house, today).receiving,
      date: of.receiving?.slice(0, 10) ?? null,
      asOf: today,
    },
    blocks: [...readMarkup(markup), ...hintBlocks(picked, today)],
    sources: composed.sources,
    gaps: composed.gaps,
  };
}

function isOpen({ answeredInSession, decision }: DraftInquiry): boolean {
  return !answeredInSession && decision !== "rejected" && decision !== "withdrawn";
}
