import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { contextShape } from "./houses/context-shape.ts";
import { checkLetterhead } from "./houses/letterhead.ts";
import { mendOf } from "./houses/mend.ts";
import { type Cosigning, type Field, HouseFile } from "./houses/schema.ts";
import { readMarkup } from "./inquiry/draft/markup.ts";
import { Phrases } from "./inquiry/draft/phrases.ts";
import { probe } from "./inquiry/draft/shape.ts";
import { compileTemplate } from "./inquiry/draft/template.ts";
import type { CaseKind } from "./inquiry/kinds.ts";
import { Speech } from "./inquiry/words/speech.ts";
import { say } from "./messages.ts";
import { Refusal } from "./refusal.ts";

/** One form of a house: what it is for, what has to be filled in, and its wording. */
export interface Form {
  readonly key: string;
  readonly label: string;
  readonly kinds: readonly CaseKind[];
  readonly tells: "open" | "all";
  readonly fields: Readonly<Record<string, Field>>;
  /** Who signs before the release; absent where the house says nothing. */
  readonly cosigning?: Cosigning | undefined;
  /** The document as markup (inquiry/draft/markup.ts). */
  readonly write: (context: object) => string;
}

/** A house style: a town's forms of answering, as data, wording and letterhead. */
export interface House extends Omit<HouseFile, "speech" | "phrases" | "forms" | "letterhead"> {
  readonly key: string;
  readonly forms: ReadonlyMap<string, Form>;
  readonly speech: Speech;
  readonly phrases: Phrases;
  /** The Word file that is filled. */
  readonly letterhead: Uint8Array;
}

export type Houses = ReadonlyMap<string, House>;

const shipped = fileURLToPath(new URL("../templates/answer/", import.meta.url));

/**
 * Reads every house below a folder: one folder each with house.json, one template per form and letterhead.docx, beside
 * speech.json, phrases.json and the shared partials. Throws a Refusal `house.broken` that names file, field and mend.
 */
export function readHouses(folder = shipped): Houses {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const partials = Object.fromEntries(
    readdirSync(join(folder, "parts")).map((file) => [file.replace(/\.hbs$/, ""), readFileSync(join(folder, "parts", file), "utf8")]),
  );
  const keys = names.map(({ name }) => name).filter((name) => name !== "parts");
  return new Map(keys.sort().map((key) => [key, readHouse(folder, key, partials)]));
}

let once: Houses | undefined;

/** The houses below templates/answer, read once. */
export function shippedHouses(): Houses {
  once ??= readHouses();
  return once;
}

/** `koeln` or `aachen/niederschrift`. Throws a Refusal `house.unknown`. */
export function house(reference: string, houses: Houses = shippedHouses()): House {
  const [key = ""] = reference.split("/");
  const found = houses.get(key);
  if (!found) throw new Refusal("house.unknown", { values: { house: key, known: [...houses.keys()].join(", ") }, status: 422 });
  return found;
}

/** The form of that kind that a reference names, or the house's first. Throws a Refusal `house.unknown` or `house.no-form`. */
export function formOf(reference: string, kind: CaseKind, houses: Houses = shippedHouses()): { house: House; form: Form } {
  const found = house(reference, houses);
  const [, named] = reference.split("/");
  const forms = [...found.forms.values()];
  const form = forms.find(({ key, kinds }) => kinds.includes(kind) && (!named || key === named));
  if (form) return { house: found, form };
  const known = [...houses.values()].flatMap((one) =>
    [...one.forms.values()].filter(({ kinds }) => kinds.includes(kind)).map(({ key }) => `${one.key}/${key}`),
  );
  throw new Refusal("house.no-form", {
    values: { house: reference, kind: say(`case-kind.${kind}`), known: known.join(", ") || "–" },
    status: 422,
  });
}

function readHouse(folder: string, key: string, partials: Readonly<Record<string, string>>): House {
  const read = <T>(file: string, parse: (path: string) => T): T => {
    try {
      return parse(join(folder, file));
    } catch (error) {
      throw new Refusal("house.broken", { values: { file, ...mendOf(error) }, status: 500 });
    }
  };
  const { letterhead: _made, ...data } = read(join(key, "house.json"), (path) => HouseFile.parse(json(path)));
  const forms = Object.entries(data.forms).map(([name, form]) => {
    const shape = contextShape(data, form.fields);
    const write = read(join(key, `${name}.hbs`), (path) => {
      const compiled = compileTemplate(readFileSync(path, "utf8"), partials, shape);
      for (const full of [true, false]) readMarkup(compiled(probe(shape, full) as object));
      return compiled;
    });
    return [name, { ...form, key: name, write }] as const;
  });
  return {
    ...data,
    key,
    forms: new Map(forms),
    speech: read("speech.json", (path) => Speech.parse(merged(json(path), data.speech))),
    phrases: read("phrases.json", (path) => Phrases.parse(merged(json(path), data.phrases))),
    letterhead: read(join(key, "letterhead.docx"), (path) => checkLetterhead(readFileSync(path))),
  };
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

/** Objects are merged, everything else is replaced. */
function merged(base: unknown, own: unknown): unknown {
  if (own === undefined) return base;
  if (!isObject(base) || !isObject(own)) return own;
  return { ...base, ...Object.fromEntries(Object.entries(own).map(([key, value]) => [key, merged(base[key], value)])) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
