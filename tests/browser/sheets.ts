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
