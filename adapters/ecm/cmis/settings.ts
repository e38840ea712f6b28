import { fileURLToPath } from "node:url";
import { z } from "zod";
import { SettingsError } from "../../../plugin/ports/adapter.ts";
import { pemFiles, readPems, refuseUnreadable, secret } from "../../shared/settings.ts";
import { type Login, openLogin } from "./settings/login.ts";
import { mends } from "./settings/mends.ts";

const address = z.url({ protocol: /^https?$/ });
const id = z.string().regex(/^[^\s'"<>&]+$/);

/** A property of the ECM for a metadatum: its id, or its id and type; `YYYY-MM-DD` becomes midnight UTC in a dateTime. */
const metadataProperty = z.union([id, z.strictObject({ property: id, type: z.enum(["string", "dateTime", "id", "uri", "html"]) })]);

/** How a document is marked as withdrawn; there is no such mark in CMIS itself. */
const withdrawal = z.union([
  z.strictObject({ property: id, type: z.enum(["string", "id", "boolean"]).default("string"), value: z.string().min(1) }),
  z.strictObject({ secondaryType: id }),
]);
export type Withdrawal = z.infer<typeof withdrawal>;

/** The services of the Web Services binding that the driver uses; each has its own address. */
export const serviceNames = ["RepositoryService", "NavigationService", "ObjectService", "DiscoveryService", "VersioningService"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** What `adapters.ecm.cmis` takes. */
export const CmisSettings = z.strictObject({
  /** Web Services (with MTOM and WS-Security), or JSON. */
  binding: z.enum(["soap", "browser"]).default("soap"),
  /** Common beginning of the service addresses, `https://ecm.example/cmis/services11`; the service address of the Browser binding. */
  url: address,
  /** Addresses of Web Services that do not lie at `url/Name`. */
  endpoints: z.partialRecord(z.enum(serviceNames), address).default({}),
  repository: z.string().min(1),
  user: secret.optional(),
  password: secret.optional(),
  /** Browser binding: bearer token in place of user and password. */
  token: secret.optional(),
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
  /** What a new document becomes; `minor` and `major` also say that the type has versions, without which nothing is revised. */
  versioning: z.enum(["none", "minor", "major"]).optional(),
  withdrawal: withdrawal.optional(),
  /** `host` or `host:port`; default: those of the addresses. */
  allowedHosts: z.array(z.string().min(1)).min(1).optional(),
  requestsPerSecond: z.number().positive().max(100).default(20),
  /** For one call, sending and reading the content included. */
  deadlineSeconds: z.number().positive().max(600).default(120),
  /** Of one reply, and so of a document that is read back. */
  maxBytes: z.int().min(10_000).max(1_000_000_000).default(200_000_000),
  tls: pemFiles.default({}),
});

export type CmisSettings = Omit<z.infer<typeof CmisSettings>, "wsdl" | "user" | "password" | "token" | "allowedHosts" | "tls"> & {
  readonly wsdl: string;
  readonly login: Login;
  readonly allowedHosts: readonly string[];
  /** Contents of the files. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
};

/** Throws a SettingsError that names the first key that cannot be used, and the mend. */
export function parseSettings(settings: unknown): CmisSettings {
  const parsed = CmisSettings.safeParse(settings);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = [...(issue?.path ?? []), ...(issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [])].map(String);
    throw new SettingsError(path.join(".") || "url", mends[path[0] ?? "url"] ?? "diesen Schlüssel gibt es hier nicht; bitte streichen");
  }
  const { user, password, token, ...given } = parsed.data;
  const wsdl = given.wsdl ?? fileURLToPath(new URL("../../shared/cmis-1.1/CMISWS-Service.wsdl", import.meta.url));
  refuseUnreadable("wsdl", wsdl, mends.wsdl ?? "");
  const hosts = [given.url, ...Object.values(given.endpoints)].map((each) => new URL(each).host);
  const tls = readPems(given.tls);
  const login = openLogin(given.binding, { user, password, token });
  return { ...given, wsdl, login, tls, allowedHosts: given.allowedHosts ?? [...new Set(hosts)] };
}

/** The address of one service. */
export function endpoint(settings: CmisSettings, service: ServiceName): string {
  return settings.endpoints[service] ?? `${settings.url.replace(/\/+$/, "")}/${service}`;
}
