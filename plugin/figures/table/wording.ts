import { say } from "../../messages.ts";
import type { Figure } from "../figure.ts";
import { formatDate } from "../format.ts";

/** The town for whose readers a table is printed. */
export interface Town {
  readonly name: string;
  readonly ags: string;
}

/**
 * Whose figure it is. In a Kreis town much is counted by the Kreis for all its towns together, and a reader would take it for
 * the town's own. A key of five digits is a Kreis; that of a kreisfreie town is the town itself (its own ends in 000).
 */
export function areaText(area: Figure["area"], town: Town): string {
  if (isOwn(area, town)) return area.name;
  const around = area.ags.length < 8 && town.ags.startsWith(area.ags);
  return say(around ? "print.area.around" : "print.area.other", { area: area.name, town: town.name });
}

/** Whether an area is the town itself and not its Kreis or another town. */
const isOwn = (area: Figure["area"], town: Town): boolean =>
  area.ags === town.ags || (town.ags.endsWith("000") && town.ags.startsWith(area.ags));

export const statusText = ({ status }: Figure): string => say(`print.status.${status}`);

/** How the value was made safe, in two or three words; empty for what counts no persons. */
export const methodText = ({ protection, ruleVersion, backed }: Figure): string =>
  [
    ...(protection === "none" ? [] : [say(`print.protection.${protection}.short`)]),
    ...(backed ? [say("print.backed")] : []),
    ...(ruleVersion ? [say("print.rule-version", { ruleVersion })] : []),
  ].join(", ");

/** Which office reported it, from which system, read when; empty if nothing of it was said. */
export const originText = ({ office, system, extracted }: Figure): string =>
  [
    ...(office ? [say("print.origin.office", { office })] : []),
    ...(system ? [say("print.origin.system", { system })] : []),
    ...(extracted ? [say("print.origin.extracted", { day: formatDate(extracted.slice(0, 10)) })] : []),
  ].join(", ");

/** Only web addresses become links: a delivered table must not be able to put anything else behind a click. */
export function webAddress(url: string | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  return /^https?:$/.test(new URL(url).protocol) ? url : null;
}
