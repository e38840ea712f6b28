import { z } from "zod";
import { SettingsError } from "../../../plugin/ports/adapter.ts";

const address = z.url({ protocol: /^https?$/ });

const Settings = z.strictObject({
  /** Address of the System object as it is fetched. */
  url: address,
  /** `host` or `host:port`; default: the host of `url`. */
  allowedHosts: z.array(z.string().min(1)).min(1).optional(),
  /** Per host; loopback is never throttled. */
  requestsPerSecond: z.number().positive().max(50).default(1),
  /** For one call. Real servers take up to 38 s for a page (facts: oparl.md §3). */
  deadlineSeconds: z.number().positive().max(600).default(90),
  /** Before a call that failed for a passing reason is made again; the next wait is four times that. */
  retrySeconds: z.number().min(0).max(60).default(0.5),
  /** Of one page. */
  maxBytes: z.int().positive().default(25_000_000),
  /** Of one file, for minutes. */
  maxFileBytes: z.int().positive().default(50_000_000),
  /** Objects per page to ask for; 0 = never ask. Only a wish (specification 2-05). */
  pageSize: z.int().min(0).max(1000).default(100),
  /** How far a cursor stays behind the newest time stamp: clocks differ, and entries are stamped before they are public. */
  overlapHours: z.number().min(0).default(24),
  /** Where ids and the fetched addresses differ in a way that `url` and System.id do not show. */
  rewrite: z.array(z.strictObject({ from: address, to: address })).default([]),
});

export type Settings = z.infer<typeof Settings> & { readonly allowedHosts: readonly string[] };

/** Throws a SettingsError that names the first key that cannot be used, and the mend. */
export function parseSettings(settings: unknown): Settings {
  const parsed = Settings.safeParse(settings);
  if (parsed.success) return { ...parsed.data, allowedHosts: parsed.data.allowedHosts ?? [new URL(parsed.data.url).host] };
  const [issue] = parsed.error.issues;
  const key = issue?.code === "unrecognized_keys" ? (issue.keys[0] ?? "") : String(issue?.path[0] ?? "url");
  throw new SettingsError(key, mends[key] ?? "diesen Schlüssel gibt es hier nicht; bitte streichen");
}

const mends: Readonly<Record<string, string>> = {
  url: "Adresse des OParl-Systems angeben, etwa https://ris.example/oparl/system",
  allowedHosts: 'Liste von Rechnernamen angeben, etwa ["ris.example"]',
  requestsPerSecond: "Zahl größer als 0 und höchstens 50 angeben",
  deadlineSeconds: "Sekunden angeben, höchstens 600",
  retrySeconds: "Sekunden von 0 bis 60 angeben",
  maxBytes: "Größe in Byte angeben",
  maxFileBytes: "Größe in Byte angeben",
  pageSize: "Zahl von 0 (nicht bitten) bis 1000 angeben",
  overlapHours: "Stunden angeben, 0 oder mehr",
  rewrite: 'Liste von { "from": Adresse, "to": Adresse } angeben',
};
