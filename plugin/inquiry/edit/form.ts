import { z } from "zod";
import { Refusal } from "../../refusal.ts";
import { type Line, type Manuscript, type Own, placeOf } from "./manuscript.ts";

const Id = z.string().regex(/^[a-z0-9-]{1,24}$/);
/** Order of blocks and sentences as the page carries it from one press of a button to the next; a sentence with what it was made from. */
const Layout = z.array(z.tuple([Id, z.array(z.array(z.union([Id, z.tuple([Id, z.string().max(200)])])).max(400)).max(400)])).max(1_000);

/** The order as one hidden field of the form. */
export function layoutOf(manuscript: Manuscript): string {
  const lineOf = ({ id, from }: Line) => (from === undefined ? id : [id, from]);
  return JSON.stringify(manuscript.map(({ id, groups }) => [id, groups.map((group) => group.map(lineOf))]));
}

/** Names of the form's fields for a sentence. */
export const fieldNames = (place: string) => ({
  text: `text.${place}`,
  source: `source.${place}`,
  office: `office.${place}`,
  asOf: `asof.${place}`,
  answers: `gap.${place}`,
});

/** The manuscript that a form sends. Throws a Refusal `edit.unknown` when its order cannot be read. */
export function manuscriptFrom(form: Readonly<Record<string, string>>): Manuscript {
  const told = readLayout(form.layout ?? "");
  return told.map(([id, groups]) => ({
    id,
    groups: groups.map((group) =>
      group.map((one): Line => {
        const [line, from] = typeof one === "string" ? [one] : one;
        const names = fieldNames(placeOf(id, line));
        const own: Own = {
          source: form[names.source] ?? "",
          office: form[names.office] ?? "",
          asOf: form[names.asOf] ?? "",
          answers: form[names.answers] ?? "",
        };
        const hasOwn = names.source in form;
        return { id: line, text: form[names.text] ?? "", ...(from === undefined ? {} : { from }), ...(hasOwn ? { own } : {}) };
      }),
    ),
  }));
}

function readLayout(text: string): z.infer<typeof Layout> {
  try {
    return Layout.parse(JSON.parse(text));
  } catch {
    throw new Refusal("edit.unknown", { status: 422 });
  }
}
