import { DmsRefusal } from "./status.ts";

export type RecordClass = "subjectArea" | "file" | "procedure" | "outgoing" | "internal" | "content";

/** One object of the simulated E-Akte. */
export interface FakeRecord {
  readonly id: string;
  readonly class: RecordClass;
  /** What it lies in; null = on the desk of whoever made it. */
  readonly parent: string | null;
  /** Number that the E-Akte gives. */
  readonly number: string;
  title: string;
  subject: string;
  cancelled: boolean;
  readonly businessData: Map<string, string>;
  /** Login of the acting person. */
  readonly by: string;
  readonly created: string;
  readonly content?: { readonly extension: string; readonly bytes: Uint8Array };
}

/** Limits of the installation; tests and demonstrations may set them. */
export interface FakeLimits {
  maxChildren: number;
  maxContentBytes: number;
  /** Whether the names that the installation gives to objects hold their titles. */
  namesHoldTitles: boolean;
}

/** What may lie in what. */
const parents: Readonly<Record<RecordClass, readonly RecordClass[]>> = {
  subjectArea: [],
  file: ["subjectArea"],
  procedure: ["file"],
  outgoing: ["procedure"],
  internal: ["procedure"],
  content: ["outgoing", "internal"],
};

export interface FakeRecords {
  readonly all: ReadonlyMap<string, FakeRecord>;
  /** Refuses what real ones refuse: an unknown parent (3), one of the wrong class (5), a cancelled one (6), a full one (4), large content (10). */
  add(given: Pick<FakeRecord, "class" | "parent" | "title" | "subject" | "by" | "content">): FakeRecord;
  /** Throws a refusal 3 or 5. */
  get(id: string, ...classes: readonly RecordClass[]): FakeRecord;
  childrenOf(id: string): FakeRecord[];
  nameOf(record: FakeRecord): string;
}

export const subjectArea = "COO.9162.1.1000";

/** The simulated installation with one entry of the file plan and nothing under it. Any name is taken twice, as in the real one. */
export function fakeRecords(limits: FakeLimits): FakeRecords {
  const all = new Map<string, FakeRecord>();
  const childrenOf = (id: string) => [...all.values()].filter(({ parent }) => parent === id);

  function get(id: string, ...classes: readonly RecordClass[]): FakeRecord {
    const found = all.get(id);
    if (!found) throw new DmsRefusal(3, `Unter der Adresse ${id} gibt es nichts.`);
    if (classes.length > 0 && !classes.includes(found.class)) throw new DmsRefusal(5, "Das Objekt hat eine andere Klasse.");
    return found;
  }

  function place(id: string, kind: RecordClass): FakeRecord {
    const parent = get(id, ...parents[kind]);
    if (parent.cancelled) throw new DmsRefusal(6, "Das übergeordnete Objekt ist storniert.");
    if (childrenOf(id).length >= limits.maxChildren) throw new DmsRefusal(4, "Das übergeordnete Objekt ist voll.");
    return parent;
  }

  function add(given: Pick<FakeRecord, "class" | "parent" | "title" | "subject" | "by" | "content">): FakeRecord {
    const parent = given.parent === null ? undefined : place(given.parent, given.class);
    if ((given.content?.bytes.byteLength ?? 0) > limits.maxContentBytes) throw new DmsRefusal(10, "Die Datei ist zu groß.");
    const id = `COO.9162.1.${1_000 + all.size}`;
    const number = parent ? `${parent.number}.${childrenOf(parent.id).length + 1}` : String(all.size);
    const record = { ...given, id, number, cancelled: false, businessData: new Map<string, string>(), created: new Date().toISOString() };
    all.set(id, record);
    return record;
  }

  all.set(subjectArea, {
    ...{ id: subjectArea, class: "subjectArea", parent: null, number: "0241", title: "Rat und Ausschüsse", subject: "", by: "" },
    ...{ cancelled: false, businessData: new Map(), created: new Date().toISOString() },
  });
  const nameOf = ({ class: kind, number, title, content }: FakeRecord) => {
    if (kind === "content") return `${title}${content?.extension ? `.${content.extension}` : ""}`;
    return limits.namesHoldTitles ? `${number} ${title}` : number;
  };
  return { all, add, get, childrenOf, nameOf };
}
