import type { Face } from "./state.ts";
import type { TownKey } from "./town.ts";

/** A way into a town's data: its own public portal, or one more on the same numbers, in other clothes or behind a login. */
export interface Portal {
  readonly town: TownKey;
  readonly face: Face;
  /** Name of the system, as the start page lists it. */
  readonly system: string;
  /** Behind a login in reality; the pages say so, and nobody has to log in. */
  readonly login: boolean;
  /** A page worth opening, below the portal's root: one agenda item, or the agenda where items are rows. */
  readonly sample: string;
}

export const portals: Readonly<Record<string, Portal>> = {
  koeln: { town: "koeln", face: "sessionnet", system: "SessionNet (asp)", login: false, sample: "to0050.asp?__ktonr=387005" },
  "koeln-mandat": {
    ...{ town: "koeln", face: "sessionnet-php", system: "SessionNet (php), Mandatsportal", login: true },
    sample: "to0050.php?__ktonr=387005",
  },
  aachen: { town: "aachen", face: "allris", system: "ALLRIS 4", login: false, sample: "public/to020?SILFDNR=5962&TOLFDNR=150209" },
  "aachen-alt": { town: "aachen", face: "allris3", system: "ALLRIS 3", login: false, sample: "to020.asp?TOLFDNR=150209" },
  gladbeck: { town: "gladbeck", face: "rubin", system: "more! rubin", login: false, sample: "meeting?id=1918" },
  "gladbeck-rim": { town: "gladbeck", face: "sdnet", system: "SD.NET RIM", login: false, sample: "tops/?__=UmltLzE5MTg" },
  muenchen: { town: "muenchen", face: "risi", system: "RISI", login: false, sample: "risi/sitzung/top/9011802" },
};
