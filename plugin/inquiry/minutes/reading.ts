import { isCitizen } from "../extract/pseudonymise.ts";
import { townOf } from "../extract/towns.ts";
import { type Commitment, commitments, type Explained, explain, pseudonymise } from "../extract.ts";
import { type Aside, type Item, itemsOf } from "./items.ts";
import { mend, type Note } from "./mend.ts";
import { type Citizen, calledCitizens, type Nameless, nameless } from "./nameless.ts";

/** Minutes as they come in, of a sitting or of one item of it. */
export interface Source {
  readonly text: string;
  readonly town: string;
  readonly organization: string;
  /** Day of the sitting, `YYYY-MM-DD`. */
  readonly sitting: string;
  /** Title of the item, if the text is that of one. */
  readonly title?: string;
  /** Items of the sitting as the RIS has them. */
  readonly known: readonly { number: string; name: string }[];
}

/** What an agenda item of the minutes holds. Offsets are those of the text without the names of citizens. */
export interface Part extends Item {
  readonly inquiries: readonly Explained[];
  readonly announcements: readonly Commitment[];
  /** Why nothing was found, a code with the prefix `minutes.part.`; null where something was. */
  readonly nothing: "empty" | "none-asked" | "no-inquiry" | null;
}

export interface ReadMinutes {
  /** As it is stored and shown: mended, and without the names of citizens. */
  readonly text: string;
  /** The minutes of a sitting, divided into its items; else the text of one item. */
  readonly divided: boolean;
  readonly parts: readonly Part[];
  readonly asides: readonly (Aside & Pick<Part, "inquiries">)[];
  readonly notes: readonly Note[];
}

const noneAsked =
  /(?:keine|nicht)\b[^.]{0,60}\b(?:vor|gestellt|eingereicht|eingegangen)\b|keine\s+(?:wortmeldung|anfragen|fragen|nachfragen)|entfällt|^[-– ]{0,5}(?:keine|\.\/\.|-{2,3})[.! ]{0,5}$/im;

/**
 * Reads minutes as a whole: mends the text, divides it, finds in each item what was asked and what the administration announced,
 * and takes the names of citizens out. Pure and synchronous; see aside.ts for large texts.
 */
export function readMinutesText(source: Source): ReadMinutes {
  const { text, notes } = mend(source.text);
  const division = itemsOf(text, source.known);
  const divided = division.items.length > 0;
  const whole: Item = {
    number: "",
    title: source.title ?? "",
    isPublic: division.isPublic,
    under: [],
    paperReference: null,
    start: 0,
    end: text.length,
    body: 0,
  };
  const items = divided ? division.items : [whole];
  const asked = items.map((item) => inquiriesIn(text, item, source, divided));
  const beside = division.asides.map((aside) =>
    aside.kind === "head" ? inquiriesIn(text, { ...aside, number: "", title: "", under: [] }, source, true) : [],
  );
  const citizens = [...asked, ...beside].flatMap((found, index) => citizensOf(found, items[index] ?? { start: 0, end: 0 }));
  const plain = nameless(text, [...citizens, ...calledCitizens(text)], townOf({ text: "", municipality_style: source.town }));
  const parts = items.map((item, index) => partOf(text, item, asked[index] ?? [], plain));
  const asides = division.asides.map((aside, index) => ({
    ...{ kind: aside.kind, start: plain.moved(aside.start), end: plain.moved(aside.end) },
    inquiries: (beside[index] ?? []).map((inquiry) => moved(inquiry, plain)),
  }));
  const masked: Note[] = plain.masked > 0 ? [{ code: "minutes.note.names", values: { count: plain.masked } }] : [];
  return { text: plain.text, divided, parts, asides, notes: [...notes, ...masked] };
}

type Place = Pick<Item, "start" | "end" | "number" | "title" | "under">;

function inquiriesIn(text: string, { start, end, number, title, under }: Place, source: Source, divided: boolean): Explained[] {
  const named = divided ? `${source.sitting}, TOP ${number} ${[...under, title].join(", ")}` : source.sitting;
  const found = explain({ text: text.slice(start, end), municipality_style: source.town, gremium: source.organization, sitzung: named });
  return found.map((inquiry) => ({ ...inquiry, start: inquiry.start + start, end: inquiry.end + start }));
}

function citizensOf(found: readonly Explained[], { start, end }: Pick<Item, "start" | "end">): Citizen[] {
  const names = found.flatMap(({ askers }) => askers.filter(isCitizen).map(({ asker }) => asker.split(" ").at(-1) ?? ""));
  return [...new Set(names)].map((name) => ({ name, start, end }));
}

function partOf(text: string, item: Item, found: readonly Explained[], plain: Nameless): Part {
  const [start, end] = [plain.moved(item.start), plain.moved(item.end)];
  const body = plain.moved(item.body);
  const announced = commitments(plain.text.slice(start, end));
  return {
    ...item,
    ...{ start, end, body, title: plain.without(item.title), under: item.under.map(plain.without) },
    inquiries: found.map((inquiry) => moved(inquiry, plain)),
    announcements: announced.map((one) => ({ ...one, start: one.start + start, end: one.end + start })),
    nothing: found.length > 0 ? null : reasonFor(text.slice(item.body, item.end)),
  };
}

function moved(inquiry: Explained, plain: Nameless): Explained {
  const [start, end] = [plain.moved(inquiry.start), plain.moved(inquiry.end)];
  const stateBecause = inquiry.stateBecause.map(plain.without);
  return { ...inquiry, ...pseudonymise(inquiry), start, end, question: plain.text.slice(start, end), stateBecause };
}

function reasonFor(body: string): "empty" | "none-asked" | "no-inquiry" {
  if (body.trim() === "") return "empty";
  return body.length < 600 && noneAsked.test(body) ? "none-asked" : "no-inquiry";
}
