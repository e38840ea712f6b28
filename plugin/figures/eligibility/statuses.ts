/**
 * The closed list of residence statuses a register export may use (design §9, `count`); AZR codes are mapped by a profile.
 * `ae-ausgeschlossen` are the titles that § 10(1) Nr. 2 StAG excludes, `ae-sonstige` those it does not.
 */
export const statuses = [
  "duldung",
  "duldung-60b",
  "duldung-60c",
  "duldung-60d",
  "gestattung",
  "ae-25a",
  "ae-25b",
  "ae-104c",
  "ae-ausgeschlossen",
  "ae-sonstige",
  "blaue-karte",
  "niederlassung",
  "freizuegigkeit-eu",
] as const;
export type Status = (typeof statuses)[number];
