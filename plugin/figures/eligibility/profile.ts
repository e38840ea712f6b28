import { readFileSync } from "node:fs";
import { z } from "zod";
import { Refusal } from "../../refusal.ts";
import { statuses } from "./statuses.ts";

/** The columns a count knows, by their default headings (design §9). */
export const columns = [
  "Kennung",
  "Geburtsdatum",
  "Einreise",
  "Status",
  "Status_seit",
  "ununterbrochen_seit",
  "Duldung_seit",
  "rechtmaessig_seit",
  "P60b",
  "Kind_im_Haushalt",
  "Geschlecht",
  "Ortsteil",
] as const;
export type Column = (typeof columns)[number];

const Bounds = z
  .array(z.int().positive().max(120))
  .min(1)
  .max(12)
  .refine((bounds) => bounds.every((bound, index) => index === 0 || bound > (bounds[index - 1] ?? 0)), "must rise");

/** How the export of one office differs from the default form, and what its table must say about itself. */
const Profile = z.strictObject({
  /** Default heading → heading in the export. */
  columns: z.partialRecord(z.enum(columns), z.string().min(1)).default({}),
  /** Value in the export (AZR code) → our status. */
  statuses: z.record(z.string(), z.enum(statuses)).default({}),
  yes: z.array(z.string()).default(["ja"]),
  no: z.array(z.string()).default(["nein"]),
  /** Value in the export → class; an empty cell is always "ohne Angabe". */
  sexes: z.record(z.string(), z.enum(["weiblich", "männlich", "divers", "ohne Angabe"])).default({
    w: "weiblich",
    weiblich: "weiblich",
    m: "männlich",
    männlich: "männlich",
    maennlich: "männlich",
    d: "divers",
    divers: "divers",
    x: "ohne Angabe",
    "ohne angabe": "ohne Angabe",
  }),
  /** The closed list of districts; without it nothing is counted by Ortsteil. */
  districts: z
    .array(z.string().regex(/^[\p{L}\p{N} .,()/&–-]{1,60}$/u))
    .max(200)
    .default([]),
  /** Where classes begin, in completed years. */
  ages: Bounds.default([14, 18, 27, 40, 65]),
  durations: Bounds.default([3, 5, 8, 10]),
  delimiter: z.enum([";", ",", "\t", "|"]).default(";"),
  /** Official key of the area, for the table. */
  ags: z
    .string()
    .regex(/^(\d{5}|\d{8})$/)
    .optional(),
  /** Who counted from what, for the table. */
  source: z
    .string()
    .regex(/^[\p{L}\p{N} .,()/&§–-]{1,200}$/u)
    .default("Registerauszug, gezählt in der Ausländerbehörde"),
});
export type Profile = z.infer<typeof Profile>;

/** The profile in a JSON file, or the default form. Refuses with the keys that are wrong, never with what stands in them. */
export function readProfile(path?: string): Profile {
  if (path === undefined) return Profile.parse({});
  const parsed = Profile.safeParse(json(path));
  if (parsed.success) return parsed.data;
  const keys = parsed.error.issues.map((issue) => (issue.code === "unrecognized_keys" ? issue.keys.join(", ") : issue.path.join(".")));
  throw new Refusal("count.profile", { values: { keys: [...new Set(keys)].join(", ") } });
}

function json(path: string): unknown {
  const text = readFileSync(path, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("count.profile-json");
  }
}
