import { type Day, emptyDay, noDay, readDay } from "./days.ts";
import type { Places } from "./header.ts";
import { no, type Person, unknown, yes } from "./person.ts";
import type { Column, Profile } from "./profile.ts";
import { statuses } from "./statuses.ts";

/** Why a record is not counted. It names the column and what is wrong, never what stands there. */
export interface Fault {
  readonly column: Column | null;
  readonly code: "cells" | "empty" | "date" | "before-birth" | "status" | "yes-no" | "duplicate" | "quote" | "nul" | "long";
}

export type ReadRecord = (cells: readonly string[], person: Person) => Fault | undefined;

/** Classes of a cell: 0 is an empty one, 1 one that is not in the list. */
const noAnswer = 0;
const notListed = 1;

/** Reads a row into the one person that is filled again and again; the first fault in the order of the columns, or undefined. */
export function recordReader(places: Places, width: number, profile: Profile): ReadRecord {
  const status = statusReader(profile);
  const answer = answerReader(profile);
  const sex = classReader(Object.entries(profile.sexes).map(([value, name]) => [value, sexes.indexOf(name)]));
  const district = classReader(profile.districts.map((name, index) => [name, index + 2]));
  return (cells, person) => {
    if (cells.length !== width && !isPadded(cells, width)) return faults.cells;
    const cell = (column: Column): string => cells[places[column]] ?? "";
    if (cell("Kennung").trim() === "") return faults.kennung;
    person.birth = readDay(cell("Geburtsdatum"));
    person.entry = readDay(cell("Einreise"));
    person.status = status(cell("Status"));
    person.statusSince = readDay(cell("Status_seit"));
    person.continuous = readDay(cell("ununterbrochen_seit"));
    person.duldung = readDay(cell("Duldung_seit"));
    person.lawful = readDay(cell("rechtmaessig_seit"));
    person.p60b = answer(cell("P60b"));
    person.child = answer(cell("Kind_im_Haushalt"));
    person.sex = sex(cell("Geschlecht"));
    person.district = district(cell("Ortsteil"));
    return check(person);
  };
}

/** Geschlecht as the catalogue has it, with the two classes every closed list begins with. */
export const sexes = ["ohne Angabe", "nicht zugeordnet", "weiblich", "männlich", "divers"];

const fault = (column: Column | null, code: Fault["code"]): Fault => ({ column, code });
/** Made once: a file may be full of them. */
export const faults = {
  cells: fault(null, "cells"),
  quote: fault(null, "quote"),
  nul: fault(null, "nul"),
  long: fault(null, "long"),
  kennung: fault("Kennung", "empty"),
  duplicate: fault("Kennung", "duplicate"),
};
const invalid = -2;

/** Impossible is also whatever began before the person was born. */
function check(person: Person): Fault | undefined {
  const { birth } = person;
  if (birth === noDay) return fault("Geburtsdatum", "date");
  const early = (day: Day): boolean => day < birth && day !== emptyDay;
  const dayFault = (column: Column, day: Day): Fault => fault(column, day === noDay ? "date" : "before-birth");
  if (early(person.entry) || person.entry === noDay) return dayFault("Einreise", person.entry);
  if (person.status === invalid) return fault("Status", "status");
  if (early(person.statusSince) || person.statusSince === noDay) return dayFault("Status_seit", person.statusSince);
  if (early(person.continuous) || person.continuous === noDay) return dayFault("ununterbrochen_seit", person.continuous);
  if (early(person.duldung) || person.duldung === noDay) return dayFault("Duldung_seit", person.duldung);
  if (early(person.lawful) || person.lawful === noDay) return dayFault("rechtmaessig_seit", person.lawful);
  if (person.p60b === invalid) return fault("P60b", "yes-no");
  return person.child === invalid ? fault("Kind_im_Haushalt", "yes-no") : undefined;
}

/** Spreadsheets pad rows with empty cells; a short row has lost some and is no guess. */
function isPadded(cells: readonly string[], width: number): boolean {
  return cells.length > width && cells.slice(width).every((cell) => cell.trim() === "");
}

const plain = (text: string): string => text.trim().toLowerCase();

function statusReader(profile: Profile): (text: string) => number {
  const known = new Map<string, number>([["", -1], ...statuses.map((name, index) => [name, index] as const)]);
  for (const [value, name] of Object.entries(profile.statuses)) known.set(plain(value), statuses.indexOf(name));
  return (text) => known.get(text) ?? known.get(plain(text)) ?? invalid;
}

function answerReader(profile: Profile): (text: string) => number {
  const known = new Map<string, number>([["", unknown]]);
  for (const value of profile.yes) known.set(plain(value), yes);
  for (const value of profile.no) known.set(plain(value), no);
  return (text) => known.get(text) ?? known.get(plain(text)) ?? invalid;
}

function classReader(classes: readonly (readonly [string, number])[]): (text: string) => number {
  const known = new Map([["", noAnswer], ...classes.map(([value, index]) => [plain(value), index] as const)]);
  return (text) => known.get(text) ?? known.get(plain(text)) ?? notListed;
}
