import { readdirSync, readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { caseEvents, caseStates, graph, guardNames, stepsFrom } from "../../plugin/inquiry/state/graph.ts";
import { guards } from "../../plugin/inquiry/state/guards.ts";
import { advance, mayNow } from "../../plugin/inquiry/state.ts";
import type { Store } from "../../plugin/ports/store.ts";
import { Refusal } from "../../plugin/refusal.ts";
import { caseOf } from "../../plugin/store/cases.ts";
import { caseState } from "../../plugin/store/migrations/010_case_state.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import type { CaseRow } from "../../plugin/store/tables/work.ts";
import type { Tables } from "../../plugin/store/tables.ts";

const sentences = JSON.parse(readFileSync("templates/messages.de.json", "utf8"));

describe("the graph", () => {
  test("has every state and event, each in German", () => {
    expect(Object.keys(graph.states).sort()).toEqual([...caseStates].sort());
    expect([...graph.events].sort()).toEqual([...caseEvents].sort());
    for (const state of caseStates) expect(sentences).toHaveProperty([`case-state.${state}`]);
    for (const event of caseEvents) expect(sentences).toHaveProperty([`case-event.${event}`]);
  });

  test("every state can be reached from the first", () => {
    const reached = new Set(["open"]);
    for (const _round of caseStates) {
      for (const { from, to } of graph.transitions) if (from.some((state) => reached.has(state))) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...caseStates].sort());
  });

  test("from every state a final one can be reached, and none that is not final is a dead end", () => {
    const ends = new Set(caseStates.filter((state) => graph.states[state]?.final));
    for (const _round of caseStates) {
      for (const { from, to } of graph.transitions) if (ends.has(to)) for (const state of from) ends.add(state);
    }
    expect([...ends].sort()).toEqual([...caseStates].sort());
    for (const state of caseStates) {
      const leaves = graph.transitions.some(({ from, to }) => from.includes(state) && to !== state);
      expect(leaves, state).toBe(true);
    }
  });

  test("of several steps for one event and state all have a guard, so that none hides the others", () => {
    for (const state of caseStates) {
      for (const event of caseEvents) {
        const steps = stepsFrom(state, event);
        if (steps.length > 1) for (const step of steps) expect(step.guard, `${state} ${event}`).toBeDefined();
      }
    }
  });

  test("every guard exists, says in German why not, and is used", () => {
    expect(Object.keys(guards).sort()).toEqual([...guardNames].sort());
    const used = new Set(graph.transitions.flatMap(({ guard }) => guard ?? []));
    expect([...used].sort()).toEqual([...guardNames].sort());
    for (const guard of guardNames) expect(sentences).toHaveProperty([`case-guard.${guard}`]);
  });

  test("every event is a step that code takes", () => {
    const sources = readdirSync("plugin", { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !/inquiry\/state(\.ts|\/)/.test(name))
      .map((name) => readFileSync(`plugin/${name}`, "utf8"))
      .filter((text) => /state\.ts"/.test(text));
    for (const event of caseEvents)
      expect(
        sources.some((text) => text.includes(`"${event}"`)),
        event,
      ).toBe(true);
  });

  test("nothing but advance changes the state of a case", () => {
    const sources = readdirSync("plugin", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const writers = sources.filter((name) => /updateTable\("Case"\)[^;]*\bstate:/.test(readFileSync(`plugin/${name}`, "utf8")));
    expect(writers).toEqual(["inquiry/state.ts"]);
  });
});

const at = "2026-11-22T09:00:00.000Z";
const deed = { by: "brandt", at };

describe("a case", () => {
  let store: Store<Tables>;
  let of: CaseRow;
  beforeEach(async () => {
    store = openStore(":memory:");
    await migrate(store.read);
    const place = {
      town: "koeln",
      kind: "oral-inquiry",
      title: "Stellen",
      organization: "Rat",
      sitting: "2026-10-01",
      house: "koeln",
    } as const;
    await store.write((transaction) =>
      transaction
        .insertInto("Case")
        .values({ id: "c1", ...place, due: "2026-11-30", receiving: "2026-11-30", opened: at, details: "{}", state: "open" })
        .execute(),
    );
    of = await caseOf(store.read, "c1");
    return () => store[Symbol.asyncDispose]();
  });
  const go = (event: Parameters<typeof advance>[2], more: object = {}) =>
    store.write((transaction) => advance(transaction, of, event, { ...deed, ...more }));
  const answer = (version: number, decision: "proposed" | "approved") =>
    store.write((transaction) =>
      transaction
        .insertInto("Answer")
        .values({
          ...{ id: `a${version}`, town: "koeln", case: "c1", version, house: "koeln", decision, content: "{}", draftedBy: "brandt" },
          ...{ draftedAt: at, decidedBy: null, decidedAt: null },
        })
        .execute(),
    );
  const refused = async (work: Promise<unknown>): Promise<Refusal> => {
    const error = await work.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Refusal);
    return error as Refusal;
  };

  test("a refused step says where the case stands and what is possible, and changes nothing", async () => {
    const refusal = await refused(go("release"));
    expect(refusal).toMatchObject({ code: "case.step", status: 409 });
    expect(refusal.values).toEqual({ state: "Fragen sichten", step: "freigeben", possible: "Entwurf erstellen, ohne Antwort erledigen" });
    expect(await store.read.selectFrom("History").selectAll().execute()).toEqual([]);
    expect(await caseOf(store.read, "c1")).toMatchObject({ state: "open" });
  });

  test("a guard that does not hold says what is missing", async () => {
    await go("draft");
    const refusal = await refused(go("release"));
    expect(refusal).toMatchObject({
      code: "case.step-not-yet",
      values: { why: "Es gibt keinen Entwurf, über den noch zu entscheiden ist." },
    });
  });

  test("each change of state stands in the history with the step; editing stands where it stood", async () => {
    await go("draft");
    await go("edit");
    await answer(1, "proposed");
    await go("release");
    const deeds = await store.read.selectFrom("History").select(["action", "by", "detail"]).execute();
    expect(deeds.map(({ detail }) => JSON.parse(detail))).toEqual([
      { step: "draft", was: "open", is: "drafted" },
      { step: "release", was: "drafted", is: "released" },
    ]);
    expect(deeds[0]).toMatchObject({ action: "moved", by: "brandt" });
  });

  test("of two people who release at once one is refused", async () => {
    await go("draft");
    await answer(1, "proposed");
    const both = await Promise.allSettled([go("release"), go("release")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("to do without an answer wants a reason, and so does taking it up again", async () => {
    expect(await refused(go("dismiss"))).toMatchObject({ code: "case.reason", status: 422 });
    await go("dismiss", { reason: "zurückgezogen" });
    expect(await mayNow(store.read, await caseOf(store.read, "c1"), "2026-11-22")).toEqual(["reopen"]);
    await refused(go("edit"));
    await go("reopen", { reason: "doch gestellt" });
    expect(await caseOf(store.read, "c1")).toMatchObject({ state: "open" });
  });

  test("a change while others sign takes the case back: to the draft, or to the correction of what is in force", async () => {
    await go("draft");
    await answer(1, "proposed");
    await go("request-signatures");
    expect(await go("edit")).toEqual({ from: "signing", to: "drafted" });
    await go("request-signatures");
    await go("signatures-complete");
    expect(await go("signatures-void")).toEqual({ from: "signed", to: "drafted" });
    await go("release");
    await store.write((transaction) => transaction.updateTable("Answer").set({ decision: "approved" }).execute());
    await go("correct");
    await answer(2, "proposed");
    await go("request-signatures");
    expect(await go("edit")).toEqual({ from: "signing", to: "correcting" });
    expect(await refused(go("dismiss", { reason: "x" }))).toMatchObject({ code: "case.step" });
  });

  test("is closed only when its sitting is over and every document has arrived", async () => {
    await go("draft");
    await answer(1, "proposed");
    await go("release");
    await store.write((transaction) => transaction.updateTable("Answer").set({ decision: "approved" }).execute());
    expect(await refused(go("close"))).toMatchObject({ code: "case.step-not-yet" });
    await refused(go("close", { at: "2026-11-30T18:00:00.000Z" }));
    expect(await go("close", { at: "2026-12-01T08:00:00.000Z" })).toEqual({ from: "released", to: "closed" });
    expect(await go("reopen", { reason: "Nachfrage" })).toEqual({ from: "closed", to: "released" });
  });
});

test("cases from before stand where their answers say", async () => {
  await using store = openStore(":memory:");
  await migrate(store.read);
  const { schema } = store.read;
  const added = ["state", "internalDue", "receivingMeeting", "reference", "department", "office", "clearedOn"];
  for (const table of ["CaseLink", "HoldingReply", "CalendarFeed"]) await schema.dropTable(table).execute();
  for (const index of ["Case_by_town", "Inquiry_by_case", "Answer_by_case"]) await schema.dropIndex(index).execute();
  for (const column of added) await schema.alterTable("Case").dropColumn(column).execute();
  const shared = {
    town: "koeln",
    kind: "report",
    title: "x",
    organization: "Rat",
    sitting: "2026-10-01",
    house: "koeln",
    due: "2026-11-30",
  };
  const answers = { c2: ["proposed"], c3: ["proposed", "approved"], c4: ["withdrawn"] };
  for (const id of ["c1", "c2", "c3", "c4"]) {
    const row = { id, ...shared, opened: at } as unknown as CaseRow;
    await store.read.insertInto("Case").values(row).execute();
    for (const [index, decision] of (answers[id as keyof typeof answers] ?? []).entries()) {
      const place = { id: `${id}-${index}`, town: "koeln", case: id, version: index + 1, house: "koeln", content: "{}", draftedBy: "b" };
      await store.read
        .insertInto("Answer")
        .values({ ...place, decision: decision as "proposed", draftedAt: at, decidedBy: null, decidedAt: null })
        .execute();
    }
  }
  await caseState.up(store.read);
  const rows = await store.read.selectFrom("Case").select(["id", "state"]).orderBy("id").execute();
  expect(rows.map(({ state }) => state)).toEqual(["open", "drafted", "released", "open"]);
});
