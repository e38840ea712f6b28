import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { Phrases } from "./inquiry/draft/phrases.ts";
import { compileTemplate } from "./inquiry/draft/template.ts";
import { Speech } from "./inquiry/words/speech.ts";
import { Refusal } from "./refusal.ts";

const DatedName = z.strictObject({ name: z.string().min(1), since: z.iso.date().optional(), until: z.iso.date().optional() });

/** templates/answer/<house>/house.json, explained in templates/README.md. */
const HouseFile = z.strictObject({
  label: z.string().min(1),
  town: z.string().min(1),
  land: z.string().regex(/^[A-Z]{2}$/),
  genitive: z.enum(["long", "short"]),
  offices: z.strictObject({ default: z.string().min(1), topics: z.record(z.string().regex(/^T\d+$/), z.string().min(1)) }),
  /** Bodies of this town that were renamed; they come before those of the Land. */
  bodies: z.array(z.array(DatedName).min(1)).default([]),
  /** Fixed words of the form: who the mayor is, which department leads. */
  form: z.record(z.string(), z.string()),
  /** What this house says otherwise than speech.json and phrases.json. */
  speech: z.record(z.string(), z.unknown()).default({}),
  phrases: z.record(z.string(), z.unknown()).default({}),
});

/** A house style: a town's form of answering, as data, wording and letterhead. */
export interface House extends Omit<z.infer<typeof HouseFile>, "speech" | "phrases"> {
  readonly key: string;
  readonly speech: Speech;
  readonly phrases: Phrases;
  /** The answer as markup (inquiry/draft/markup.ts). */
  readonly write: (context: object) => string;
  /** The Word file that is filled. */
  readonly letterhead: Uint8Array;
}

export type Houses = ReadonlyMap<string, House>;

/** Fields of the context that may be null; every template has to ask before it prints them. */
const optionalFields = ["paperReference", "receiving", "paperNumber", "fileReference", "author", "signatory"] as const;

const shipped = fileURLToPath(new URL("../templates/answer/", import.meta.url));

/**
 * Reads every house below a folder: one folder each with house.json, answer.hbs and letterhead.docx, beside speech.json,
 * phrases.json and the shared partials. Throws a Refusal `house.broken` that names the file.
 */
export function readHouses(folder = shipped): Houses {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const partials = Object.fromEntries(
    readdirSync(join(folder, "parts")).map((file) => [file.replace(/\.hbs$/, ""), readFileSync(join(folder, "parts", file), "utf8")]),
  );
  const keys = names.map(({ name }) => name).filter((name) => name !== "parts");
  return new Map(keys.sort().map((key) => [key, readHouse(folder, key, partials)]));
}

/** The house of that name, by default among those that are shipped. Throws a Refusal `house.unknown`. */
export function house(key: string, houses: Houses = shippedHouses()): House {
  const found = houses.get(key);
  if (!found) throw new Refusal("house.unknown", { values: { house: key, known: [...houses.keys()].join(", ") }, status: 422 });
  return found;
}

let once: Houses | undefined;

function shippedHouses(): Houses {
  once ??= readHouses();
  return once;
}

function readHouse(folder: string, key: string, partials: Readonly<Record<string, string>>): House {
  const read = <T>(file: string, parse: (path: string) => T): T => {
    try {
      return parse(join(folder, file));
    } catch (error) {
      throw new Refusal("house.broken", { values: { file, detail: (error as Error).message }, status: 500 });
    }
  };
  const json = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
  const data = read(join(key, "house.json"), (path) => HouseFile.parse(json(path)));
  return {
    ...data,
    key,
    speech: read("speech.json", (path) => Speech.parse(merged(json(path), data.speech))),
    phrases: read("phrases.json", (path) => Phrases.parse(merged(json(path), data.phrases))),
    write: read(join(key, "answer.hbs"), (path) => compileTemplate(readFileSync(path, "utf8"), partials, optionalFields)),
    letterhead: read(join(key, "letterhead.docx"), (path) => readFileSync(path)),
  };
}

/** Objects are merged, everything else is replaced. */
function merged(base: unknown, own: unknown): unknown {
  if (own === undefined) return base;
  if (!isObject(base) || !isObject(own)) return own;
  return { ...base, ...Object.fromEntries(Object.entries(own).map(([key, value]) => [key, merged(base[key], value)])) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
