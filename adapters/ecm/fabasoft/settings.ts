import { z } from "zod";
import { SettingsError } from "../../../plugin/ports/adapter.ts";
import { pemFiles, readPems, refuseUnreadable, resolveSecret, secret } from "../../shared/settings.ts";
import { mends } from "./mends.ts";

const address = z.url({ protocol: /^https?$/ });
const coo = z.string().regex(/^COO\.\d+\.\d+\.\d+$/);
const login = z.union([
  z.string().min(1),
  z.strictObject({ userlogin: z.string().min(1), joboe: coo.optional(), jobposition: z.string().min(1).optional() }),
]);

/** What `adapters.ecm.fabasoft` takes. */
const Settings = z.strictObject({
  /** `soap` = the service LHMBAI_15_1700_GIWSD itself, `rest` = the façade in front of it. */
  wire: z.enum(["soap", "rest"]),
  /** Of the service, or of the façade up to its `/api`. */
  url: address,
  /** Path or address of the installation's own WSDL; only for `soap`, where it is needed: none is shipped. */
  wsdl: z.string().min(1).optional(),
  /** How files travel with `soap`: beside the message as MTOM, or in it as base64. */
  attachments: z.enum(["mtom", "inline"]).default("mtom"),
  /** The technical user (HTTP Basic). */
  user: secret,
  password: secret,
  /** Who the DMS is told that is acting; never the technical user. */
  actingAs: z.strictObject({
    /** Our person → login, with unit and role where they differ. */
    persons: z.record(z.string(), login).default({}),
    /** Login of persons that are not in the list; `{id}` stands for our id of the person. */
    template: z
      .string()
      .regex(/\{id\}/)
      .optional(),
    /** Login for what nobody in particular asks for: looking, reading back, checking. */
    service: login,
    joboe: coo.optional(),
    jobposition: z.string().min(1).optional(),
  }),
  /** Name of our application, which the DMS keeps in its log. */
  businessApp: z
    .string()
    .regex(/^[\x20-\x7e]+$/)
    .default("KIM-im-Rat"),
  /** Entry of the file plan under which a file per committee is found or made … */
  subjectArea: coo.optional(),
  /** … or the one file that takes all procedures. */
  file: coo.optional(),
  /** How many of the first names of a case make the title of the file; the others make that of the procedure. */
  fileSegments: z.int().min(1).max(5).default(2),
  document: z.enum(["outgoing", "internal"]).default("outgoing"),
  /** Object class that is searched for documents. */
  documentClass: z.string().min(1).default("COOELAK@1.1001:SubFileDocument"),
  /** The business datum that keeps our reference, set up in the DMS for this application. */
  businessDatum: z.string().regex(/^\S+$/),
  /** Name of an access definition; otherwise that of the file plan counts. */
  accessDefinition: z.string().min(1).optional(),
  /** What the DMS takes of one file. */
  maxContentBytes: z.int().min(1_000).max(1_000_000_000).default(100_000_000),
  /** `host` or `host:port`; default: those of the addresses. */
  allowedHosts: z.array(z.string().min(1)).min(1).optional(),
  requestsPerSecond: z.number().positive().max(100).default(10),
  /** For one call, sending and reading the content included. */
  deadlineSeconds: z.number().positive().max(600).default(120),
  tls: pemFiles.default({}),
});

type Parsed = z.infer<typeof Settings>;
export type FabasoftSettings = Omit<Parsed, "user" | "password" | "allowedHosts" | "tls"> & {
  readonly user: string;
  readonly password: string;
  readonly allowedHosts: readonly string[];
  /** Contents of the files. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
};

/** Throws a SettingsError that names the first key that cannot be used, and the mend. */
export function parseSettings(settings: unknown): FabasoftSettings {
  const parsed = Settings.safeParse(settings);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = [...(issue?.path ?? []), ...(issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [])].map(String);
    const key = path.join(".") || "url";
    throw new SettingsError(key, mends[key] ?? mends[path[0] ?? "url"] ?? "diesen Schlüssel gibt es hier nicht; bitte streichen");
  }
  const given = parsed.data;
  refuseContradictions(given);
  const isFetched = /^https?:/.test(given.wsdl ?? "");
  const hosts = [given.url, ...(isFetched && given.wsdl ? [given.wsdl] : [])].map((each) => new URL(each).host);
  const user = resolveSecret("user", given.user);
  if (user.includes(":")) throw new SettingsError("user", mends.user ?? "");
  const { service } = given.actingAs;
  const login = typeof service === "string" ? service : service.userlogin;
  if (login.toLowerCase() === user.toLowerCase()) throw new SettingsError("actingAs.service", mends["actingAs.service"] ?? "");
  return {
    ...given,
    ...{ user, password: resolveSecret("password", given.password), tls: readPems(given.tls) },
    allowedHosts: given.allowedHosts ?? [...new Set(hosts)],
  };
}

function refuseContradictions({ wire, wsdl, subjectArea, file, document }: Parsed): void {
  const refuse = (key: string, mend = key) => new SettingsError(key, mends[mend] ?? "");
  if (!subjectArea === !file) throw refuse("subjectArea");
  if (wire === "rest" && wsdl) throw refuse("wsdl", "wsdl.rest");
  // The façade cannot read internal documents, so a lost answer could never be cleared up.
  if (wire === "rest" && document === "internal") throw refuse("document", "document.rest");
  if (wire === "soap" && !wsdl) throw refuse("wsdl");
  if (wsdl && /^https?:/.test(wsdl) && !URL.canParse(wsdl)) throw refuse("wsdl");
  if (wsdl && !/^https?:/.test(wsdl)) refuseUnreadable("wsdl", wsdl, mends.wsdl ?? "");
}
