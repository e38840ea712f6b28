import { candidatesOf } from "../agenda/candidates.ts";
import type { TownConfig } from "../config.ts";
import type { Involvement } from "../houses/schema.ts";
import { type Clock, today } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { type AgendaItemView, agendaItems } from "../store/agenda-items.ts";
import type { Tables } from "../store/tables.ts";
import { addDays } from "./deadline/days.ts";
import { openByHand } from "./register.ts";
import { housesOf } from "./rules-of-kind.ts";

interface Context {
  store: Store<Tables>;
  clock: Clock;
}

/**
 * Opens the co-signing requests that the rules of a town's houses demand: for every paper of a coming sitting that is about a
 * subject of the rule, one case per unit that has to be shown the paper. What was opened on that occasion before is left alone,
 * also if a person has closed or changed it. A rule opens a request; whether the unit signs is decided by people.
 * @returns how many cases were opened
 */
export async function involve(context: Context, town: TownConfig): Promise<number> {
  const rules = housesOf(town).flatMap(({ key, involvement }) => involvement.map((rule) => ({ house: key, rule })));
  if (rules.length === 0) return 0;
  const from = today(context.clock);
  const furthest = addDays(from, Math.max(...rules.map(({ rule }) => rule.daysAhead)));
  const items = (await agendaItems(context.store.read, town.key, from, furthest)).filter(({ paper, isPublic }) => paper && isPublic);
  const candidates = await candidatesOf(context.store.read, town, items);
  let opened = 0;
  for (const { house, rule } of rules) {
    for (const item of items) {
      const fits = candidates.get(item.id)?.some(({ topic, score }) => rule.subjects.includes(topic) && score >= rule.score);
      if (fits && concerns(rule, item, from)) opened += await request(context, town, `${house}/${rule.form}`, rule, item);
    }
  }
  return opened;
}

function concerns({ paperTypes, daysAhead }: Involvement, { paper, meeting }: AgendaItemView, from: string): boolean {
  const kind = paper?.paperType ?? "";
  return (
    (paperTypes.length === 0 || paperTypes.some((one) => kind.startsWith(one))) && meeting.start.slice(0, 10) <= addDays(from, daysAhead)
  );
}

async function request(context: Context, town: TownConfig, house: string, rule: Involvement, item: AgendaItemView): Promise<number> {
  let opened = 0;
  for (const { unit, fields } of rule.requests) {
    const occasion = `${rule.rule}/${item.paper?.id}/${unit}`;
    const query = context.store.read.selectFrom("Case").select("id").where("town", "=", town.key).where("occasion", "=", occasion);
    if (await query.executeTakeFirst()) continue;
    const place = {
      ...{
        kind: "cosigning" as const,
        title: item.name,
        organization: item.meeting.organization,
        sitting: item.meeting.start.slice(0, 10),
      },
      ...{ agendaItem: item.id, paperReference: item.paper?.reference ?? "", details: { fields }, occasion, house },
    };
    await openByHand(context, town, place, [], `rule:${rule.rule}`);
    opened += 1;
  }
  return opened;
}
