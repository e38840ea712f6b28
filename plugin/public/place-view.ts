import { say } from "../messages.ts";
import { itemPath } from "./addresses.ts";
import type { PublicPlace } from "./arrange.ts";
import type { Place } from "./place.ts";

/** A sheet or an answer as lists name it. */
export interface PlaceView {
  readonly kind: string;
  readonly item: { readonly number: string; readonly name: string };
  readonly organization: string;
  readonly date: string;
  readonly at: string;
  /** Where it can be read: our page of a sheet, the RIS page of the item for an answer; null if the RIS gives none. */
  readonly href: string | null;
  /** Null for what replaced nothing. */
  readonly correction: PublicPlace["correction"];
}

export function placeView(place: Place & { readonly correction?: PublicPlace["correction"] }): PlaceView {
  const { sheet, item, at, correction = null } = place;
  return {
    kind: say(`public.kind.${place.subject}`),
    // Of a withdrawn one not what was frozen, but what the RIS says today.
    item:
      sheet && place.decision === "approved"
        ? { number: sheet.agendaItem.number, name: sheet.agendaItem.name }
        : { number: item.number, name: item.name },
    organization: sheet?.meeting.organization ?? place.organization,
    date: sheet?.meeting.start ?? place.date,
    ...{ at, correction },
    href: sheet ? itemPath(item.key) : webOf(item.web),
  };
}

/** Only a web address becomes a link: it comes from the RIS. */
const webOf = (web: string | null): string | null => (web && /^https?:$/.test(URL.parse(web)?.protocol ?? "") ? web : null);
