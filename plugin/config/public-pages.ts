import { readFileSync } from "node:fs";
import { z } from "zod";

const Enforcement = z.strictObject({
  name: z.string().min(1).describe("Name der Stelle"),
  address: z.string().min(1).optional().describe("Anschrift"),
  email: z.email().optional().describe("E-Mail-Adresse"),
  url: z.url().optional().describe("Adresse ihrer Webseite"),
});

/** By the key of `land`. A Land that is missing here can be given per town. */
const Lands = z.record(z.string(), z.strictObject({ law: z.string(), enforcement: Enforcement }));
const Licences = z.record(z.string(), z.strictObject({ name: z.string(), url: z.url(), dcat: z.url(), attribution: z.boolean() }));

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));

/** Which law binds a town's web pages, and who enforces it there (facts: domain.md §8). */
export const lands: Readonly<Record<string, { readonly law: string; readonly enforcement: z.infer<typeof Enforcement> } | undefined>> =
  Lands.parse(read("./lands.json"));

/** Licences for open data, by the short names in use at GovData. */
export const licences = Licences.parse(read("./licences.json"));

const Accessibility = z.strictObject({
  stated: z.iso.date().optional().describe("Tag, an dem die Erklärung abgegeben oder zuletzt geprüft wurde"),
  conformance: z.enum(["full", "partial", "none"]).optional().describe("Ergebnis der Bewertung: vollständig, teilweise, nicht vereinbar"),
  basis: z.string().min(1).optional().describe("Worauf die Bewertung beruht, zum Beispiel Selbstbewertung oder Prüfbericht"),
  barriers: z.array(z.string().min(1)).default([]).describe("Inhalte, die nicht barrierefrei sind, mit Grund"),
  office: z.string().min(1).optional().describe("Stelle, bei der Barrieren gemeldet werden"),
  email: z.email().optional().describe("E-Mail-Adresse für Meldungen"),
  phone: z.string().min(1).optional().describe("Telefon für Meldungen"),
  form: z.url().optional().describe("Adresse des Kontaktformulars für Meldungen"),
  law: z.string().min(1).optional().describe("Rechtsgrundlage, wo das Land nicht hinterlegt ist"),
  enforcement: Enforcement.optional().describe("Durchsetzungs- oder Ombudsstelle, wo das Land nicht hinterlegt ist"),
});

/** What the public pages of a town say beside its figures. */
export const PublicPages = z.strictObject({
  imprint: z.url().optional().describe("Adresse des Impressums der Kommune"),
  privacy: z.url().optional().describe("Adresse der Datenschutzerklärung der Kommune"),
  licence: z.enum(Object.keys(licences)).default("dl-de/zero-2-0").describe("Lizenz der offenen Daten"),
  accessibility: Accessibility.default({ barriers: [] }).describe("Angaben für die Erklärung zur Barrierefreiheit"),
});
export type PublicPages = z.infer<typeof PublicPages>;

/** Settings without which the public pages are not what the law asks for, by their keys; `check` names them. */
export function missingOf({ public: pages, land }: { readonly public: PublicPages; readonly land: string }): string[] {
  const { imprint, privacy, accessibility: given } = pages;
  const known = lands[land];
  return [
    ...(imprint ? [] : ["public.imprint"]),
    ...(privacy ? [] : ["public.privacy"]),
    ...(["stated", "conformance", "basis", "office"] as const).filter((key) => !given[key]).map((key) => `public.accessibility.${key}`),
    ...(given.email || given.form ? [] : ["public.accessibility.form"]),
    ...(given.law || known ? [] : ["public.accessibility.law"]),
    ...(given.enforcement || known ? [] : ["public.accessibility.enforcement"]),
  ];
}
