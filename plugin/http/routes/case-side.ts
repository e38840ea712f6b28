import type { TownConfig } from "../../config.ts";
import { letterOf, repliesOf } from "../../inquiry/holding.ts";
import { linkedFrom, linksOf } from "../../inquiry/links.ts";
import { receivingOf } from "../../inquiry/receiving.ts";
import { today } from "../../ports/clock.ts";
import { type PaperView, papersLikeAnswer, papersWithReference } from "../../store/answer-papers.ts";
import type { CaseRow } from "../../store/tables/work.ts";
import { byWhom } from "../../views/deed.ts";
import type { AppContext } from "../context.ts";

/** What the case page shows beside questions and answer: dates, holding replies, what the RIS says of the answer, links. */
export async function caseSide(context: AppContext, town: TownConfig, of: CaseRow): Promise<object> {
  const { read } = context.store;
  const day = today(context.clock);
  const replies = await repliesOf(read, of.id);
  return {
    day,
    receiving: await receivingOf(read, town, of, day),
    extensions: await deeds(context, of, "extended"),
    replies: replies.map((row) => ({ ...row, title: letterOf(row).head.title })),
    ris: await risView(context, of),
    links: await linksOf(read, of),
    laterCases: await linkedFrom(read, of),
  };
}

async function deeds({ store }: AppContext, of: CaseRow, action: string): Promise<object[]> {
  const rows = await store.read
    .selectFrom("History")
    .select(["at", "by", "detail"])
    .where("subject", "=", "Case")
    .where("subjectId", "=", of.id)
    .where("action", "=", action)
    .orderBy("sequence")
    .execute();
  return rows.map(({ at, by, detail }) => ({
    at,
    by: byWhom(by),
    ...(JSON.parse(detail) as { old: string; new: string; reason: string }),
  }));
}

/** The paper of the answer: surely by its number, else as a proposal that a person confirms. */
async function risView({ store }: AppContext, of: CaseRow): Promise<object> {
  const certain = of.reference ? await papersWithReference(store.read, of.town, of.reference) : [];
  const answered = of.state === "released" || of.state === "closed" || of.state === "correcting";
  const proposed = answered && !of.reference ? await papersLikeAnswer(store.read, of) : [];
  const missing = (paper: PaperView) => ({
    ...paper,
    web: webAddress(paper.web),
    department: of.department ?? "",
    office: of.office ?? paper.office ?? "",
    clearedOn: of.clearedOn ?? paper.date ?? "",
  });
  return {
    certain: certain.map(missing),
    proposed: proposed.map(missing),
    // The number is known; what the RIS says beside it is not in the case yet.
    completes: certain.some((paper) => (!of.clearedOn && paper.date) || (!of.office && paper.office)),
  };
}

const webAddress = (web: string | null): string | null => (web && /^https?:\/\//i.test(web) ? web : null);
