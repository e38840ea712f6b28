import type { TownConfig } from "../../config.ts";
import { formatReference } from "../../figures/format.ts";
import { findIndicator } from "../../figures/indicators.ts";
import { topics } from "../../figures/topics.ts";
import { formOf, type House } from "../../houses.ts";
import { say } from "../../messages.ts";
import { Refusal } from "../../refusal.ts";
import { answersOf, inquiriesOf, needsAnswer, type StoredInquiry } from "../../store/cases.ts";
import { officeRepliesOf } from "../../store/office-requests.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { contentOf } from "../answer-content.ts";
import { type Asked, asked } from "../draft/asked.ts";
import type { Gap } from "../draft/document.ts";
import { officeFor } from "../draft/missing.ts";
import { askedReference } from "../draft/period.ts";
import { compose, fingerprint } from "../release.ts";
import { oneLine } from "../words/one-line.ts";
import type { RequestItem, WantedFigure } from "./items.ts";

export type OfficeContext = Parameters<typeof compose>[0];

/** Something that an office could be asked for. */
export interface Need {
  readonly item: RequestItem;
  readonly office: string;
  /** It is missing; otherwise it is a question on the office's topics that the draft answers already. */
  readonly gap: boolean;
}

/** Fields of a form that an office supplies: what it says in words. The others are the secretary's. */
const supplied = new Set(["fact", "text"]);

/**
 * What offices can be asked for in a case: the gaps of the newest draft, or of one written now where the questions have changed
 * since or none is there, then the other open questions. Who said that somebody else is competent is believed.
 */
export async function needsOf(context: OfficeContext, town: TownConfig, of: CaseRow): Promise<Need[]> {
  const { read } = context.store;
  const all = await inquiriesOf(read, of.id);
  const open = all.filter(needsAnswer);
  const { house, form } = formOf(of.house, of.kind);
  const gaps = await gapsOf(context, town, of, all);
  const forwarded = new Map(
    (await officeRepliesOf(read, of.id)).flatMap(({ item, use, elsewhere }) => (use === "forwarded" ? [[item, elsewhere]] : [])),
  );
  const asInquiry = (one: StoredInquiry, missing: readonly Gap[]) =>
    inquiryItem(one, open.indexOf(one) + 1, missing, { sitting: of.sitting.slice(0, 10), house });

  const fromGaps = [...Map.groupBy(gaps, (gap) => gap.field ?? gap.topic ?? gap.inquiry ?? "")].flatMap(([, missing]): Need[] => {
    const [first] = missing;
    const one = all[first?.inquiry ?? -1];
    if (!first) return [];
    if (one) return [{ item: asInquiry(one, missing), office: first.office, gap: true }];
    const field = first.field === undefined ? undefined : form.fields[first.field];
    if (field && !supplied.has(field.kind) && !field.office) return [];
    return [{ item: otherItem(first), office: first.office, gap: true }];
  });
  const known = new Set(fromGaps.map(({ item }) => item.key));
  const others = open
    .filter(({ id, withheld }) => !known.has(`inquiry:${id}`) && !withheld)
    .map((one) => ({ item: asInquiry(one, []), office: officeFor(asked(one).topics, house.offices), gap: false }));
  return [...fromGaps, ...others].map((need) => ({ ...need, office: forwarded.get(need.item.key) ?? need.office }));
}

async function gapsOf(context: OfficeContext, town: TownConfig, of: CaseRow, all: readonly StoredInquiry[]): Promise<readonly Gap[]> {
  const [newest] = await answersOf(context.store.read, of.id);
  const content = newest && contentOf(newest);
  if (content && content.questions === fingerprint(all, of)) return content.draft.gaps;
  try {
    return (await compose(context, town, of)).draft.gaps;
  } catch (error) {
    if (error instanceof Refusal && error.code === "draft.nothing-open") return [];
    throw error;
  }
}

function inquiryItem(
  one: StoredInquiry,
  question: number,
  gaps: readonly Gap[],
  { sitting, house }: { sitting: string; house: House },
): RequestItem {
  const wanted = asked(one);
  const words = oneLine(one.question);
  const figures = wanted.quantity ? figuresFor(wanted, askedText(words, sitting)) : [];
  const both = wanted.reason || wanted.whether || gaps.some(({ missing }) => missing.includes(bracketOf(house)));
  return {
    key: `inquiry:${one.id}`,
    question,
    asked: nameless(words, one),
    missing: nameless(gaps.map(({ missing }) => missing).join("; ") || say("office-request.confirm"), one),
    form: figures.length === 0 ? "words" : both ? "both" : "figure",
    figures,
    topic: wanted.topics[0] ?? null,
  };
}

const bracketOf = ({ phrases }: House): string => phrases.missing.onlyFigures.replace("{missing}", "").trim();

const otherItem = ({ field, topic, missing }: Gap): RequestItem => ({
  ...{ key: field ? `field:${field}` : `topic:${topic}`, question: null, asked: null, missing, form: "words", figures: [] },
  topic: topic ?? null,
});

function askedText(question: string, sitting: string): string {
  const reference = askedReference(question, sitting);
  return reference ? formatReference(reference) : say("office-request.newest");
}

/** The indicators that would answer: of the kinds that the question names, or all of the first of its topics that has some. */
function figuresFor({ topics: codes, kinds, potentials }: Asked, reference: string): WantedFigure[] {
  const byTopic = codes.map((code) => topics.find(({ id }) => id === code)?.indicators ?? []);
  const named = [...new Set(byTopic.flat())].filter((id) => kinds.some(({ indicators }) => indicators.test(id)));
  const wanted = potentials ?? (named.length > 0 ? named : (byTopic.find((some) => some.length > 0) ?? []));
  return wanted.flatMap((id) => {
    const found = findIndicator(id);
    return found && found.public !== "internal" ? [{ indicator: id, label: found.label, unit: found.unit, reference }] : [];
  });
}

/** No office needs to know who asked. Citizens are stored without a name; one that a person typed all the same stays in the house. */
function nameless(text: string, { askers }: StoredInquiry): string {
  const citizens = askers.filter(({ role, asker }) => /^(?:Einwohner|Bürger)/u.test(role ?? "") && !/^eine? /u.test(asker));
  return citizens.reduce((rest, { asker }) => rest.replaceAll(asker, say("office-request.name")), text);
}
