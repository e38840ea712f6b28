import fc from "fast-check";
import { expect, test } from "vitest";
import { table } from "../../adapters/kim/table/index.ts";
import { formatDate, formatNumber, formatPeriod, formatReference, formatValue, stand } from "../../plugin/figures/format.ts";
import { canonical } from "../../plugin/figures/import/canonical.ts";
import { parseDate } from "../../plugin/figures/import/date.ts";
import { parseNumber, sameNumber } from "../../plugin/figures/import/number.ts";
import { describeFinding } from "../../plugin/figures/import/report.ts";
import { importFile } from "../../plugin/figures/import.ts";
import { decimalsOf, indicators } from "../../plugin/figures/indicators.ts";
import type { Clock } from "../../plugin/ports/clock.ts";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import { silent } from "../../plugin/ports/log.ts";
import { Refusal } from "../../plugin/refusal.ts";
import { migrate } from "../../plugin/store/migrations.ts";
import { openStore } from "../../plugin/store/store.ts";
import { drain } from "../contracts/kim.ts";

const clock: Clock = { now: () => new Date("2026-11-22T10:00:00Z") };
const source = table.open({}, { clock, log: silent });
const town = { key: "koeln", name: "Köln", ags: "05315000", areas: [] };

const units = new Map(indicators.map(({ unit, kind }) => [unit, kind]));

test("what is printed as a number is read as the same number, in every unit", () => {
  const amount = fc.record({
    unit: fc.constantFrom(...units.keys()),
    whole: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    fraction: fc.nat(99),
  });
  fc.assert(
    fc.property(amount, ({ unit, whole, fraction }) => {
      const kind = units.get(unit) ?? "number";
      const decimals = String(fraction).padStart(2, "0").slice(0, decimalsOf(kind));
      const value = decimals === "" ? String(whole) : `${whole}.${decimals}`;
      const read = parseNumber(formatNumber(value, unit), kind);
      expect(read).toHaveProperty("value");
      expect("value" in read && sameNumber(read.value, value), JSON.stringify([unit, value, read])).toBe(true);
    }),
  );
});

test("a thousands separator is never taken for a decimal point, nor the other way round", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 999 }), (thousands, rest) => {
      const text = `${thousands}.${String(rest).padStart(3, "0")}`;
      const whole = String(thousands * 1_000 + rest);
      expect(parseNumber(text, "person")).toEqual({ value: whole });
      expect(parseNumber(text, "euro")).toEqual({ value: whole });
      expect(parseNumber(text, "post")).toEqual({ code: "import.number-ambiguous" });
      expect(parseNumber(`${text},50`, "post")).toEqual({ value: `${whole}.50` });
    }),
  );
});

test.each([
  ["1.234,5", "post", "1234.5"],
  ["1.234.567", "post", "1234567"],
  ["12 345", "person", "12345"],
  ["12\u202f345", "person", "12345"],
  ["007", "person", "7"],
  ["0", "person", "0"],
  ["0,38", "post", "0.38"],
  ["25.000", "euro", "25000"],
])("%s (%s) is %s", (text, kind, value) => {
  expect(parseNumber(text, kind as "post" | "person" | "euro")).toEqual({ value });
});

test.each(["1.23", "12.34,5", "1,2,3", "1..2", "1e3", "0x10", "1 23", "12 34", "½", "٣", "1.234.", ",5", "5,", "+5", "25.000,--"])(
  "%s is no German number",
  (text) => {
    expect(parseNumber(text, "post")).toHaveProperty("code");
  },
);

test("a number that is taken holds nothing but digits and one point", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."0123456789.,- \u00a0\u202f%e+g") }),
      fc.constantFrom(...units.values()),
      (text, kind) => {
        const read = parseNumber(text, kind);
        if ("value" in read) expect(read.value).toMatch(/^(0|[1-9]\d*)(\.\d{1,2})?$/);
      },
    ),
    { numRuns: 2_000 },
  );
});

const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test("a day is read in both spellings, and printed as it was", () => {
  fc.assert(
    fc.property(day, (iso) => {
      expect(parseDate(iso)).toBe(iso);
      expect(parseDate(formatDate(iso))).toBe(iso);
      expect(parseDate(formatDate(iso).replace(/\b0/g, ""))).toBe(iso);
    }),
  );
});

test("whatever is taken for a day is one", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789.-"), minLength: 6, maxLength: 10 });
  const nearly = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1890, max: 2110 }))
    .map((parts) => parts.join("."));
  fc.assert(
    fc.property(fc.oneof(digits, nearly), (text) => {
      const read = parseDate(text);
      if (read !== null) expect(new Date(`${read}T00:00:00Z`).toISOString().slice(0, 10)).toBe(read);
    }),
    { numRuns: 2_000 },
  );
  expect(["29.02.2023", "31.04.2025", "2025-02-30", "00.01.2025", "01.13.2025"].map(parseDate)).toEqual([null, null, null, null, null]);
  expect(parseDate("29.02.2024")).toBe("2024-02-29");
});

test("spelling does not matter, words do", () => {
  expect(new Set(["Gültig bis", "gueltig_bis", "GÜLTIG BIS", "Gu\u0308ltig-bis"].map(canonical))).toEqual(new Set(["gueltigbis"]));
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(canonical(canonical(text))).toBe(canonical(text));
    }),
  );
});

test("German forms as they are printed", () => {
  const value = (text: string | null, unit: string) => formatValue({ value: text, unit });
  expect(value("2766", "Personen")).toBe("2\u202f766\u00a0Personen");
  expect(value("1234567", "Fälle")).toBe("1\u202f234\u202f567\u00a0Fälle");
  expect(value("999", "Anträge")).toBe("999\u00a0Anträge");
  expect(value("1", "Personen")).toBe("1\u00a0Person");
  expect(value("3.5", "VZÄ")).toBe("3,50\u00a0VZÄ");
  expect(value("1", "VZÄ")).toBe("1,00\u00a0VZÄ");
  expect(value("50000", "€")).toBe("50.000\u00a0€");
  expect(value("57000.5", "€")).toBe("57.000,50\u00a0€");
  expect(value("14.5", "Monate")).toBe("14,5\u00a0Monate");
  expect(value(null, "Personen")).toBe("g");
  expect(formatPeriod("2017-01-01", "2017-12-31")).toBe("2017");
  expect(formatPeriod("2018-03-01", "2018-03-31")).toBe("März 2018");
  expect(formatPeriod("2024-02-01", "2024-02-29")).toBe("Februar 2024");
  expect(formatPeriod("2018-10-01", "2021-03-31")).toBe("01.10.2018 bis 31.03.2021");
  expect(formatReference({ kind: "date", date: "2025-04-30" })).toBe("30.04.2025");
  expect(stand({ kind: "date", date: "2025-04-30" })).toBe("Stand 30.04.2025");
  expect(stand({ kind: "period", from: "2017-01-01", to: "2017-12-31" })).toBe("Zeitraum 2017");
});

/** A mark that no sentence, column or code holds by chance. */
const secret = "Qzx7Wvk";
const columns = [
  "AGS",
  "Indikator",
  "Stichtag",
  "Von",
  "Bis",
  "Wert",
  "Einheit",
  "Status",
  "Quelle",
  "Regelversion",
  "Verfahren",
  "Geschlecht",
  "Ortsteil",
  "Quelle-URL",
  "Hinweis",
  "Beispiel",
];
const sound = ["05315000", "KIM.WAIT", "2025-04-30", "", "", "40", "Personen", "endgültig", "KI", "", "round5", "", "Mitte", "", "", ""];

test("nothing of a refused cell is repeated: not in a finding, not in a sentence, not in an error", async () => {
  const around = fc.string({ maxLength: 20 });
  const cell = fc.tuple(around, around).map(([before, after]) => `${before}${secret}${after}`);
  const spoiled = fc.uniqueArray(fc.nat(columns.length - 1), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(cell, spoiled, fc.boolean(), fc.boolean(), async (text, places, quoted, inHead) => {
      const written = quoted ? `"${text.replaceAll('"', '""')}"` : text;
      const spoil = (cells: readonly string[]) => cells.map((one, index) => (places.includes(index) ? written : one)).join(";");
      const bytes = Buffer.from(inHead ? `${spoil(columns)}\n${sound.join(";")}\n` : `${columns.join(";")}\n${spoil(sound)}\n`);
      await using store = openStore(":memory:");
      await migrate(store.read);
      const said = await importFile({ town, file: { name: "x.csv", bytes }, source, store, clock, by: "test" }).then(
        ({ refused }) => JSON.stringify(refused) + refused.map(describeFinding).join(),
        (error: unknown) => {
          if (!(error instanceof Refusal || error instanceof UpstreamError)) throw error;
          return `${error.message} ${JSON.stringify(error)}`;
        },
      );
      expect(said).not.toContain(secret);
    }),
    { numRuns: 150 },
  );
});

test("whatever bytes come, they are rows, findings or a refusal", async () => {
  const noise = fc.uint8Array({ maxLength: 300 });
  const text = fc
    .string({ unit: fc.constantFrom(...'ab;;"\n\r\tä'), maxLength: 200 })
    .map((one) => new TextEncoder().encode(`K1;K2\n${one}`));
  const archive = noise.map((bytes) => Buffer.concat([Buffer.from("PK\u0003\u0004"), bytes, Buffer.from("PK\u0005\u0006"), bytes]));
  await fc.assert(
    fc.asyncProperty(fc.oneof(noise, text, archive), async (bytes) => {
      const rows = await source.open({ name: "x", bytes }).then(drain, (error: unknown) => {
        if (!(error instanceof UpstreamError)) throw error;
        return [];
      });
      const lines = rows.map(({ line }) => line);
      expect(lines).toEqual([...new Set(lines)].toSorted((left, right) => left - right));
    }),
    { numRuns: 3_000 },
  );
});

test("a table that is written is read back, whatever stands in its cells", async () => {
  const cell = fc.string({ unit: fc.constantFrom(..."ab ;\"\n\r,äß€='") }).map((text) => text.trim());
  const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const quoted = [["a", "b", "c"], ...cells].map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(";"));
      const read = await drain(await source.open({ name: "x.csv", bytes: Buffer.from(quoted.join("\r\n")) }));
      const expected = cells.filter((row) => row.some((text) => text !== "")).map(([a, b, c]) => ({ a, b, c }));
      expect(read.map((row) => "cells" in row && row.cells)).toEqual(expected);
    }),
  );
});
