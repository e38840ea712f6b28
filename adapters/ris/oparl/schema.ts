import { z } from "zod";
import { type OParlType, oparlTypes } from "../../../plugin/ports/ris.ts";
import { cleanDay, cleanMediaType, cleanMoment, cleanText } from "./values.ts";
import { attributes, type Kind } from "./vocabulary.ts";

/** What every object must have, and may. Strict on `id`, lenient on everything else. */
const identity = z.object({
  id: z
    .string()
    .trim()
    .regex(/^https?:\/\/\S+$/),
});

const text = z.union([z.string(), z.number().transform(String)]).nullish();
const flag = z.union([z.boolean(), z.stringbool(), z.number().transform(Boolean)]).nullish();

/** Runs a cleaner whose `null` means "no such thing". */
const cleaned = (clean: (value: string) => string | null | undefined) =>
  z
    .string()
    .nullish()
    .transform((value, context) => {
      const result = typeof value === "string" ? clean(value) : undefined;
      if (result !== null) return result;
      context.addIssue({ code: "custom", message: "unusable" });
      return z.NEVER;
    });

const strings = z.union([z.array(z.string().nullable()), z.string().transform((value) => [value])]).nullish();

/** A link may be written as the whole object; its id is what we keep here, the object itself is taken up in flatten.ts. */
const id = z
  .union([
    z.string(),
    z.looseObject({ id: z.string() }).transform((object) => object.id),
    z
      .array(z.unknown())
      .max(0)
      .transform(() => ""),
  ])
  .nullish()
  .transform((value) => cleanText(value ?? ""));
const ids = z
  .union([z.array(id), id.transform((value) => [value])])
  .nullish()
  .transform((values) => values?.filter((value) => value !== undefined));

const kinds = {
  text: text.transform((value) => cleanText(value ?? "")),
  texts: strings.transform((values) => values?.map((value) => cleanText(value ?? "")).filter((value) => value !== undefined)),
  flag: flag.transform((value) => value ?? undefined),
  number: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d+$/)
        .transform(Number),
    ])
    .nullish()
    .transform((value) => value ?? undefined),
  moment: cleaned(cleanMoment),
  day: cleaned(cleanDay),
  media: cleaned(cleanMediaType),
  id,
  ids,
} satisfies Record<Kind, z.ZodType>;

const common = { created: kinds.moment, modified: kinds.moment, deleted: kinds.flag };

function schemaOf(type: OParlType) {
  const shape = Object.fromEntries(Object.entries(attributes[type]).map(([name, kind]) => [name, kinds[kind].optional()]));
  return identity.extend({
    created: common.created.optional(),
    modified: common.modified.optional(),
    deleted: common.deleted.optional(),
    ...shape,
  });
}

const schemas = Object.fromEntries(oparlTypes.map((type) => [type, schemaOf(type)])) as Record<OParlType, ReturnType<typeof schemaOf>>;

export type Fields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface Understood {
  readonly id: string;
  readonly created?: string | undefined;
  readonly modified?: string | undefined;
  readonly deleted?: boolean | undefined;
  readonly fields: Fields;
  /** Names of attributes that made no sense and were left out; the object stays. */
  readonly dropped: readonly string[];
}

/** One JSON object as far as it can be understood; undefined when it has no usable id. */
export function understand(type: OParlType, json: Readonly<Record<string, unknown>>): Understood | undefined {
  const parsed = schemas[type].safeParse(json);
  if (parsed.success) return understood(parsed.data, []);
  const dropped = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
  if (dropped.includes("id")) return undefined;
  const rest = schemas[type].safeParse(Object.fromEntries(Object.entries(json).filter(([name]) => !dropped.includes(name))));
  return rest.success ? understood(rest.data, dropped) : undefined;
}

function understood(
  { id, created, modified, deleted, ...fields }: z.infer<ReturnType<typeof schemaOf>>,
  dropped: readonly string[],
): Understood {
  return { id, created, modified, deleted, fields: fields as Fields, dropped };
}

/** `type` of an object by the end of its namespace address, whatever its case; ALLRIS (Bonn 2026) puts it into `Type`. */
export function typeOf(json: Readonly<Record<string, unknown>>): OParlType | undefined {
  return named(json.type) ?? named(json.Type);
}

function named(type: unknown): OParlType | undefined {
  if (typeof type !== "string") return undefined;
  return byName.get(type.slice(type.lastIndexOf("/") + 1).toLowerCase());
}

const byName = new Map(oparlTypes.map((type) => [type.toLowerCase(), type]));
