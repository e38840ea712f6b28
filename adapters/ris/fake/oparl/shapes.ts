import type { OParlType } from "../../../../plugin/ports/ris.ts";
import type { Town } from "../town.ts";

/** How one vendor's OParl server differs from the others (facts: oparl.md §3 and the captures' field sets). */
export interface Shape {
  readonly version: "1.0" | "1.1";
  readonly vendor?: string;
  readonly product?: string;
  /** Objects per page. Small, so that every list that matters has several pages. */
  readonly pageSize: number;
  /** Whether `limit` is heard. */
  readonly limit: boolean;
  readonly totals: boolean;
  readonly paging: "query" | "path";
  /** Whether created_since … modified_until are heard. Where not, they are silently ignored. */
  readonly filters: boolean;
  /** "today": every object claims to be created and modified at the last midnight; organizations claim nothing. */
  readonly stamps: "true" | "today";
  readonly unknownPath: "text" | "error" | "error-with-200";
  /** Somacos never says which file is the main one. */
  readonly mainFile: boolean;
  /** ALLRIS links an item to its consultation but not the other way round. */
  readonly consultationLinks: boolean;
  /** Whether embedded items and consultations repeat the id of their parent. */
  readonly parents: boolean;
  readonly firstOrder: 0 | 1;
  /** What stands for an end that is not known. */
  readonly unknownEnd: "midnight" | "absent";
  readonly fullText: boolean;
  readonly resolutionText: boolean;
  readonly deletedFalse: boolean;
  /** The middle of an id: between the server and the number. `below` = object ids lie below the body's id. */
  readonly below: boolean;
  readonly segments: Readonly<Record<Exclude<OParlType, "System">, string>>;
}

const plural = {
  Body: "bodies",
  LegislativeTerm: "legislativeterms",
  Organization: "organizations",
  Person: "people",
  Membership: "memberships",
  Meeting: "meetings",
  AgendaItem: "agendaitems",
  Paper: "papers",
  Consultation: "consultations",
  File: "files",
  Location: "locations",
} as const;

const singular = {
  Body: "body",
  LegislativeTerm: "legislativeTerm",
  Organization: "organization",
  Person: "person",
  Membership: "membership",
  Meeting: "meeting",
  AgendaItem: "agendaItem",
  Paper: "paper",
  Consultation: "consultation",
  File: "file",
  Location: "location",
} as const;

const usual = {
  version: "1.1",
  limit: true,
  totals: true,
  paging: "query",
  filters: true,
  stamps: "true",
  unknownPath: "error",
  mainFile: true,
  consultationLinks: true,
  parents: false,
  firstOrder: 0,
  unknownEnd: "absent",
  fullText: false,
  resolutionText: true,
  deletedFalse: false,
  below: false,
  segments: plural,
} as const;

export const shapes: Readonly<Record<Town["style"], Shape>> = {
  sessionnet: {
    ...usual,
    vendor: "https://www.somacos.de?oparl=v1.6.1",
    product: "https://www.somacos.de/loesungen/session/",
    pageSize: 8,
    totals: false,
    unknownPath: "text",
    mainFile: false,
    parents: true,
    firstOrder: 1,
    unknownEnd: "midnight",
    resolutionText: false,
    below: true,
  },
  allris: {
    ...usual,
    vendor: "https://www.cc-egov.de",
    product: "https://www.cc-egov.de/allris/",
    pageSize: 10,
    limit: false,
    consultationLinks: false,
    resolutionText: false,
    deletedFalse: true,
    segments: { ...plural, Person: "persons" },
  },
  rubin: {
    ...usual,
    version: "1.0",
    vendor: "https://www.more-rubin.de/",
    product: "https://www.more-rubin.de/",
    pageSize: 5,
    limit: false,
    paging: "path",
    filters: false,
    stamps: "today",
    unknownPath: "error-with-200",
    unknownEnd: "midnight",
    fullText: true,
    segments: singular,
  },
  risi: { ...usual, pageSize: 5 },
};
