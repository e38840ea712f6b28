import type { Sheet } from "../../plugin/agenda/sheet.ts";
import type { Figure, Statement } from "../../plugin/figures/figure.ts";

/** A figure as an office would deliver it; everything in this file is invented. */
export const figure = (over: Partial<Figure> = {}): Figure => ({
  id: "f",
  town: "musterstadt",
  indicator: "RES.DULD",
  label: "Personen mit Duldung",
  unit: "Personen",
  area: { ags: "05315000", name: "Stadt Musterstadt" },
  reference: { kind: "date", date: "2024-12-31" },
  value: "2765",
  dimensions: {},
  status: "final",
  source: "Ausländerbehörde der Stadt Musterstadt, Auszählung des Ausländerregisters",
  sourceUrl: "https://www.musterstadt.example/statistik/duldung",
  protection: "round5",
  example: true,
  ...over,
});

export const statement = (over: Partial<Statement> = {}): Statement => ({
  id: "s",
  town: "musterstadt",
  topic: "T3",
  text: "Die Lenkungsgruppe des Kommunalen Integrationsmanagements tagt zweimal im Jahr. Der Integrationsrat ist mit seinem Vorsitz vertreten.",
  asOf: "2024-11-04",
  source: "Kommunales Integrationszentrum, Sachstandsbericht 2024",
  office: "Amt für Integration und Vielfalt",
  approvedBy: "person-7",
  example: true,
  ...over,
});

/** Values at 31 December of each year, the first year being `from`; null = kept secret. */
export const series = (from: number, values: readonly (string | null)[], over: Partial<Figure> = {}): Figure[] =>
  values.map((value, index) => figure({ id: `f${index}`, value, reference: { kind: "date", date: `${from + index}-12-31` }, ...over }));

/** The normal sheet: one series and two statements. */
export const sheet = (over: Partial<Sheet> = {}): Sheet => ({
  title: "KIM-Status",
  town: { key: "musterstadt", name: "Stadt Musterstadt", ags: "05315000" },
  agendaItem: {
    id: "https://ris.musterstadt.example/oparl/bodies/1/agendaItems/4711",
    number: "4.1",
    name: "Sachstandsbericht zum Kommunalen Integrationsmanagement",
    web: "https://ris.musterstadt.example/to0050.asp?__ktonr=4711",
  },
  meeting: { name: "12. Sitzung des Integrationsrates", organization: "Integrationsrat", start: "2025-01-21T17:00:00+01:00" },
  paper: { name: "Sachstandsbericht zum Kommunalen Integrationsmanagement", reference: "0123/2025", paperType: "Mitteilung" },
  figures: [...series(2020, ["5590", "5240", "4725", "3340"]), ...series(2024, ["2765"], { status: "provisional" })],
  statements: [
    statement(),
    statement({
      id: "s2",
      topic: "T5",
      text: "Das Case Management steht allen Menschen mit Einwanderungsgeschichte offen, unabhängig vom Aufenthaltstitel. Menschen aus der Ukraine werden mitberaten.",
    }),
  ],
  ...over,
});

const kreis = { ags: "05562", name: "Kreis Recklinghausen" };
const gladbeck = { ags: "05562014", name: "Gladbeck" };
const posts = (indicator: string, label: string, values: readonly string[], source: string) =>
  series(2021, values, { indicator, label, unit: "VZÄ", protection: "none", source, area: kreis });
const year = (number: number, value: string | null, over: Partial<Figure> = {}): Figure =>
  figure({
    ...{ id: `n${number}`, indicator: "NAT.GRANT", label: "Einbürgerungen", area: gladbeck, value, example: false },
    reference: { kind: "period", from: `${number}-01-01`, to: `${number}-12-31` },
    ...over,
  });

/** Much at once: posts of the Kreis, a secret value, periods, a breakdown with its total, a changed method, a long gap. */
export const kreisSheet = (): Sheet =>
  sheet({
    town: { key: "gladbeck", name: "Gladbeck", ags: "05562014" },
    agendaItem: { id: "https://gladbeck.example/oparl/7", number: "7", name: "Kommunales Integrationsmanagement: Bericht der Verwaltung" },
    figures: [
      ...posts("KIM.POST.FUND", "geförderte Stellen", ["6.00", "12.00", "12.50", "12.50"], "Zuwendungsbescheid der Bezirksregierung"),
      ...posts("KIM.POST.EST", "eingerichtete Stellen", ["6.00", "11.50", "12.00", "12.50"], "Stellenplan des Kreises"),
      ...posts("KIM.POST.FILL", "besetzte Stellen", ["4.50", "9.00", "10.25", "11.00"], "Personalamt des Kreises"),
      ...series(2020, ["45", null, "60", "85", "120"], {
        ...{ indicator: "RES.25B.ST", label: "Aufenthaltserlaubnisse nach § 25b AufenthG", protection: "suppress", area: gladbeck },
      }),
      ...[year(2021, "430", { protection: "published" }), year(2022, "700"), year(2023, "970", { status: "provisional" })],
      ...["weiblich", "männlich", "divers"].flatMap((sex, index) =>
        [2022, 2023, 2024].map((at) =>
          figure({
            id: `${sex}${at}`,
            dimensions: { Geschlecht: sex },
            reference: { kind: "date", date: `${at}-12-31` },
            value: index === 2 ? "5" : String(700 - index * 250 - (at - 2022) * 40),
            area: gladbeck,
          }),
        ),
      ),
      ...series(2022, ["1155", "1075", "1000"], { area: gladbeck }),
      ...["2013-12-31", "2018-03-31", "2018-12-31", "2019-12-31", "2020-12-31", "2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31"].map(
        (date, index) =>
          figure({
            ...{ id: date, indicator: "RES.FIKT", label: "Fiktionsbescheinigungen", unit: "Bescheinigungen", area: gladbeck },
            ...{ reference: { kind: "date", date }, value: String(2_765 + ((index * 1_235) % 5_000)), example: false },
          }),
      ),
    ],
  });
