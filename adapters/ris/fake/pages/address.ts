import type { Paper, Town } from "../town.ts";

/** One page of a town's public face. `print` is the vendor's print view of the same object. */
export type Page =
  | { readonly kind: "index" }
  | { readonly kind: "document"; readonly number: number }
  | { readonly kind: "meeting" | "item" | "paper" | "motion"; readonly number: number; readonly print: boolean };

export type ObjectKind = "meeting" | "item" | "paper" | "motion";

/** How a vendor forms the addresses of its pages (facts: ris-vendors.md §2). All are relative to the town's root. */
export interface AddressRule {
  readonly index: string;
  readonly document: (number: number) => string;
  /** Null: this vendor has no page for one agenda item, only a row in the meeting's page. */
  readonly item: ((number: number, meeting: number) => string) | null;
  readonly meeting: (number: number) => string;
  readonly paper: (paper: Pick<Paper, "number" | "motion">) => string;
  readonly recognise: (path: string, parameters: ReadonlyMap<string, string>) => Page | null;
}

const sessionnet: AddressRule = {
  index: "",
  document: (number) => `getfile.asp?id=${number}&type=do`,
  item: (number) => `to0050.asp?__ktonr=${number}`,
  meeting: (number) => `si0057.asp?__ksinr=${number}`,
  paper: ({ number, motion }) => (motion ? `ag0050.asp?__kagnr=${number}` : `vo0050.asp?__kvonr=${number}`),
  recognise: byPath([
    [/^(info\.asp)?$/, "index", ""],
    [/^to0050\.(asp|php)$/, "item", "__ktonr"],
    [/^(si0057|si0056|si0050|to0040)\.(asp|php)$/, "meeting", "__ksinr"],
    [/^vo0050\.(asp|php)$/, "paper", "__kvonr"],
    [/^ag0050\.(asp|php)$/, "motion", "__kagnr"],
    [/^getfile\.(asp|php)$/, "document", "id"],
  ]),
};

const allris: AddressRule = {
  index: "public/",
  document: (number) => `public/doc?DOLFDNR=${number}&DOCTYP=130&OTYP=41`,
  item: (number, meeting) => `public/to020?SILFDNR=${meeting}&TOLFDNR=${number}`,
  meeting: (number) => `public/to010?SILFDNR=${number}`,
  paper: ({ number }) => `public/vo020?VOLFDNR=${number}`,
  recognise: byPath([
    [/^(public\/?)?$/, "index", ""],
    [/^public\/to020$/, "item", "tolfdnr"],
    [/^public\/to010$/, "meeting", "silfdnr"],
    [/^public\/vo020$/, "paper", "volfdnr"],
    [/^public\/doc$/, "document", "dolfdnr"],
  ]),
};

const rubin: AddressRule = {
  index: "",
  document: (number) => `document?id=${number}`,
  item: null,
  meeting: (number) => `meeting?id=${number}`,
  paper: ({ number }) => `submission?id=${number}`,
  recognise: byPath([
    [/^$/, "index", ""],
    [/^meeting(\.php)?$/, "meeting", "id"],
    [/^submission(\.php)?$/, "paper", "id"],
    [/^document$/, "document", "id"],
  ]),
};

const risi: AddressRule = {
  index: "risi/",
  document: (number) => `risi/dokument/v/${number}`,
  item: (number) => `risi/sitzung/top/${number}`,
  meeting: (number) => `risi/sitzung/detail/${number}`,
  paper: ({ number, motion }) => `risi/${motion ? "antrag" : "sitzungsvorlage"}/detail/${number}`,
  recognise: byPath([
    [/^(risi\/?)?$/, "index", ""],
    [/^risi\/sitzung\/top\/(?<number>\d+)(\/(entscheidung|veroeffentlichung))?$/, "item", ""],
    [/^risi\/sitzung\/detail\/(?<number>\d+)(\/tagesordnung\/oeffentlich)?$/, "meeting", ""],
    [/^risi\/sitzungsvorlage\/detail\/(?<number>\d+)$/, "paper", ""],
    [/^risi\/antrag\/detail\/(?<number>\d+)$/, "motion", ""],
    [/^risi\/dokument\/v\/(?<number>\d+)$/, "document", ""],
  ]),
};

export const addressRules: Readonly<Record<Town["style"], AddressRule>> = { sessionnet, allris, rubin, risi };

type PathRule = readonly [path: RegExp, kind: Page["kind"], parameter: string];

/** Paths and parameter names are compared without regard to case, session ids behind `;` are ignored, as real servers do. */
function byPath(rules: readonly PathRule[]): AddressRule["recognise"] {
  return (path, parameters) => {
    const plain = path.toLowerCase().replace(/;.*$/, "");
    for (const [pattern, kind, parameter] of rules) {
      const match = pattern.exec(plain);
      if (!match) continue;
      if (kind === "index") return { kind };
      const number = Number(match.groups?.number ?? parameters.get(parameter) ?? Number.NaN);
      if (!Number.isSafeInteger(number)) return null;
      return kind === "document" ? { kind, number } : { kind, number, print: parameters.get("selfaction") === "print" };
    }
    return null;
  };
}
