import type { OParlType } from "../../../plugin/ports/ris.ts";

/** What an attribute holds. `media` is text naming a media type; `id` leads to one object, `ids` to several. */
export type Kind = "text" | "texts" | "flag" | "number" | "moment" | "day" | "media" | "id" | "ids";

/**
 * The attributes of each type that we read (specification chapter 3; both versions, 1.1 adds and renames but takes nothing away).
 * All others, vendor attributes included, stay in the raw copy only. `id`, `type`, `created`, `modified` and `deleted` belong to every type.
 */
export const attributes: Readonly<Record<OParlType, Readonly<Record<string, Kind>>>> = {
  System: {
    oparlVersion: "text",
    name: "text",
    contactEmail: "text",
    contactName: "text",
    website: "text",
    vendor: "text",
    product: "text",
    license: "text",
  },
  Body: {
    system: "id",
    name: "text",
    shortName: "text",
    ags: "text",
    rgs: "text",
    website: "text",
    license: "text",
    location: "id",
    legislativeTerm: "ids",
    web: "text",
  },
  LegislativeTerm: { body: "id", name: "text", startDate: "day", endDate: "day", web: "text" },
  Organization: {
    ...{ body: "id", name: "text", shortName: "text", membership: "ids", post: "texts", subOrganizationOf: "id", organizationType: "text" },
    ...{ classification: "text", startDate: "day", endDate: "day", website: "text", location: "id", web: "text" },
  },
  Person: {
    ...{
      body: "id",
      name: "text",
      familyName: "text",
      givenName: "text",
      formOfAddress: "text",
      affix: "text",
      title: "texts",
      gender: "text",
    },
    ...{ status: "texts", membership: "ids", location: "id", locationObject: "id", web: "text" },
  },
  Membership: {
    person: "id",
    organization: "id",
    role: "text",
    votingRight: "flag",
    startDate: "day",
    endDate: "day",
    onBehalfOf: "id",
    web: "text",
  },
  Meeting: {
    ...{
      body: "id",
      name: "text",
      meetingState: "text",
      cancelled: "flag",
      start: "moment",
      end: "moment",
      location: "id",
      organization: "ids",
    },
    ...{ participant: "ids", invitation: "id", resultsProtocol: "id", verbatimProtocol: "id", auxiliaryFile: "ids", agendaItem: "ids" },
    ...{ keyword: "texts", web: "text" },
  },
  AgendaItem: {
    ...{
      meeting: "id",
      number: "text",
      order: "number",
      name: "text",
      public: "flag",
      consultation: "id",
      result: "text",
      resolutionText: "text",
    },
    ...{ resolutionFile: "id", auxiliaryFile: "ids", start: "moment", end: "moment", keyword: "texts", web: "text" },
  },
  Paper: {
    ...{ body: "id", name: "text", reference: "text", date: "day", paperType: "text", relatedPaper: "ids", superordinatedPaper: "ids" },
    ...{
      subordinatedPaper: "ids",
      mainFile: "id",
      auxiliaryFile: "ids",
      location: "ids",
      originatorPerson: "ids",
      originatorOrganization: "ids",
    },
    ...{ underDirectionOf: "ids", consultation: "ids", keyword: "texts", web: "text" },
  },
  Consultation: {
    paper: "id",
    agendaItem: "id",
    meeting: "id",
    organization: "ids",
    authoritative: "flag",
    role: "text",
    keyword: "texts",
    web: "text",
  },
  File: {
    ...{
      name: "text",
      fileName: "text",
      mimeType: "media",
      date: "day",
      size: "number",
      sha1Checksum: "text",
      sha512Checksum: "text",
      text: "text",
    },
    ...{
      accessUrl: "text",
      downloadUrl: "text",
      externalServiceUrl: "text",
      masterFile: "id",
      derivativeFile: "ids",
      fileLicense: "text",
      web: "text",
    },
  },
  Location: {
    description: "text",
    streetAddress: "text",
    room: "text",
    postalCode: "text",
    subLocality: "text",
    locality: "text",
    web: "text",
  },
};

/** Which attributes carry whole objects, and of which type. Where a link is promised, some servers embed as well (SD.NET: Person.location). */
export const embedded: Readonly<Record<OParlType, Readonly<Record<string, OParlType>>>> = {
  System: {},
  Body: { location: "Location", legislativeTerm: "LegislativeTerm" },
  LegislativeTerm: {},
  Organization: { location: "Location", membership: "Membership" },
  Person: { location: "Location", locationObject: "Location", membership: "Membership" },
  Membership: {},
  Meeting: {
    ...{ location: "Location", invitation: "File", resultsProtocol: "File", verbatimProtocol: "File", auxiliaryFile: "File" },
    agendaItem: "AgendaItem",
  },
  AgendaItem: { resolutionFile: "File", auxiliaryFile: "File", consultation: "Consultation" },
  Paper: { mainFile: "File", auxiliaryFile: "File", location: "Location", consultation: "Consultation" },
  Consultation: {},
  File: { masterFile: "File", derivativeFile: "File" },
  Location: {},
};

/** The back-reference that an embedded copy omits and that its parent therefore supplies (specification 3-00). */
export const backReference: Readonly<Partial<Record<OParlType, Readonly<Partial<Record<OParlType, string>>>>>> = {
  LegislativeTerm: { Body: "body" },
  Membership: { Person: "person", Organization: "organization" },
  AgendaItem: { Meeting: "meeting" },
  Consultation: { Paper: "paper", AgendaItem: "agendaItem" },
};

/** The lists of a Body, in the order in which they are read; the last six only exist in 1.1. */
export const bodyLists: readonly (readonly [attribute: string, type: OParlType])[] = [
  ["organization", "Organization"],
  ["person", "Person"],
  ["meeting", "Meeting"],
  ["paper", "Paper"],
  ["legislativeTermList", "LegislativeTerm"],
  ["membership", "Membership"],
  ["locationList", "Location"],
  ["agendaItem", "AgendaItem"],
  ["consultation", "Consultation"],
  ["file", "File"],
];
