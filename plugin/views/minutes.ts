import type { Note } from "../inquiry/minutes/mend.ts";
import type { StoredPart, StoredReading } from "../inquiry/minutes/stored.ts";
import { say } from "../messages.ts";
import type { MinutesRow } from "../store/tables/work.ts";

interface CaseLine {
  readonly id: string;
  readonly title: string;
  readonly due: string;
  readonly public: number;
}

/** How minutes were read, for the page that tells it: every stretch of the text is in one line of it. */
export function resultView(minutes: MinutesRow, reading: StoredReading, cases: readonly CaseLine[]) {
  const byId = new Map(cases.map((one) => [one.id, one]));
  const casesOf = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const text = ({ start, end }: { start: number; end: number }) => minutes.text.slice(start, end).trim();
  const found = [...reading.parts, ...reading.asides].reduce((sum, part) => sum + part.found, 0);
  return {
    divided: reading.divided,
    parts: reading.parts.map((part) => ({ ...part, ...outcome(part), text: text(part), cases: casesOf(part.cases) })),
    asides: reading.asides.map((aside) => ({
      ...aside,
      label: say(`minutes.aside.${aside.kind}`),
      text: text(aside),
      cases: casesOf(aside.cases),
    })),
    notes: notesOf(reading.notes),
    ...{ found, gone: reading.gone, follows: reading.follows },
  };
}

const outcome = ({ nothing, found, unchanged, changed }: StoredPart) => ({
  reason: nothing ? say(`minutes.part.${nothing}`) : null,
  fresh: found - unchanged - changed,
});

/** The sentences that belong to a text. */
export const notesOf = (notes: readonly Note[]): string[] => notes.map(({ code, values }) => say(code, values));
