import { readFileSync } from "node:fs";
import type { TownConfig } from "../config.ts";
import { formatDate } from "../figures/format.ts";
import { house } from "../houses.ts";
import { say } from "../messages.ts";
import type { ListedCase } from "../store/case-list.ts";
import { readMarkup } from "./draft/markup.ts";
import { list, object } from "./draft/shape.ts";
import { compileTemplate } from "./draft/template.ts";
import type { Draft } from "./draft.ts";

const row = object({ title: "text", number: "text", kind: "text", standing: "text" });
const shape = object({ sitting: "text", organization: "text", released: list(row), waiting: list(row) });
let compiled: ((context: object) => string) | undefined;

/** Cases whose answer is in force. */
export const isAnswered = ({ state }: Pick<ListedCase, "state">): boolean =>
  state === "released" || state === "correcting" || state === "closed";

/**
 * What the council office puts on the agenda of a sitting: the released answers, and what is still missing, as a document on the
 * town's letterhead. It holds titles and numbers, no answer and no name.
 * @param sitting day, `YYYY-MM-DD`
 */
export function sittingList(
  town: TownConfig,
  about: { sitting: string; organization: string; cases: readonly ListedCase[] },
  today: string,
): Draft {
  compiled ??= compileTemplate(readFileSync(new URL("../../templates/answer/sitzungsliste.hbs", import.meta.url), "utf8"), {}, shape);
  const { sitting, organization, cases } = about;
  const markup = compiled({
    ...{ sitting: formatDate(sitting), organization },
    released: cases.filter(isAnswered).map(rowOf),
    waiting: cases.filter((one) => !isAnswered(one)).map(rowOf),
  });
  const style = house(town.house);
  return {
    house: town.house,
    head: {
      town: style.town ?? town.name,
      title: say("sitting-list.title", { sitting: formatDate(sitting) }),
      organization,
      date: sitting,
      asOf: today,
    },
    ...{ blocks: readMarkup(markup), sources: [], gaps: [], commitments: [] },
  };
}

const rowOf = ({ title, reference, paperReference, kind, state }: ListedCase) => ({
  title,
  number: reference ?? paperReference ?? "–",
  kind: say(`case-kind.${kind}`),
  standing: say(`case-state.${state}`),
});
