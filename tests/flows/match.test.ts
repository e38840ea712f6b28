import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { MatchItem } from "../../plugin/agenda/match/item.ts";
import { subjects } from "../../plugin/agenda/match/strength.ts";
import { match, matchLines } from "../../plugin/agenda/match.ts";
import { answerText, missing, readItems } from "../fixtures/labels/captures.ts";

interface Labels {
  readonly prefix: string;
  readonly topics: Readonly<Record<string, readonly string[]>>;
  readonly borderline: readonly string[];
  readonly none: readonly string[];
}

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`../fixtures/labels/${name}.json`, import.meta.url), "utf8"));
const invented: { items: (Omit<MatchItem, "id"> & { topics: string[] })[] } = fixture("invented");

const topicsOf = (item: Omit<MatchItem, "id">) =>
  match({ id: "1", ...item })
    .candidates.map((one) => one.topic)
    .sort();
const titled = (name: string) => topicsOf({ name });
const first = (item: Omit<MatchItem, "id">, ...rest: [Parameters<typeof match>[1]?, Parameters<typeof match>[2]?]) =>
  match({ id: "1", ...item }, ...rest).candidates[0];

describe("matching agenda items", () => {
  it("finds the topics of the invented titles, and none in the traps among them", () => {
    expect(invented.items.length).toBeGreaterThanOrEqual(380);
    const wrong = invented.items.filter(({ topics, ...item }) => topicsOf(item).join() !== topics.toSorted().join());
    expect(wrong.map((item) => [item.name, topicsOf(item)])).toEqual([]);
  });

  it("names the subjects that the topics of the figures have", () => {
    const topics: { subject: string }[] = JSON.parse(readFileSync(new URL("../../plugin/figures/topics.json", import.meta.url), "utf8"));
    expect([...subjects].sort()).toEqual([...new Set(topics.map((topic) => topic.subject))].sort());
  });

  describe.each(["huertgenwald", "karlsruhe"] as const)("the labelled list of %s", (town) => {
    const labels: Labels = fixture(town);

    it("has at most one false candidate in 200 items and misses none", (context) => {
      const reason = missing(town);
      context.skip(reason !== undefined, reason);
      const { listed, truly, found, missed, falsely } = compare(readItems(town), labels);
      const per200 = (falsely.length / listed.length) * 200;
      process.stdout.write(
        `match ${town}: ${listed.length} items, ${truly} true (${labels.borderline.length} borderline), ${found} found, ` +
          `${missed.length} missed, ${falsely.length} false = ${per200.toFixed(2)} per 200\n`,
      );
      expect(truly).toBe(Object.keys(labels.topics).length);
      expect(missed).toEqual([]);
      expect(per200).toBeLessThanOrEqual(1);
    });
  });

  it("proposes nothing in the whole of Hürtgenwald that is not labelled", (context) => {
    const reason = missing("huertgenwald");
    context.skip(reason !== undefined, reason);
    const labels: Labels = fixture("huertgenwald");
    const items = readItems("huertgenwald");
    expect(items).toHaveLength(5106);
    const proposed = items.filter((item) => match(item).candidates.length > 0).map((item) => String(item.id).slice(labels.prefix.length));
    expect(proposed.sort()).toEqual(Object.keys(labels.topics).sort());
  });
});

/** Item by item: false = a topic that the label has not, missed = a labelled topic that is not proposed. */
function compare(items: readonly MatchItem[], labels: Labels) {
  const listed = items.filter((item) => {
    const id = String(item.id).slice(labels.prefix.length);
    return id in labels.topics || labels.none.includes(id);
  });
  const judged = listed.map((item) => {
    const wanted = labels.topics[String(item.id).slice(labels.prefix.length)] ?? [];
    const got: string[] = match(item).candidates.map((one) => one.topic);
    return { id: item.id, wanted, got };
  });
  return {
    listed,
    truly: judged.filter((one) => one.wanted.length > 0).length,
    found: judged.filter((one) => one.wanted.length > 0 && one.wanted.every((topic) => one.got.includes(topic))).length,
    missed: judged.filter((one) => one.wanted.some((topic) => !one.got.includes(topic))),
    falsely: judged.filter((one) => one.got.some((topic) => !one.wanted.includes(topic))),
  };
}

describe("ways of writing", () => {
  it.each([
    ["soft hyphens", "Ein\u00adbürge\u00adrungs\u00adverfahren", ["einbuergerung"]],
    ["decomposed umlauts", "Einbürgerungen".normalize("NFD"), ["einbuergerung"]],
    ["umlauts written out", "Auslaenderbehoerde", ["behoerde"]],
    ["umlauts lost", "Auslanderbehorde", ["behoerde"]],
    ["capitals", "AUFENTHALTSERLAUBNISSE", ["aufenthalt"]],
    ["small letters", "sachstand chancen-aufenthaltsrecht", ["aufenthalt"]],
    ["hyphenated compounds", "Integrations-Management der Stadt", ["kim"]],
    ["compounds wrapped over a line", "Kommunales Integrations-\nkonzept", ["kim"]],
    ["first parts lent", "Flüchtlings- und Integrationspolitik", ["kim"]],
    ["last parts lent", "Ausländer- und Bürgerbehörde", ["behoerde"]],
    ["last parts lent over a slash", "Ausländer-/Sozialbehörde", ["behoerde"]],
    ["first parts lent backwards", "Integrationskurse und -bericht", ["kim"]],
    ["cut words", "Umsetzung des Chancen-Aufenthaltsr…", ["aufenthalt"]],
    ["cut words that may be others", "Neues zur Integrations…", []],
    ["non-breaking hyphens", "Chancen\u2011Aufenthaltsrecht", ["aufenthalt"]],
    ["paragraphs with a space", "§ 25 a AufenthG", ["aufenthalt"]],
    ["several paragraphs", "§§ 25a, 25b", ["aufenthalt"]],
    ["paragraphs of another law", "Verfahren nach § 25a StVG", []],
    ["gender marks", "Situation der Asylbewerber*innen", ["aufenthalt"]],
    ["an ampersand", "Migration & Integration", ["kim"]],
  ])("reads %s", (_what, name, topics) => {
    expect(titled(name)).toEqual(topics);
  });

  it("quotes the words as they are written, without invisible marks", () => {
    expect(first({ name: "Bericht: Kommunales Integrations\u00admanagement" })?.reasons).toEqual([
      "Titel: „Kommunales Integrationsmanagement“",
    ]);
  });

  it("does not read words into longer ones", () => {
    expect(titled("Erduldung")).toEqual([]);
    expect(titled("Kimmich-Straße, Stakim und KIMONO")).toEqual([]);
    expect(titled("Desintegrationskonzepte")).toEqual([]);
  });
});

describe("evidence beside the title", () => {
  const short = { name: "KIM: Neues aus dem Team" };

  it("takes the name of the paper where the item says nothing", () => {
    const candidate = first({
      name: "Antrag der Fraktion vom 01.02.2025",
      paper: { name: "Dauer der Einbürgerungen", paperType: "Antrag" },
    });
    expect(candidate).toMatchObject({ topic: "einbuergerung", score: 0.9, reasons: ["Vorlage: „Einbürgerungen“"] });
  });

  it("counts an abbreviation only where integration is dealt with", () => {
    expect(first({ ...short, organization: "Sozialausschuss" })).toBeUndefined();
    expect(first({ ...short, organization: "Integrationsrat", date: "2024-03-01" })?.reasons).toEqual([
      "Titel: „KIM“",
      "Gremium: Integrationsrat",
    ]);
    expect(first({ ...short, body: ["Rat", { id: "https://ris.example/gr/7", name: "Migrationsbeirat" }] })?.topic).toBe("kim");
  });

  it("knows the body by its id whatever its name is", () => {
    const bodies = [{ id: "https://ris.example/gr/9", name: "Rat der Vielfalt", kind: "integration" as const }];
    expect(first({ ...short, organization: "https://ris.example/gr/9" })).toBeUndefined();
    expect(first({ ...short, organization: "https://ris.example/gr/9" }, [], bodies)?.reasons).toContain("Gremium: Rat der Vielfalt");
    expect(first({ ...short, organization: { id: "https://ris.example/gr/9", name: "Bauausschuss" } }, [], bodies)?.score).toBe(0.59);
  });

  it("takes the old and the new name of the body for one, by the day of the election", () => {
    const named = (organization: string, date: string) => first({ ...short, organization, date });
    const now = "Ausschuss für Chancengerechtigkeit und Integration";
    expect(named(now, "2025-11-04")).toMatchObject({ score: 0.56, reasons: ["Titel: „KIM“", `Gremium: ${now}`] });
    expect(named(now, "2014-05-20")).toMatchObject({ score: 0.53, reasons: ["Titel: „KIM“", `Gremium: ${now} (damals: Integrationsrat)`] });
    expect(named("Integrationsrat", "2025-11-04")?.reasons).toContain(`Gremium: Integrationsrat (inzwischen: ${now})`);
    expect(named("Integrationsrat", "2025-09-13")?.reasons).toContain("Gremium: Integrationsrat");
  });

  it("makes no topic of the body, the kind of paper or the text of a formal item alone", () => {
    const body = { organization: "Integrationsrat", date: "2024-03-01" };
    const text = "Die Einbürgerungsbehörde meldet 80 Einbürgerungen. ".repeat(5);
    expect(titled("Bericht der Verwaltung")).toEqual([]);
    expect(topicsOf({ name: "Bericht der Verwaltung", ...body, paper: { name: "Bericht", paperType: "Bericht" } })).toEqual([]);
    expect(topicsOf({ name: "Mitteilungen", ...body, paper: { name: "Mitteilungen", paperType: "Mitteilung", text } })).toEqual([]);
    expect(topicsOf({ name: "Bericht der Verwaltung", ...body, paper: { name: "Bericht", text } })).toEqual(["behoerde", "einbuergerung"]);
  });

  it("reads published answers as what they are about", (context) => {
    const reason = missing("karlsruhe");
    context.skip(reason !== undefined, reason);
    const about = (file: string) =>
      topicsOf({ name: "Anfrage der Fraktion", paper: { name: "Anfrage", paperType: "Anfrage", text: answerText(file) } });
    expect(about("2024-0757_659485.txt")).toContain("aufenthalt");
    expect(about("2026-0355_678167.txt")).toContain("einbuergerung");
    expect(about("2025-0900_670337.txt")).toContain("behoerde");
    for (const file of ["2025-0063_664529.txt", "2025-0408_666978.txt", "2025-1271_675675.txt"]) expect(about(file)).toEqual([]);
  });

  it("lets earlier decisions move a score a little, and says so", () => {
    const item = { name: "Situation der Geflüchteten 2026" };
    const decided = (decision: "approved" | "rejected") => [
      { title: "Situation der Geflüchteten 2025", topic: "aufenthalt" as const, decision },
    ];
    expect(first(item)?.score).toBe(0.55);
    expect(first(item, decided("approved"))).toMatchObject({
      score: 0.65,
      reasons: [expect.anything(), "früher angehängt: „Situation der Geflüchteten 2025“"],
    });
    expect(first(item, decided("rejected"))).toBeUndefined();
    expect(
      first({ name: "Einbürgerungen 2026" }, [{ title: "Einbürgerungen 2025", topic: "einbuergerung", decision: "rejected" }])?.score,
    ).toBe(0.8);
    expect(first({ name: "Freibad" }, [{ title: "Freibad", topic: "kim", decision: "approved" }])).toBeUndefined();
  });
});

describe("matching lines", () => {
  const lines = async (...text: string[]) => {
    const answers: object[] = [];
    for await (const answer of matchLines(text)) answers.push(answer);
    return answers;
  };

  it("answers every line in order, none with an empty list", async () => {
    const answers = await lines(
      '{"id":"b","name":"Freibad","paper":null,"extra":1}',
      "",
      '{"id":"a","name":"Einbürgerungsfeier","date":"heute"}',
    );
    expect(answers).toEqual([
      { id: "b", candidates: [] },
      { id: "a", candidates: [{ topic: "einbuergerung", score: 0.9, reasons: ["Titel: „Einbürgerungsfeier“"] }] },
    ]);
  });

  it("says what is wrong with a line and goes on", async () => {
    expect(await lines("{", '{"id":"a"}', "[]", '{"id":"a","name":"x","paper":"y"}', '{"id":1,"name":"Freibad"}')).toEqual([
      { line: 1, error: "Zeile 1 ist kein gültiges JSON." },
      { line: 2, error: "Zeile 2: Das Feld „name“ fehlt oder hat die falsche Art." },
      { line: 3, error: "Zeile 3 ist kein JSON-Objekt." },
      { line: 4, error: "Zeile 4: Das Feld „paper“ fehlt oder hat die falsche Art." },
      { id: 1, candidates: [] },
    ]);
  });
});
