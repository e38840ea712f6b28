// Pages of minutes read per second of processor time, beside one pass of a plain regular expression over the same pages. The expression
// tells that somebody asks: not who, what exactly, or whether it was answered. Figures, not verdicts.
import { extract } from "../../plugin/inquiry/extract.ts";
import { own } from "../flows/inquiry-set.ts";

const rounds = 5;
const pages = 1_000;
const pageLength = 3_000;
const plain = /\b(?:fragt|fragte|erkundigt|erkundigte|möchte wissen|bittet|bat|regt an)\b[^.?!]{0,200}/g;
const report =
  "Die Leitung des Fachbereiches stellt den Stand der Arbeiten anhand einer Präsentation vor. Die Beratungen seien gegenüber dem Vorjahr gestiegen, " +
  "die Wartezeiten hätten sich verkürzt. Mit den Trägern fänden regelmäßige Gespräche statt. Der Ausschuss nimmt den Bericht zur Kenntnis.";

/** Two thirds report, one third passages with and without inquiries: more than minutes usually hold. */
function page(number: number, passages: readonly string[]): string {
  let text = `Niederschrift über die ${number}. Sitzung\n\n`;
  for (let next = number; text.length < pageLength; next += 1) text += `${report}\n\n${report}\n\n${passages[next % passages.length]}\n\n`;
  return text.slice(0, pageLength);
}

/** Pages per second of processor time, so that other work on the machine does not show. */
function measure(texts: readonly string[], hits: (text: string) => number): { perSecond: number; found: number } {
  let found = 0;
  const before = process.cpuUsage();
  for (const text of texts) found += hits(text);
  const { user, system } = process.cpuUsage(before);
  return { perSecond: Math.round((pages / (user + system)) * 1e6), found };
}

const passages = own().map(({ text }) => text);
const texts = Array.from({ length: pages }, (_, number) => page(number + 1, passages));
const whole = texts.join("\n\n");
for (let round = 1; round <= rounds; round += 1) {
  const extracted = measure(texts, (text) => extract({ text }).length);
  const searched = measure(texts, (text) => [...text.matchAll(plain)].length);
  const atOnce = measure([whole], (text) => extract({ text }).length);
  console.log(
    `round ${round}: ${pages} pages of ${pageLength} characters · extract ${extracted.perSecond} pages/s, ${extracted.found} inquiries · ` +
      `plain expression ${searched.perSecond} pages/s, ${searched.found} hits · all pages as one text ${atOnce.perSecond} pages/s`,
  );
}
