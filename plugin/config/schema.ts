import { z } from "zod";
import { topics } from "../figures/topics.ts";
import { caseKinds } from "../inquiry/kinds.ts";
import { DataService } from "./data-service.ts";
import { PublicPages } from "./public-pages.ts";

/** A foreign system: which adapter, and the adapter's own settings, which it checks itself. */
const AdapterChoice = z.strictObject({
  adapter: z.string().min(1).describe("Name des Adapters, zum Beispiel oparl"),
  settings: z.record(z.string(), z.unknown()).default({}).describe("Einstellungen des Adapters"),
});

const Ecm = AdapterChoice.extend({
  name: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .describe("Kurzname der Ablage in Listen und Protokollen"),
  link: z
    .string()
    .regex(/^https?:\/\//)
    .optional()
    .describe("Adresse, unter der Menschen in dieser Ablage nachsehen; {reference}, {title} und {folder} werden eingesetzt"),
});

/** How a deadline is counted (facts: inquiries.md §4.3); the default of most rules of procedure is the next sitting. */
const DeadlineRule = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("nextMeeting"),
    leadDays: z.int().min(0).default(0).describe("Redaktionsschluss: Tage vor der Sitzung"),
  }),
  z.strictObject({ kind: z.literal("days"), count: z.int().min(1).describe("Tage nach der Sitzung der Anfrage") }),
  z.strictObject({
    kind: z.literal("workingDays"),
    count: z.int().min(1).describe("Arbeitstage nach der Sitzung der Anfrage: Montag bis Freitag ohne Feiertage"),
  }),
  z.strictObject({ kind: z.literal("months"), count: z.int().min(1).describe("Monate nach der Sitzung der Anfrage") }),
  z.strictObject({
    kind: z.literal("beforeMeeting"),
    count: z.int().min(0).describe("Tage vor der Sitzung, die über die Vorlage entscheidet"),
  }),
]);

/** So many days before a day. */
const Lead = z.strictObject({
  count: z.int().min(0).max(365).describe("Anzahl der Tage"),
  working: z.boolean().default(false).describe("true: nur Arbeitstage, Montag bis Freitag ohne Feiertage"),
});

/** What holds for the sittings of one body. */
const SittingRule = z.strictObject({
  body: z.string().min(1).describe("Gremium: seine OParl-Kennung, die bei einer Umbenennung bleibt, oder sein Name"),
  editorial: Lead.optional().describe("Redaktionsschluss vor der Sitzung"),
  notice: Lead.optional().describe("Ladungsfrist vor der Sitzung"),
});

const HouseReference = z.string().regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)?$/);

/** What differs for one kind of case. */
const CaseRule = z.strictObject({
  house: HouseReference.optional().describe("Hausform für diese Art"),
  deadline: DeadlineRule.optional().describe("Frist für diese Art"),
  internal: Lead.optional().describe("Interne Frist vor der Frist, für diese Art"),
});

/** The settings of one town; manifest.json shows the same as JSON Schema. */
export const Town = z.strictObject({
  name: z.string().min(1).describe("Name der Kommune, wie er gedruckt wird"),
  ags: z
    .string()
    .regex(/^\d{8}$/)
    .describe("Amtlicher Gemeindeschlüssel, acht Ziffern"),
  areas: z
    .array(z.string().regex(/^(\d{5}|\d{8})$/))
    .default([])
    .describe("Weitere Gebiete, deren Zahlen gezeigt werden: Kreis oder Städteregion"),
  land: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default("NW")
    .describe("Land, für die Feiertage"),
  panelTitle: z.string().min(1).default("KIM-Status").describe("Überschrift des Abschnitts in der Tagesordnung"),
  ris: AdapterChoice.describe("Ratsinformationssystem"),
  syncMinutes: z.number().positive().default(30).describe("Abstand der Abgleiche in Minuten"),
  ecm: z.array(Ecm).default([]).describe("Ablagen: E-Akte, Dokumentenmanagement oder Ordner"),
  handOver: z.boolean().default(true).describe("Blatt zur Übernahme in den Sitzungsdienst bereitstellen"),
  fourEyes: z.boolean().default(true).describe("Vier-Augen-Prinzip: Wer vorschlägt, gibt nicht frei"),
  threshold: z.int().min(3).default(5).describe("Schwelle: Personenzahlen darunter dürfen aus Veröffentlichtem nicht errechenbar sein"),
  house: HouseReference.describe("Hausform der Antworten: Ordner unter templates/answer, mit /Form eine bestimmte Form daraus"),
  kinds: z
    .partialRecord(z.enum(caseKinds), CaseRule)
    .default({})
    .describe("Abweichende Hausform oder Frist je Art des Vorgangs, zum Beispiel für BA-Anträge oder Mitzeichnungen"),
  elsewhere: z
    .array(
      z.strictObject({
        topics: z
          .array(z.enum(topics.map(({ id }) => id)))
          .min(1)
          .describe("Themen T1 bis T22"),
        authority: z.string().min(1).describe("Zuständige Stelle, zum Beispiel das Kommunale Integrationszentrum des Kreises"),
        address: z.string().min(1).describe("Ihre Anschrift, wie sie in einer Antwort steht"),
      }),
    )
    .default([])
    .describe("Themen, für die nicht die Stadt zuständig ist, sondern Kreis, Städteregion oder Land"),
  signatory: z.string().min(1).optional().describe("Name unter Antworten, nach Gez."),
  deadline: DeadlineRule.default({ kind: "nextMeeting", leadDays: 0 }).describe("Frist für Antworten"),
  internal: Lead.optional().describe("Interne Frist: so viele Tage vor der Frist soll die Antwort im Haus fertig sein"),
  sittings: z.array(SittingRule).default([]).describe("Redaktionsschluss und Ladungsfrist je Gremium; was hier steht, gilt statt leadDays"),
  officeLeadDays: z
    .int()
    .min(0)
    .max(60)
    .default(5)
    .describe("Zulieferungen: so viele Arbeitstage vor der Frist des Vorgangs sollen die Dienststellen antworten"),
  officeMail: z
    .record(z.string().min(1), z.email())
    .default({})
    .describe("Postfach je Dienststelle für Zulieferungen; die Namen sind die der Hausform"),
  bodies: z
    .array(z.strictObject({ id: z.string().min(1), name: z.string().min(1), kind: z.enum(["integration", "related"]) }))
    .default([])
    .describe("Gremien für Integration mit ihrer OParl-Kennung; die Kennung bleibt, wenn das Gremium umbenannt wird"),
  dataService: DataService.optional().describe("Dienstkonto, mit dem die Software der datenhaltenden Stelle Zahlen und Aussagen liefert"),
  public: PublicPages.prefault({}).describe("Öffentliche Seiten und offene Daten der Kommune"),
  embeddingOrigins: z.array(z.url()).default([]).describe("Adressen des Ratsinformationssystems, die den Abschnitt einbinden dürfen"),
  portals: z
    .array(z.url().regex(/\/$/))
    .default([])
    .describe(
      "Ordner, unter denen dasselbe RIS mit denselben Nummern erreichbar ist, mit Schrägstrich am Ende: Bürgerportal, Mandatsportal",
    ),
});
export type Town = z.infer<typeof Town>;

/** The settings of the installation. */
export const Installation = z.strictObject({
  baseUrl: z.url().describe("Öffentliche Adresse dieses Dienstes, ohne Schrägstrich am Ende"),
  host: z.string().default("127.0.0.1").describe("Netzadresse, an der gelauscht wird"),
  port: z.int().min(0).max(65_535).default(8080).describe("Port, an dem gelauscht wird"),
  store: z.string().min(1).describe("Pfad der eingebetteten Datenbank"),
  identity: AdapterChoice.describe("Anmeldung"),
  renderer: AdapterChoice.default({ adapter: "chromium", settings: {} }).describe("Erzeugt PDF; ohne ihn wird HTML abgelegt"),
  sessionSecret: z.string().min(32).describe("Schlüssel der Sitzungscookies, mindestens 32 Zeichen, aus der Umgebung"),
  trustProxy: z.int().min(0).max(5).default(0).describe("Anzahl der Proxys davor, deren X-Forwarded-For gilt"),
  requestsPerMinute: z.int().min(60).default(1_200).describe("Höchstzahl der Anfragen je Netzadresse und Minute"),
  demo: z.boolean().default(false).describe("Beispielbetrieb: erlaubt die Anmeldung ohne Nachweis (Adapter fake); nie mit echten Daten"),
  sessionHours: z.number().positive().max(24).default(10).describe("Dauer einer Anmeldung in Stunden"),
});
export type Installation = z.infer<typeof Installation>;
