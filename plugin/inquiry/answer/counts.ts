import { numeralsIn } from "./numbers.ts";

const months = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember";
const asides = [
  /(?<!\p{N})\p{N}{1,2}\. ?\p{N}{1,2}\.(?: ?\p{N}{4})?(?!\p{N})/gu,
  new RegExp(`(?<!\\p{N})\\p{N}{1,2}\\. ?(?:${months})(?: \\p{N}{4})?`, "gu"),
  /(?<![\p{N}.,/])(?:19|20)\p{N}{2}(?![\p{N}/])(?! ?(?:\p{L}*person|\p{L}*mensch|\p{L}*fäll|frau|männer|kind|jugendlich|geflüchtet|geduldet))/giu,
  /\p{N}{1,2}(?:[.:]\p{N}{2})?(?: ?(?:bis|–|-|und) ?\p{N}{1,2}(?:[.:]\p{N}{2})?)? Uhr(?!\p{L})/gu,
  /\p{N}[\p{N}., ]*(?:Mio\.|Millionen|Tsd\.|Tausend)? ?(?:Euro|EUR|€)(?!\p{L})/gu,
  /(?:Vorlage|Drucksache|Drs\.|TOP|Nr\.|Nummer|Baustein|Anlage|Zimmer|Raum|Satz|Absatz) (?:Nr\. )?[\p{L}\p{N}][\p{N}/.-]*/gu,
];

const duration = /^(?:(?:arbeits|werk|kalender)?tage?n?|wochen?|monate?n?|quartale?n?|jahre?n?)$/u;

/**
 * Numbers in words that only a person of this house vouches for: everything that may count people. Days, years, times, how long, sums of
 * money and the numbers of papers count nobody. Who wants to say how many needs the data office: a count that nobody attacked could
 * give away together with what is public (facts: domain.md §5).
 */
export function countsIn(text: string): string[] {
  const bare = asides.reduce((rest, aside) => rest.replace(aside, " "), text.normalize("NFKC"));
  return numeralsIn(bare).flatMap(({ value, after }) => (duration.test(after) ? [] : [value]));
}
