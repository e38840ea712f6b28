import type { Figure, Statement } from "../figures/figure.ts";
import { formOf, type Houses } from "../houses.ts";
import { Refusal } from "../refusal.ts";
import { bodiesOf } from "./draft/bodies.ts";
import { compose } from "./draft/compose.ts";
import { contextFor } from "./draft/context.ts";
import type { Draft, DraftCase, DraftInquiry, Elsewhere } from "./draft/document.ts";
import { fillFields } from "./draft/fields.ts";
import { hintBlocks, unsourced } from "./draft/hints.ts";
import { inReadingOrder, markGaps } from "./draft/mark.ts";
import { readMarkup } from "./draft/markup.ts";
import { type Picked, pick, pickTopic } from "./draft/select.ts";
import { asksQuestions, type CaseKind } from "./kinds.ts";

export type { Commitment, Draft, DraftCase, DraftInquiry } from "./draft/document.ts";

interface Input {
  case: DraftCase;
  inquiries: readonly DraftInquiry[];
  figures: readonly Figure[];
  statements: readonly Statement[];
  house: string;
  signatory?: string;
  today: string;
  houses?: Houses;
  place?: { readonly town: string; readonly land: string };
  elsewhere?: readonly Elsewhere[];
}

/**
 * Writes the draft of a case in the style of a house. Only given figures and statements are told, each with its source; an
 * inquiry that they do not answer, and a required field that nobody filled in, becomes a gap that names the office.
 * Inquiries rejected or withdrawn are left out, and those answered in the sitting unless the form tells them too; kinds that live
 * from their questions then throw `draft.nothing-open`. The same input gives the same draft.
 * @param input.house folder below templates/answer, with `/form` for another than the first form of that kind
 * @param input.today `YYYY-MM-DD`: decides which statements still hold
 * @param input.houses other houses than the shipped ones
 * @param input.place name and Land of the town, for houses that are nobody's own
 * @param input.elsewhere matters for which somebody else is competent
 */
export function draft(input: Input): Draft {
  const { case: of, today } = input;
  const kind = of.kind ?? "oral-inquiry";
  const { house, form } = formOf(input.house, kind, input.houses);
  const picked = pickAll(input, kind, form.tells);
  const filled = fillFields(house, form, of, today);
  const composed = compose(picked, filled.facts, house);
  const town = house.town ?? input.place?.town ?? house.label;
  const bodies = bodiesOf(of, house, house.land ?? input.place?.land ?? "", today);
  const around = { town, bodies, signatory: input.signatory ?? null, today };
  const gaps = [...composed.gaps, ...filled.gaps];
  const written = readMarkup(form.write(contextFor(house, of, picked, composed, filled, around)));
  const marked = markGaps([...written, ...hintBlocks(picked, gaps, today, unsourced(form, of))], gaps, house.phrases.missing.shown);
  return {
    house: `${house.key}/${form.key}`,
    head: headOf(of, around),
    ...inReadingOrder(marked, composed.sources),
    gaps,
    commitments: of.commitments ?? [],
  };
}

function headOf(of: DraftCase, { town, bodies, today }: { town: string; bodies: { receiving: string }; today: string }): Draft["head"] {
  return { town, title: of.title, organization: bodies.receiving, date: of.receiving?.slice(0, 10) ?? null, asOf: today };
}

function pickAll(input: Input, kind: CaseKind, tells: "open" | "all"): Picked[] {
  const days = { sitting: input.case.sitting.slice(0, 10), today: input.today };
  // What was answered in the sitting is told only where its answer is known: the minutes hold the rest already.
  const told = (one: DraftInquiry) => !one.answeredInSession || (tells === "all" && Boolean(one.given));
  const asked = input.inquiries.flatMap((one, position) => (counts(one) && told(one) ? [pick(one, position, input, days)] : []));
  if (asked.length === 0 && asksQuestions(kind)) throw new Refusal("draft.nothing-open");
  return [...asked, ...(input.case.topics ?? []).map((topic) => pickTopic(topic, input, input.today, input.case.supplied))];
}

const counts = ({ decision }: DraftInquiry) => decision !== "rejected" && decision !== "withdrawn";
