import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lawReadUntil } from "../../plugin/figures/vouch/law.ts";
import { standings } from "../../plugin/figures/vouch/standing.ts";
import { usable, vouch } from "../../plugin/figures/vouch.ts";
import { citedStandings } from "../../plugin/inquiry/answer/vouched.ts";
import type { Source } from "../../plugin/inquiry/draft/document.ts";
import type { Store } from "../../plugin/ports/store.ts";
import { currentFigures } from "../../plugin/store/figures.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import type { Tables } from "../../plugin/store/tables.ts";
import { vouchesOf } from "../../plugin/store/vouches.ts";
import { bringTo, clock, delivery } from "../delivery.ts";

let store: Store<Tables>;
beforeEach(async () => {
  store = openStore(":memory:");
  await migrate(store.read);
  await bringTo(store)(
    delivery({ Stichtag: "31.12.2018", Wert: "5960" }, { Stichtag: "31.12.2022", Wert: "4725" }, { Stichtag: "31.12.2023", Wert: "3340" }),
  );
});
afterEach(() => store[Symbol.asyncDispose]());

const figures = () => currentFigures(store.read, "koeln");
const by = { id: "engels", name: "Ruth Engels" };
const word = async (index: number, at = clock) => {
  const figure = (await figures())[index];
  await vouch({ store, clock: at }, { town: "koeln", figure: figure?.id ?? "", reason: "gilt weiter", by });
};
const open = async (day: string, ...indexes: number[]) => {
  const all = await figures();
  const chosen = indexes.map((index) => all[index]).filter((figure) => figure !== undefined);
  return standings(chosen, await vouchesOf(store.read, "koeln"), day).map((one) => (one.history ? "history" : one.open.join()));
};

describe("age is measured at the day of the sitting", () => {
  test("an item of 2024 may carry a figure of 2023, one of 2026 may not", async () => {
    expect(await open("2024-06-30", 2)).toEqual([""]);
    expect(await open("2026-06-30", 2)).toEqual(["age"]);
    expect(await open("2018-09-09", 0)).toEqual([""]);
  });

  test("what came before a usable value is its history; alone, or beside an old one, it is old", async () => {
    expect(await open("2024-07-15", 0, 1, 2)).toEqual(["history", "history", ""]);
    expect(await open("2024-06-30", 0)).toEqual(["age"]);
    expect(await open("2026-06-30", 0, 1, 2)).toEqual(["age", "age", "age"]);
    await word(2);
    expect(await open("2026-12-01", 0, 1, 2)).toEqual(["history", "history", ""]);
  });

  test("a word grows old like the figure itself, and a newer one can be given", async () => {
    await word(2);
    expect(await open("2028-05-21", 2)).toEqual([""]);
    expect(await open("2028-05-22", 2)).toEqual(["age"]);
    await word(2, { now: () => new Date("2028-05-20T10:00:00Z") });
    expect(await open("2028-05-22", 2)).toEqual([""]);
  });

  test("a correction needs a word of its own", async () => {
    await word(2);
    await bringTo(store)(delivery({ Stichtag: "31.12.2023", Wert: "3345" }));
    expect(await open("2026-11-30", 2)).toEqual(["age"]);
  });
});

describe("the law", () => {
  const reference = (date: string) => ({ kind: "date", date }) as const;
  test.each([
    ["POT.25B", "2026-04-29", "aufenthg25b@2022-12-31", null],
    ["POT.25B", "2026-04-30", "aufenthg25b@2022-12-31", "2026-04-29"],
    ["POT.25B", "2026-04-30", "fassung-des-amtes", "2026-04-29"],
    ["POT.ANY", "2026-04-30", "stag10@2025-10-30+aufenthg25b@2022-12-31", "2026-04-29"],
    ["RES.DULD", "2026-10-31", undefined, null],
  ])("%s of %s by %s", (indicator, day, ruleVersion, until) => {
    expect(lawReadUntil({ indicator, reference: reference(day), ...(ruleVersion ? { ruleVersion } : {}) })).toBe(until);
  });

  test("is asked about for every value, also in a series", async () => {
    const pot = { Indikator: "POT.25B", Regelversion: "aufenthg25b@2022-12-31" };
    await bringTo(store)(delivery({ ...pot, Stichtag: "31.05.2026" }, { ...pot, Stichtag: "30.06.2026" }));
    const all = await currentFigures(store.read, "koeln", ["POT.25B"]);
    await vouch({ store, clock }, { town: "koeln", figure: all[1]?.id ?? "", reason: "unverändert", by });
    await expect(usable(store.read, "koeln", all, "2026-11-30")).rejects.toMatchObject({ code: "vouch.needed-one" });
    const [used] = await usable(store.read, "koeln", all.slice(1), "2026-11-30");
    expect(used?.note).toContain("Rechtsstand 29.04.2026; für diesen Stichtag verwendbar auf Angabe der Datenstelle vom 22.11.2026.");
  });
});

describe("an answer", () => {
  const cited = async (question: string) => {
    const sources = (await figures())
      .slice(1, 2)
      .map((figure): Source => ({ id: figure.id, label: "", source: "", standing: "", kind: "figure", figure }));
    const of = { town: "koeln", sitting: "2026-09-01", receiving: "2026-12-01" };
    return (await citedStandings(store.read, of, [{ question }], { sources })).map(({ open: doubts }) => doubts);
  };

  test("who asks for 2022 wants 2022; who asks for today needs a word for an old figure", async () => {
    expect(await cited("wie viele Personen am 31.12.2022 eine Duldung hatten")).toEqual([[]]);
    expect(await cited("wie viele Personen eine Duldung haben")).toEqual([["age"]]);
    await word(1);
    expect(await cited("wie viele Personen eine Duldung haben")).toEqual([[]]);
  });
});
