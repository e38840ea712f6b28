// Agenda items matched per second of processor time, beside one pass of a plain list of stems over the same titles. The list finds more and less:
// it has no traps, no body, no reasons. Figures, not verdicts.
import { readFileSync } from "node:fs";
import type { MatchItem } from "../../plugin/agenda/match/item.ts";
import { match } from "../../plugin/agenda/match.ts";
import { missing, readItems } from "../fixtures/labels/captures.ts";

const rounds = 5;
const stems = /integrat|migra|ausländ|asyl|flücht|geflücht|einbürg|duld|aufenthalt|abschieb|bleiberecht|zuwander|staatsangehörig|\bKIM\b/i;

function invented(): MatchItem[] {
  const { items } = JSON.parse(readFileSync(new URL("../fixtures/labels/invented.json", import.meta.url), "utf8"));
  return Array.from({ length: 5106 }, (_, id) => ({ ...items[id % items.length], id }));
}

/** Per second of processor time, so that other work on the machine does not show. */
function measure(items: readonly MatchItem[], hit: (item: MatchItem) => boolean): { perSecond: number; hits: number } {
  let hits = 0;
  const before = process.cpuUsage();
  for (const item of items) if (hit(item)) hits += 1;
  const { user, system } = process.cpuUsage(before);
  return { perSecond: Math.round((items.length / (user + system)) * 1e6), hits };
}

const absent = missing("huertgenwald");
const items = absent ? invented() : readItems("huertgenwald");
console.log(absent ? `invented titles (${absent})` : "agenda items of Hürtgenwald");
for (let round = 1; round <= rounds; round += 1) {
  const matched = measure(items, (item) => match(item).candidates.length > 0);
  const plain = measure(items, (item) => stems.test(item.name) || stems.test(item.paper?.name ?? ""));
  console.log(
    `round ${round}: ${items.length} items · match ${matched.perSecond}/s, ${matched.hits} with candidates · ` +
      `plain stems ${plain.perSecond}/s, ${plain.hits} hits`,
  );
}
