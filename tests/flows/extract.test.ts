import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commitments, extract, extractLines, pseudonymise, topicsOf } from "../../plugin/inquiry/extract.ts";
import { line, own, report, score, shared } from "./inquiry-set.ts";

const seed = (file: string) => {
  const url = new URL(`../../../shared/seeds/${file}`, import.meta.url);
  if (existsSync(url)) return readFileSync(url, "utf8");
  report(`skipped: ${file} is not beside the checkout (../shared/seeds)`);
  return null;
};

describe("the evaluation set", () => {
  const dev = shared("dev.jsonl");

  it.skipIf(!dev)("reaches its marks on all passages", () => {
    const all = score(dev ?? [], extract);
    report(line("dev", all));
    expect(all.f1).toBeGreaterThanOrEqual(0.92);
    expect(all.askers).toBeGreaterThanOrEqual(0.95);
    expect(all.state).toBeGreaterThanOrEqual(0.92);
    expect(all.alarms).toBeLessThanOrEqual(Math.floor(all.empty / 15));
  });

  it.skipIf(!dev)("reaches them on either half", () => {
    for (const half of [0, 1]) {
      const part = score(
        (dev ?? []).filter((_passage, index) => index % 2 === half),
        extract,
      );
      report(line(half === 0 ? "dev, half the rules were made with" : "dev, the other half", part));
      expect(part.f1).toBeGreaterThanOrEqual(0.92);
      expect(part.askers).toBeGreaterThanOrEqual(0.95);
      expect(part.state).toBeGreaterThanOrEqual(0.92);
    }
  });

  it("reaches higher ones on the passages written for this project", () => {
    const ours = score(own(), extract);
    report(line("own", ours));
    expect(ours.f1).toBeGreaterThanOrEqual(0.97);
    expect(ours.askers).toBeGreaterThanOrEqual(0.98);
    expect(ours.state).toBeGreaterThanOrEqual(0.96);
    expect(ours.alarms).toBeLessThanOrEqual(1);
  });
});

describe("the seed documents", () => {
  const seeds = shared("seeds.jsonl");

  it.skipIf(!seeds)("give what their labels say", () => {
    const all = score(seeds ?? [], extract);
    report(line("seeds", all));
    expect(all).toMatchObject({ f1: 1, askers: 1, people: 1, state: 1, later: 1, kind: 1, exact: 1, alarms: 0 });
  });

  const koeln = seed("003_c9046f2b53bf297f.txt");
  it.skipIf(!koeln)("Köln: two questions and a remark, answered later in the text", () => {
    const found = extract({ text: koeln ?? "", municipality_style: "Köln" });
    expect(found.map(({ asker, role, kind, answered_later_in_text }) => ({ asker, role, kind, answered_later_in_text }))).toEqual([
      { asker: expect.any(String), role: "IRM", kind: "question", answered_later_in_text: true },
      { asker: expect.any(String), role: "RM", kind: "question", answered_later_in_text: true },
      { asker: expect.any(String), role: "RM", kind: "remark", answered_later_in_text: true },
    ]);
  });

  const aachen = seed("004_90733d4e782f729e.txt");
  it.skipIf(!aachen)("Aachen: three joint questions, only the last answered", () => {
    const found = extract({ text: aachen ?? "", municipality_style: "Aachen" });
    expect(found.map(({ attribution, askers, answered_in_session }) => [attribution, askers.length, answered_in_session])).toEqual([
      ["joint", 3, false],
      ["joint", 3, false],
      ["joint", 3, true],
    ]);
  });

  it.skipIf(!aachen)("Aachen: the announced concept is a commitment", () => {
    expect(commitments(aachen ?? "")).toEqual([expect.objectContaining({ due: { text: "November 2023", date: "2023-11" } })]);
  });

  for (const [town, file] of [
    ["Gladbeck", "002_b273f560a1551343.txt"],
    ["München, Mitzeichnung", "000_36130606ed2bd37c.txt"],
  ] as const) {
    const text = seed(file);
    it.skipIf(!text)(`${town}: none`, () => expect(extract({ text: text ?? "", municipality_style: town })).toEqual([]));
  }
});

describe("roles", () => {
  const text = "Beigeordneter Ohlendorf-Kaya fragt, ob die Stelle noch in diesem Jahr besetzt wird.";

  it("a Beigeordneter asks in Lower Saxony and answers in North Rhine-Westphalia", () => {
    expect(extract({ text, municipality_style: "Lüneburg" })).toHaveLength(1);
    expect(extract({ text, municipality_style: "Hagen" })).toHaveLength(0);
  });

  it("a Stadtrat is a member in Bavaria and an officer in Kiel", () => {
    const asked = "Stadtrat Brenner-Ilic fragt, wann der Bericht vorgelegt wird.";
    expect(extract({ text: asked, municipality_style: "München" })).toHaveLength(1);
    expect(extract({ text: asked, municipality_style: "Kiel" })).toHaveLength(0);
  });

  it("BM is a member in Lübeck and the mayor elsewhere", () => {
    const asked = "BM Harmsen-Toprak fragt, wie viele Plätze frei sind.";
    expect(extract({ text: asked, municipality_style: "Lübeck" })[0]?.role).toBe("BM");
    expect(extract({ text: asked, municipality_style: "Edewecht" })).toEqual([]);
  });
});

describe("spans and reasons", () => {
  it("are slices of the text as it came in, with soft hyphens and page heads inside", () => {
    const text =
      "RM Frau Tüllmann fragt, ob die Ver­waltung die Mittel der Pau-\nNiederschrift über die Sitzung des Rates am 01.02.2024\n- 3 -\nschale abruft.";
    const [found] = extract({ text });
    expect(found?.question).toBe(text.slice(found?.start, found?.end));
    expect(found?.question.startsWith("ob die Ver­waltung")).toBe(true);
    expect(found?.question.endsWith("schale abruft")).toBe(true);
    expect(found?.because).toBe("fragt … ob");
  });

  it("topics are those of the words", () => {
    expect(topicsOf("wie viele Einbürgerungsanträge anhängig sind")).toEqual(["einbuergerung", "statistik"]);
  });
});

describe("citizens", () => {
  const passage = {
    text: "Frau Ilse Wendland fragt, ob die Halle frei wird. Auf Nachfrage von Frau Wendland erklärt der Bürgermeister, dass dies offen sei.",
    sitzung: "TOP 2 Einwohnerfragestunde",
  };

  it("are named by the extractor and nameless once pseudonymised", () => {
    const found = extract(passage);
    expect(found.map(({ asker }) => asker)).toContain("Wendland");
    const stored = JSON.stringify(found.map(pseudonymise));
    expect(stored).not.toContain("Wendland");
    expect(found.map(pseudonymise)[0]).toMatchObject({
      asker: "eine Einwohnerin",
      salutation: null,
      askers: [{ asker: "eine Einwohnerin" }],
    });
  });

  it("members keep their names", () => {
    const [found] = extract({ text: "RM Herr Kotschwar fragt, ob die Halle frei wird." });
    expect(found && pseudonymise(found)).toEqual(found);
  });
});

describe("commitments", () => {
  it("are dated announcements, not questions and not history", () => {
    const text =
      "Die Stelle werde voraussichtlich im Mai 2024 besetzt. RM Frau Ohm fragt, ob das Konzept im Juni 2024 vorgelegt wird. Seit März 2021 ist das Team vollständig. Die Eröffnung ist für den 12.09.2024 geplant. Bis Ende des Jahres 2025 soll die Evaluation folgen. Im Herbst wird berichtet.";
    expect(commitments(text).map(({ due }) => due)).toEqual([
      { text: "Mai 2024", date: "2024-05" },
      { text: "12.09.2024", date: "2024-09-12" },
      { text: "Ende des Jahres 2025", date: "2025" },
      { text: "Herbst" },
    ]);
    for (const { text: words, start, end } of commitments(text)) expect(words).toBe(text.slice(start, end));
  });
});

describe("extractLines", () => {
  async function run(lines: string[]): Promise<object[]> {
    return Array.fromAsync(
      extractLines(
        (async function* () {
          yield* lines;
        })(),
      ),
    );
  }

  it("gives one object per line in the same order, and an error for a line it cannot read", async () => {
    const lines = [
      JSON.stringify({ id: "a", text: "RM Herr Kotschwar fragt, ob die Halle frei wird.", ris: "sessionnet", municipality_style: null }),
      "{ kaputt",
      JSON.stringify({ id: "b", text: 7 }),
      JSON.stringify({ id: "c", text: "Keine Anfragen." }),
    ];
    expect(await run(lines)).toEqual([
      { id: "a", inquiries: [expect.objectContaining({ asker: "Kotschwar" })] },
      { line: 2, error: expect.stringMatching(/^Zeile 2 .*\.$/) },
      { line: 3, error: expect.stringMatching(/Zeile 3 .*text/) },
      { id: "c", inquiries: [] },
    ]);
  });

  it("has the fields of the evaluation set", async () => {
    const [first] = (await run([JSON.stringify({ id: 1, text: "RM Herr Kotschwar fragt, ob die Halle frei wird." })])) as {
      inquiries: object[];
    }[];
    expect(Object.keys(first?.inquiries[0] ?? {}).toSorted()).toEqual([
      "answer_promised",
      "answered_in_session",
      "answered_later_in_text",
      "asker",
      "askers",
      "attribution",
      "because",
      "end",
      "kind",
      "party",
      "question",
      "role",
      "salutation",
      "start",
      "topics",
    ]);
  });
});
