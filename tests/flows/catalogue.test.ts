import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dimensions, findIndicator, type Indicator, indicators } from "../../plugin/figures/indicators.ts";

const sheet = join(process.cwd(), "../shared/facts/domain.md");
const there = existsSync(sheet);
if (!there) console.warn(`skipped: the fact sheet ${sheet} is not beside this checkout`);

interface Row {
  readonly ids: readonly string[];
  readonly unit: string;
  readonly types: readonly string[];
  readonly dims: string;
  readonly cut: string;
  readonly public: string;
}

const laws = ["25A", "25B", "104C", "60C", "60D"];

/** The rows of the table in § 2.2, with the short forms written out: `A / .B`, `RES.*.APP`, `(hist.)`. */
function rows(): Row[] {
  const section = /### 2\.2[\s\S]*?(?=\nRules:)/.exec(readFileSync(sheet, "utf8"))?.[0] ?? "";
  const lines = section.split("\n").filter((line) => /^\| [A-Z]+\./.test(line));
  return lines.map((line) => {
    const [, id = "", , unit = "", type = "", dims = "", , cut = "", open = ""] = line.split("|").map((cell) => cell.trim());
    const named = id.replace(/\(hist\.\)/g, "").split("/");
    let stem = "";
    const ids = named.flatMap((part) => {
      const text = part.trim();
      const whole = text.startsWith(".") ? `${stem}${text}` : text;
      // `.60D` follows RES.60C, `.CLOSE` follows KIM.CASE.NEW, `.25B.ST` follows RES.25A.ST: as many parts as it brings.
      stem = whole
        .split(".")
        .slice(0, whole.includes(".ST") ? -2 : -1)
        .join(".");
      return whole.includes("*") ? laws.map((law) => whole.replace("*", law)) : [whole];
    });
    return { ids, unit, types: type.split("/"), dims, cut, public: open };
  });
}

const types: Record<string, Indicator["type"]> = { S: "stock", F: "flow", R: "ratio", D: "duration" };
const rules: Record<string, Indicator["public"]> = { Y: "free", A: "aggregate", N: "internal" };
const units: readonly (readonly [RegExp, readonly Indicator["kind"][]])[] = [
  [/VZÄ/, ["post"]],
  [/€/, ["euro"]],
  [/persons/, ["person", "application"]],
  [/cases/, ["case"]],
  [/applications/, ["application"]],
  [/decisions/, ["decision"]],
  [/documents/, ["document"]],
  [/titles/, ["title"]],
  [/months/, ["month"]],
  [/number \/ weeks/, ["number", "week"]],
  [/ratio/, ["ratio"]],
  [/number|requests|consultations/, ["number"]],
];
/** Codes of the fact sheet → our dimensions, any of which will do. */
const codes: Record<string, readonly string[]> = {
  t: ["Duldungsgrund", "Aufenthaltsstatus", "Personenkreis", "Rechtsgrundlage", "Anschlusstitel"],
  "t-sub": ["Personenkreis", "Rechtsgrundlage"],
  n: ["Staatsangehörigkeit"],
  a: ["Altersgruppe"],
  g: ["Geschlecht"],
  d: ["Ortsteil"],
  r: ["Rechtskreis"],
  k: ["Themenfeld"],
  b: ["Baustein"],
  o: ["Ergebnis"],
  u: ["Aufenthaltsdauer", "Verfahrensalter", "Laufzeit"],
  reason: ["Grund"],
  "legal basis": ["Rechtsgrundlage"],
  Träger: ["Träger"],
  Laufbahn: ["Laufbahngruppe"],
  Ziel: ["Verwiesen an"],
  "zuweisende Stelle": ["Zuweisende Stelle"],
};
/** Where the law grants no title to relatives or no paragraph divides the number, t has nothing to divide. */
const undivided = [
  "RES.60C.APP",
  "RES.60C.PEND",
  "RES.60C.REF",
  "RES.60C.WDR",
  "RES.60D.APP",
  "RES.60D.PEND",
  "RES.60D.REF",
  "RES.60D.WDR",
];

test.runIf(there)("the catalogue has every indicator of the fact sheet with its unit, kind, dimensions, cut and public rule", () => {
  const all = rows();
  expect(all.length).toBeGreaterThanOrEqual(40);
  const shown = all.flatMap((row) => row.ids.map((id) => ({ ...row, id })));
  expect(shown.filter(({ id }) => !findIndicator(id)).map(({ id }) => id)).toEqual([]);
  const expanded = ["KIM.CASE.CLOSE", "RES.25B.ST", "RES.60D", "RES.60D.WDR", "POT.104C", "NAT.WAIT"];
  expect(shown.map(({ id }) => id)).toEqual(expect.arrayContaining(expanded));
  for (const { id, unit, types: named, dims, cut, public: open } of shown) {
    const one = findIndicator(id);
    if (!one) throw new Error(id);
    expect(
      named.map((type) => types[type]),
      id,
    ).toContain(one.type);
    expect(one.public, id).toBe(rules[open.charAt(0)]);
    const kinds = units.find(([pattern]) => pattern.test(unit))?.[1];
    expect(kinds, `${id}: ${unit}`).toContain(one.kind);
    if (cut === "Stichtag") expect(one.cut, id).toBe("date");
    if (cut === "period" || cut === "year") expect(one.cut, id).toBe("period");
    for (const code of dims.split(/, (?![^(]*\))/).map((word) => word.replace(/ \(.*/, "").trim())) {
      if (code === "–" || (/^t/.test(code) && undivided.includes(id))) continue;
      expect(codes[code], `${id}: ${code}`).toBeDefined();
      expect(
        codes[code]?.some((name) => one.dimensions.includes(name)),
        `${id} by ${code}`,
      ).toBe(true);
    }
  }
});

test("every indicator says where it comes from, how old it may be, and whose classes are closed", () => {
  for (const one of indicators) {
    expect(one.source, one.id).not.toBe("");
    expect(one.freshMonths, one.id).toBeGreaterThan(0);
  }
  for (const name of ["Baustein", "Träger", "Duldungsgrund", "Personenkreis", "Verfahrensalter", "Geschlecht", "Anschlusstitel"])
    expect(dimensions.get(name), name).toHaveProperty("classes");
});
