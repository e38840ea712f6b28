import type { Face } from "../state.ts";
import type { Paper } from "../town.ts";

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

const sessionnet = (kind: "asp" | "php"): AddressRule => ({
  index: "",
  document: (number) => `getfile.${kind}?id=${number}&type=do`,
  item: (number) => `to0050.${kind}?__ktonr=${number}`,
  meeting: (number) => `si0057.${kind}?__ksinr=${number}`,
  paper: ({ number, motion }) => (motion ? `ag0050.${kind}?__kagnr=${number}` : `vo0050.${kind}?__kvonr=${number}`),
  recognise: byPath([
    [/^(info\.(asp|php))?$/, "index", ""],
    [/^to0050\.(asp|php)$/, "item", "__ktonr"],
    [/^(si0057|si0056|si0050|to0040)\.(asp|php)$/, "meeting", "__ksinr"],
    [/^vo0050\.(asp|php)$/, "paper", "__kvonr"],
    [/^ag0050\.(asp|php)$/, "motion", "__kagnr"],
    [/^getfile\.(asp|php)$/, "document", "id"],
  ]),
});

const allris: AddressRule = {
  index: "public/",
  document: (number) => `public/doc?DOLFDNR=${number}&DOCTYP=130&OTYP=41`,
  item: (number, meeting) => `public/to020?SILFDNR=${meeting}&TOLFDNR=${number}`,
  meeting: (number) => `public/to010?SILFDNR=${number}`,
  paper: ({ number }) => `public/vo020?VOLFDNR=${number}`,
  recognise: byPath([
    [/^(public\/?)?$/, "index", ""],
    // What members see behind their login: the same under another folder (facts: ris-vendors.md §1).
    [/^(public|bi)\/to020$/, "item", "tolfdnr"],
    [/^(public|bi)\/to010$/, "meeting", "silfdnr"],
    [/^(public|bi)\/vo020$/, "paper", "volfdnr"],
    [/^public\/doc$/, "document", "dolfdnr"],
  ]),
};

const allris3: AddressRule = {
  index: "si010.asp",
  document: (number) => `do027.asp?DOLFDNR=${number}`,
  item: (number) => `to020.asp?TOLFDNR=${number}`,
  meeting: (number) => `to010.asp?SILFDNR=${number}`,
  paper: ({ number }) => `vo020.asp?VOLFDNR=${number}`,
  recognise: byPath([
    [/^(si010\.asp)?$/, "index", ""],
    [/^to020\.asp$/, "item", "tolfdnr"],
    [/^to010\.asp$/, "meeting", "silfdnr"],
    [/^vo020\.asp$/, "paper", "volfdnr"],
    [/^do027\.asp$/, "document", "dolfdnr"],
  ]),
};

/** `__` is opaque in SD.NET RIM and no id: a number in other clothes, as anybody's bookmark might show it (facts: ris-vendors.md §2). */
const opaque = (number: number): string => Buffer.from(`Rim/${number}`).toString("base64url");

const sdnet: AddressRule = {
  index: "termine/",
  document: (number) => `dokument/?__=${opaque(number)}`,
  item: null,
  meeting: (number) => `tops/?__=${opaque(number)}`,
  paper: ({ number }) => `vorgang/?__=${opaque(number)}`,
  recognise(path, parameters) {
    const [, number = ""] = /^Rim\/(\d+)$/.exec(Buffer.from(parameters.get("__") ?? "", "base64url").toString()) ?? [];
    const plain = new Map([["__", number]]);
    return byPath([
      [/^(termine\/?)?$/, "index", ""],
      [/^tops\/?$/, "meeting", "__"],
      [/^vorgang\/?$/, "paper", "__"],
      [/^dokument\/?$/, "document", "__"],
    ])(path, number === "" ? new Map() : plain);
  },
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

export const addressRules: Readonly<Record<Face, AddressRule>> = {
  sessionnet: sessionnet("asp"),
  "sessionnet-php": sessionnet("php"),
  ...{ allris, allris3, sdnet, rubin, risi },
};

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
      return kind === "document"
        ? { kind, number }
        : { kind, number, print: /^(print|druckansicht.*)$/i.test(parameters.get("selfaction") ?? "") };
    }
    return null;
  };
}
