import { describe, expect, test } from "vitest";
import { buildPrecedents, stemsOfPrecedent } from "../../plugin/inquiry/precedent/build.ts";
import { stemIndex } from "../../plugin/inquiry/precedent/stem-index.ts";
import { stemsOf } from "../../plugin/inquiry/precedent/stems.ts";
import { precedentSearch } from "../../plugin/inquiry/precedent.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { helped, type PrecedentDraft, precedentId, removePrecedents, savePrecedent } from "../../plugin/store/precedents.ts";
import { openStore } from "../../plugin/store/store.ts";

async function filled(drafts: readonly PrecedentDraft[]) {
  const store = openStore(":memory:");
  await migrate(store.read);
  await store.write(async (transaction) => {
    for (const draft of drafts) await savePrecedent(transaction, draft, stemsOfPrecedent(draft));
  });
  return store;
}

const answer = (subjectId: string, title: string, text: string, town = "koeln"): PrecedentDraft => ({
  ...{ town, kind: "answer", subjectId, title, reference: `${subjectId}/2025`, date: "2025-03-01", web: null, text },
});

const answers = [
  answer("1", "Wartezeit bei der Einbürgerung", "RM Frau Muster fragt nach Terminen.\nEin Termin ist nach sechs Wochen frei."),
  answer("2", "Sanierung der Turnhalle", "Die Halle wird saniert."),
  answer("3", "Stellen im Case Management", "Von 12 Stellen sind 11 besetzt."),
  answer("4", "Einbürgerungsfeier", "Die Feier ist im Mai."),
  answer("5", "Etwas anderes", "Einbürgerung", "aachen"),
];

describe("search", () => {
  test("by stems, with the paragraph that fits, never from another town", async () => {
    await using store = await filled(answers);
    const [first, ...others] = await precedentSearch(store.read).find("koeln", "Wie lange wartet man auf einen Termin zur Einbürgerung?");
    expect(first).toMatchObject({ subjectId: "1", reference: "1/2025", passage: expect.stringContaining("sechs Wochen"), helped: 0 });
    expect(others.map(({ subjectId }) => subjectId)).not.toContain("5");
  });

  test("a word that nobody used leads to its kin", async () => {
    await using store = await filled(answers);
    const found = await precedentSearch(store.read).find("koeln", "Wann wird die Halle endlich sanierungsbedürftig?");
    expect(found[0]?.subjectId).toBe("2");
  });

  test("what is entered later is found, what is taken out is not, and the case itself is left out", async () => {
    await using store = await filled(answers);
    const search = precedentSearch(store.read);
    expect(await search.find("koeln", "Schwimmbad")).toEqual([]);
    const late = answer("6", "Schwimmbad", "Es bleibt offen.");
    await store.write((transaction) => savePrecedent(transaction, late, stemsOfPrecedent(late)));
    expect((await search.find("koeln", "Schwimmbad")).map(({ subjectId }) => subjectId)).toEqual(["6"]);
    expect(await search.find("koeln", "Schwimmbad", { not: "6" })).toEqual([]);
    await store.write((transaction) => removePrecedents(transaction, [precedentId(late)]));
    expect(await search.find("koeln", "Schwimmbad")).toEqual([]);
    const both = await Promise.all([search.find("koeln", "Halle"), search.find("koeln", "Halle")]);
    expect(both[0]).toEqual(both[1]);
  });

  test("whether it helped is counted once per case", async () => {
    await using store = await filled(answers);
    const precedent = precedentId(answers[2] as PrecedentDraft);
    for (const of of ["a", "a", "b"])
      await store.write((transaction) => helped(transaction, "koeln", { precedent, case: of, at: "2026-01-01" }));
    expect(await precedentSearch(store.read).find("koeln", "Case Management")).toMatchObject([{ subjectId: "3", helped: 2 }]);
    const foreign = { precedent, case: "c", at: "2026-01-01" };
    await expect(store.write((transaction) => helped(transaction, "aachen", foreign))).rejects.toMatchObject({ status: 404 });
  });

  test("an empty town, an empty question, and one of nothing but signs", async () => {
    await using store = await filled(answers);
    const search = precedentSearch(store.read);
    expect(await search.find("gladbeck", "Einbürgerung")).toEqual([]);
    expect(await search.find("koeln", "")).toEqual([]);
    expect(await search.find("koeln", "?! – … 😀")).toEqual([]);
  });
});

test("papers that everybody may see are entered; what leaves the public part leaves the index", async () => {
  await using store = await filled([]);
  const { read } = store;
  const oparl = {
    town: "koeln",
    parent: null,
    position: null,
    created: null,
    modified: null,
    deleted: null,
    hash: null,
    embedded: null,
    raw: null,
    seen: "2026-01-01",
  };
  const paper = (id: string, name: string) =>
    read
      .insertInto("Paper")
      .values({ ...oparl, id, name, reference: null, paperType: null, date: "2025-01-01", mainFile: null, web: null })
      .execute();
  await paper("open", "Bericht zur Duldung");
  await paper("closed", "Einzelfall einer Duldung");
  await paper("alone", "Duldung in Zahlen");
  for (const [id, open] of [
    ["open", 1],
    ["closed", 0],
  ] as const) {
    const item = { key: id, meeting: "m", number: "1", public: open, consultation: null, result: null, web: null, name: "TOP" };
    await read
      .insertInto("AgendaItem")
      .values({ ...oparl, ...item, id: `item-${id}` })
      .execute();
    await read
      .insertInto("Consultation")
      .values({ ...oparl, id: `c-${id}`, paper: id, agendaItem: `item-${id}`, meeting: "m", organization: null })
      .execute();
  }
  expect(await buildPrecedents(store, "koeln")).toEqual({ entered: 2, removed: 0 });
  const search = precedentSearch(read);
  const titles = async () => (await search.find("koeln", "Duldung")).map(({ title }) => title).sort();
  expect(await titles()).toEqual(["Bericht zur Duldung", "Duldung in Zahlen"]);
  expect(await buildPrecedents(store, "koeln")).toEqual({ entered: 0, removed: 0 });
  await read.updateTable("Paper").set({ reference: "12/2025" }).where("id", "=", "alone").execute();
  expect(await buildPrecedents(store, "koeln")).toEqual({ entered: 1, removed: 0 });
  await read.updateTable("Paper").set({ deleted: "2026-02-01" }).where("id", "=", "open").execute();
  expect(await buildPrecedents(store, "koeln")).toEqual({ entered: 0, removed: 1 });
  expect(await titles()).toEqual(["Duldung in Zahlen"]);
});

test("stems join umlauts and endings, and keep numbers of papers and paragraphs", () => {
  expect(stemsOf("Die Stellen, der STELLE: Vorlage 2561/2017 nach § 25a und §104c")).toEqual(
    expect.arrayContaining(["2561/2017", "§25a", "§104c"]),
  );
  expect(stemsOf("Stellen")).toEqual(stemsOf("Stelle"));
  expect(stemsOf("Einbu\u0308rgerung")).toEqual(stemsOf("Einbürgerung"));
  expect(stemIndex().search(["nichts"], 5)).toEqual([]);
});
