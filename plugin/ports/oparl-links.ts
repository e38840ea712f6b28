import type { OParlType } from "./ris.ts";

/**
 * The attributes of OParl 1.0 and 1.1 that lead to another object, with the type they lead to (specification chapter 3).
 * In `RisObject.fields` they hold canonical ids, one or a list. Addresses of lists (`Body.meeting`, `Organization.meeting`) are not
 * among them, nor are the many back-references of Location, which every standalone copy repeats.
 */
export const oparlLinks: Readonly<Record<OParlType, Readonly<Record<string, OParlType>>>> = {
  System: {},
  Body: { system: "System", location: "Location", legislativeTerm: "LegislativeTerm" },
  LegislativeTerm: { body: "Body" },
  Organization: { body: "Body", membership: "Membership", subOrganizationOf: "Organization", location: "Location" },
  Person: { body: "Body", membership: "Membership", location: "Location", locationObject: "Location" },
  Membership: { person: "Person", organization: "Organization", onBehalfOf: "Organization" },
  Meeting: {
    body: "Body",
    location: "Location",
    organization: "Organization",
    participant: "Person",
    invitation: "File",
    resultsProtocol: "File",
    verbatimProtocol: "File",
    auxiliaryFile: "File",
    agendaItem: "AgendaItem",
  },
  AgendaItem: { meeting: "Meeting", consultation: "Consultation", resolutionFile: "File", auxiliaryFile: "File" },
  Paper: {
    body: "Body",
    relatedPaper: "Paper",
    superordinatedPaper: "Paper",
    subordinatedPaper: "Paper",
    mainFile: "File",
    auxiliaryFile: "File",
    location: "Location",
    originatorPerson: "Person",
    originatorOrganization: "Organization",
    underDirectionOf: "Organization",
    consultation: "Consultation",
  },
  Consultation: { paper: "Paper", agendaItem: "AgendaItem", meeting: "Meeting", organization: "Organization" },
  File: { masterFile: "File", derivativeFile: "File" },
  Location: {},
};
