import type { EcmRole, HeldDocument } from "./ecm.ts";

/** How the driver is set up for one kind of repository, and how what it filed is read there without it. */
interface CmisVariant {
  readonly settings: object;
  readonly roles: readonly EcmRole[];
  /** `property` gives one value, of several ones all of them with commas. */
  read(property: (id: string) => string | undefined): Omit<HeldDocument, "path" | "bytes">;
}

const described = (description: string | undefined) =>
  Object.fromEntries((description?.split("\n") ?? []).slice(1).map((line) => line.split(": ")));

/** Settings of a plain repository, of one with a document type of its own, and of one with a secondary type. */
export const cmisVariants: Readonly<Record<string, CmisVariant>> = {
  "all in the description": {
    settings: {},
    roles: [],
    read(property) {
      const description = property("cmis:description");
      const [, reference = "", title] = /^\[Referenz (\S+)\] (.*)$/.exec(description?.split("\n")[0] ?? "") ?? [];
      return { reference: decodeURIComponent(reference), title, metadata: described(description) };
    },
  },
  "a document type of its own": {
    settings: {
      root: "/Fachverfahren/KIM/",
      documentType: "kim:record",
      titleProperty: "kim:title",
      referenceProperty: "kim:reference",
      metadataProperties: { body: "kim:body", date: { property: "kim:date", type: "dateTime" } },
      versioning: "major",
      withdrawal: { property: "kim:withdrawn", type: "boolean", value: "true" },
    },
    roles: ["revise", "withdraw"],
    read(property) {
      // SOAP has dates as ISO 8601, JSON as milliseconds.
      const date = property("kim:date") ?? "";
      const day = new Date(/^\d+$/.test(date) ? Number(date) : date);
      const metadata = {
        ...described(property("cmis:description")),
        body: property("kim:body") ?? "",
        date: day.toISOString().slice(0, 10),
      };
      return {
        reference: property("kim:reference"),
        title: property("kim:title"),
        metadata,
        withdrawn: property("kim:withdrawn") === "true",
      };
    },
  },
  "a secondary type": {
    settings: {
      secondaryTypes: ["filing:facts"],
      titleProperty: "filing:title",
      referenceProperty: "filing:reference",
      referenceTable: "filing:facts",
      withdrawal: { secondaryType: "filing:void" },
    },
    roles: ["withdraw"],
    read: (property) => ({
      reference: property("filing:reference"),
      title: property("filing:title"),
      metadata: described(property("cmis:description")),
      withdrawn: property("cmis:secondaryObjectTypeIds")?.split(",").includes("filing:void") ?? false,
    }),
  },
};
