import { z } from "zod";

/** The shape of towns/*.json: what a simulated town holds. Numbers are the ids of the vendor's own pages (`__ktonr`, `TOLFDNR` …). */
const stamp = z.iso.datetime({ offset: true });
const number = z.int().positive();

const attachmentSchema = z.strictObject({ name: z.string(), date: z.iso.date(), text: z.array(z.string()) });

const itemSchema = z.strictObject({
  number,
  /** As printed: "3.1". Empty for headings. */
  top: z.string(),
  name: z.string(),
  heading: z.boolean().default(false),
  public: z.boolean().default(true),
  paper: number.optional(),
  /** What the body does with the paper: "Kenntnisnahme". */
  role: z.string().default("Beratung"),
  authoritative: z.boolean().default(false),
  result: z.string().optional(),
  vote: z.string().optional(),
  resolution: z.string().optional(),
  /** The paragraphs of this item in the minutes. Never filled for non-public items. */
  minutes: z.array(z.string()).default([]),
  /** Files that the council office took in at this item: how a sheet arrives that was handed over. */
  attachments: z.array(attachmentSchema).default([]),
});

const meetingSchema = z.strictObject({
  number,
  organization: number,
  /** The name of the body on that day: bodies are renamed, their number stays. */
  name: z.string(),
  start: stamp,
  end: stamp.optional(),
  room: number,
  state: z.enum(["terminiert", "eingeladen", "durchgeführt"]),
  cancelled: z.boolean().default(false),
  created: stamp,
  modified: stamp,
  items: z.array(itemSchema),
});

const paperSchema = z.strictObject({
  number,
  /** Motions have pages and ids of their own in some systems. */
  motion: z.boolean().default(false),
  reference: z.string(),
  name: z.string(),
  paperType: z.string(),
  date: z.iso.date(),
  created: stamp,
  modified: stamp,
  office: number.optional(),
  originator: number.optional(),
  related: z.array(number).default([]),
  text: z.array(z.string()),
  signed: z.string().optional(),
  attachments: z.array(attachmentSchema).default([]),
});

const organizationSchema = z.strictObject({
  number,
  kind: z.enum(["gr", "at", "fr"]),
  name: z.string(),
  shortName: z.string(),
  organizationType: z.string(),
  classification: z.string().optional(),
  startDate: z.iso.date().optional(),
  formerly: z.array(z.strictObject({ name: z.string(), until: z.iso.date() })).default([]),
});

const membershipSchema = z.strictObject({
  number,
  organization: number,
  role: z.string(),
  votingRight: z.boolean(),
  startDate: z.iso.date(),
});

const personSchema = z.strictObject({
  number,
  formOfAddress: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  memberships: z.array(membershipSchema),
});

const roomSchema = z.strictObject({
  number,
  room: z.string(),
  streetAddress: z.string(),
  postalCode: z.string(),
  locality: z.string(),
});

const deletedTypes = ["Meeting", "AgendaItem", "Paper", "Consultation", "File"] as const;

export const townSchema = z.strictObject({
  key: z.enum(["koeln", "aachen", "gladbeck", "muenchen"]),
  name: z.string(),
  title: z.string(),
  ags: z.string().regex(/^\d{8}$/),
  style: z.enum(["sessionnet", "allris", "rubin", "risi"]),
  /** Stamp of everything that has none of its own. */
  since: stamp,
  system: z.strictObject({ name: z.string(), contact: z.string(), email: z.email(), license: z.url() }),
  body: z.strictObject({ segment: z.string(), shortName: z.string() }),
  terms: z.array(z.strictObject({ number, name: z.string(), startDate: z.iso.date(), endDate: z.iso.date() })),
  rooms: z.array(roomSchema),
  organizations: z.array(organizationSchema),
  people: z.array(personSchema),
  papers: z.array(paperSchema),
  meetings: z.array(meetingSchema),
  /** Objects of which only the tombstone is left. */
  deleted: z.array(
    z.strictObject({ type: z.enum(deletedTypes), number, motion: z.boolean().default(false), created: stamp, modified: stamp }),
  ),
});

export type Town = z.infer<typeof townSchema>;
export type TownKey = Town["key"];
export type Meeting = z.infer<typeof meetingSchema>;
export type Item = z.infer<typeof itemSchema>;
export type Paper = z.infer<typeof paperSchema>;
export type Organization = z.infer<typeof organizationSchema>;

export const parseMeeting = (input: z.input<typeof meetingSchema>): Meeting => meetingSchema.parse(input);
export const parseItem = (input: z.input<typeof itemSchema>): Item => itemSchema.parse(input);
export type NewMeeting = z.input<typeof meetingSchema>;
export type NewItem = z.input<typeof itemSchema>;
