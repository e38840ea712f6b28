/** One property of a type, as far as the simulated repository checks it. */
export interface FakeProperty {
  readonly id: string;
  readonly type: "string" | "id" | "dateTime" | "integer" | "boolean";
  readonly multiple?: boolean;
  readonly queryable?: boolean;
  readonly readOnly?: boolean;
}

export interface FakeType {
  readonly id: string;
  readonly base: "cmis:document" | "cmis:folder" | "cmis:secondary";
  readonly title: string;
  readonly versionable?: boolean;
  readonly properties: readonly FakeProperty[];
}

const common: readonly FakeProperty[] = [
  { id: "cmis:name", type: "string", queryable: true },
  { id: "cmis:description", type: "string" },
  { id: "cmis:objectId", type: "id", queryable: true, readOnly: true },
  { id: "cmis:baseTypeId", type: "id", readOnly: true },
  { id: "cmis:objectTypeId", type: "id", queryable: true },
  { id: "cmis:secondaryObjectTypeIds", type: "id", multiple: true },
  { id: "cmis:creationDate", type: "dateTime", readOnly: true },
  { id: "cmis:createdBy", type: "string", readOnly: true },
];
const stream: readonly FakeProperty[] = [
  { id: "cmis:changeToken", type: "string", readOnly: true },
  { id: "cmis:versionLabel", type: "string", readOnly: true },
  { id: "cmis:versionSeriesId", type: "id", readOnly: true },
  { id: "cmis:isLatestVersion", type: "boolean", readOnly: true },
  { id: "cmis:isVersionSeriesCheckedOut", type: "boolean", readOnly: true },
  { id: "cmis:versionSeriesCheckedOutBy", type: "string", readOnly: true },
  { id: "cmis:versionSeriesCheckedOutId", type: "id", readOnly: true },
  { id: "cmis:contentStreamLength", type: "integer", readOnly: true },
  { id: "cmis:contentStreamMimeType", type: "string", readOnly: true },
  { id: "cmis:contentStreamFileName", type: "string", readOnly: true },
];
const own = (prefix: string): readonly FakeProperty[] => [
  { id: `${prefix}:title`, type: "string", queryable: true },
  { id: `${prefix}:reference`, type: "string", queryable: true },
  { id: `${prefix}:body`, type: "string", queryable: true },
  { id: `${prefix}:date`, type: "dateTime", queryable: true },
  { id: `${prefix}:withdrawn`, type: "boolean", queryable: true },
];

/** `kim:record` is a document type with properties of its own, `filing:facts` a secondary type with the same for any document; another one marks what is withdrawn. */
export const fakeTypes: ReadonlyMap<string, FakeType> = new Map(
  (
    [
      {
        id: "cmis:folder",
        base: "cmis:folder",
        title: "Ordner",
        properties: [...common, { id: "cmis:path", type: "string", readOnly: true }],
      },
      { id: "cmis:document", base: "cmis:document", title: "Dokument", properties: [...common, ...stream] },
      {
        id: "kim:record",
        base: "cmis:document",
        title: "Schriftstück",
        versionable: true,
        properties: [...common, ...stream, ...own("kim")],
      },
      { id: "filing:facts", base: "cmis:secondary", title: "Ablageangaben", properties: own("filing") },
      { id: "filing:void", base: "cmis:secondary", title: "Zurückgezogen", properties: [] },
    ] as const
  ).map((type: FakeType) => [type.id, type]),
);
