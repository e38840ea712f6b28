import { fileURLToPath } from "node:url";
import { z } from "zod";
import { SettingsError } from "../../../plugin/ports/adapter.ts";
import { pemFiles, readPems, refuseUnreadable, resolveSecret, secret } from "../../shared/settings.ts";
import { type MetadataProperty, metadataProperty } from "./properties.ts";

const address = z.url({ protocol: /^https?$/ });
const id = z.string().regex(/^[^\s'"<>&]+$/);

/** The CMIS services that the driver uses; each has its own address. */
export const serviceNames = ["RepositoryService", "NavigationService", "ObjectService", "DiscoveryService"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** What `adapters.ecm.cmis` takes. */
export const CmisSettings = z.strictObject({
  /** Common beginning of the service addresses: `https://ecm.example/cmis/services11`. */
  url: address,
  /** Addresses of services that do not lie at `url/Name`. */
  endpoints: z.partialRecord(z.enum(serviceNames), address).default({}),
  repository: z.string().min(1),
  user: secret,
  password: secret,
  /** Path of another WSDL than that of OASIS. */
  wsdl: z.string().min(1).optional(),
  /** Folder under which everything is filed; made if missing. */
  root: z
    .string()
    .regex(/^\/([^/]+\/)*[^/]*$/)
    .default("/"),
  documentType: id.default("cmis:document"),
  folderType: id.default("cmis:folder"),
  secondaryTypes: z.array(id).default([]),
  /** Properties for title and reference; without them both stand in cmis:description (description.ts). */
  titleProperty: id.optional(),
  referenceProperty: id.optional(),
  /** The type whose table a query for the reference reads: a secondary type, if it is the one that has the property. */
  referenceTable: id.optional(),
  metadataProperties: z.record(z.string(), metadataProperty).default({}),
  /** Only for types that want it; the default of the repository is right for most. */
  versioning: z.enum(["none", "minor", "major"]).optional(),
  /** `host` or `host:port`; default: those of the addresses. */
  allowedHosts: z.array(z.string().min(1)).min(1).optional(),
  requestsPerSecond: z.number().positive().max(100).default(20),
  /** For one call, sending and reading the content included. */
  deadlineSeconds: z.number().positive().max(600).default(120),
  /** Of one reply, and so of a document that is read back. */
  maxBytes: z.int().min(10_000).max(1_000_000_000).default(200_000_000),
  tls: pemFiles.default({}),
});

export type CmisSettings = Omit<z.infer<typeof CmisSettings>, "wsdl" | "user" | "password" | "allowedHosts" | "tls"> & {
  readonly wsdl: string;
  readonly user: string;
  readonly password: string;
  readonly allowedHosts: readonly string[];
  /** Contents of the files. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly metadataProperties: Readonly<Record<string, MetadataProperty>>;
};

/** Throws a SettingsError that names the first key that cannot be used, and the mend. */
export function parseSettings(settings: unknown): CmisSettings {
  const parsed = CmisSettings.safeParse(settings);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = [...(issue?.path ?? []), ...(issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [])].map(String);
    throw new SettingsError(path.join(".") || "url", mends[path[0] ?? "url"] ?? "diesen Schlüssel gibt es hier nicht; bitte streichen");
  }
  const given = parsed.data;
  const wsdl = given.wsdl ?? fileURLToPath(new URL("../../shared/cmis-1.1/CMISWS-Service.wsdl", import.meta.url));
  refuseUnreadable("wsdl", wsdl, mends.wsdl ?? "");
  const hosts = [given.url, ...Object.values(given.endpoints)].map((each) => new URL(each).host);
  return {
    ...given,
    ...{ wsdl, tls: readPems(given.tls), allowedHosts: given.allowedHosts ?? [...new Set(hosts)] },
    ...{ user: resolveSecret("user", given.user), password: resolveSecret("password", given.password) },
  };
}

/** The address of one service. */
export function endpoint(settings: CmisSettings, service: ServiceName): string {
  return settings.endpoints[service] ?? `${settings.url.replace(/\/+$/, "")}/${service}`;
}

const mends: Readonly<Record<string, string>> = {
  url: "Adresse angeben, unter der die CMIS-Dienste liegen, etwa https://ecm.example/cmis/services11",
  endpoints: 'Adressen je Dienst angeben, etwa { "ObjectService": "https://ecm.example/cmis/object" }',
  repository: "Kennung des Repositorys angeben",
  user: 'Benutzernamen des technischen Zugangs angeben, oder { "env": Name der Umgebungsvariable }',
  password: 'Kennwort des technischen Zugangs angeben, am besten als { "env": Name der Umgebungsvariable }',
  wsdl: "Pfad einer lesbaren WSDL-Datei angeben oder den Schlüssel streichen",
  root: "Pfad im ECM angeben, der mit / beginnt, etwa /Fachverfahren/KIM",
  documentType: "Kennung eines Dokumenttyps angeben, etwa cmis:document",
  folderType: "Kennung eines Ordnertyps angeben, etwa cmis:folder",
  secondaryTypes: 'Liste von Kennungen sekundärer Typen angeben, etwa ["P:kim:ablage"]',
  titleProperty: "Kennung einer Eigenschaft angeben oder den Schlüssel streichen",
  referenceProperty: "Kennung einer Eigenschaft angeben oder den Schlüssel streichen",
  referenceTable: "Kennung des Typs angeben, der die Eigenschaft hat",
  metadataProperties: 'Zuordnung angeben, etwa { "body": "kim:gremium" } oder { "date": { "property": "kim:datum", "type": "dateTime" } }',
  versioning: "none, minor oder major angeben oder den Schlüssel streichen",
  allowedHosts: 'Liste von Rechnernamen angeben, etwa ["ecm.example"]',
  requestsPerSecond: "Zahl größer als 0 und höchstens 100 angeben",
  deadlineSeconds: "Sekunden angeben, höchstens 600",
  maxBytes: "Größe in Byte angeben, mindestens 10000",
  tls: "Pfade lesbarer PEM-Dateien angeben: ca, cert, key",
};
