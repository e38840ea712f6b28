import { CmisFault } from "./fault.ts";
import { fakeTypes } from "./types.ts";

export interface FakeFolder {
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
  readonly type: string;
}

/** One version of a document, as it was filed or changed last. */
export interface FakeDocument {
  readonly id: string;
  /** Shared by all versions of a document. */
  readonly series: string;
  readonly isLatest: boolean;
  /** Another one after every change. */
  readonly changeToken: string;
  readonly parent: string;
  readonly name: string;
  readonly type: string;
  readonly secondaryTypes: readonly string[];
  /** Path with its own name: `/Köln/Antwort.pdf`. */
  readonly path: string;
  readonly mediaType: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Values by property id, without those the repository sets itself. */
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly version: string;
  readonly created: string;
  readonly by: string;
}

interface WorkingCopy {
  readonly series: string;
  readonly by: string;
}

/** What the simulated repository holds, in memory. */
export interface FakeObjects {
  readonly folders: Map<string, FakeFolder>;
  /** All versions, in the order of filing. */
  readonly documents: Map<string, FakeDocument>;
  /** Working copies by their id. */
  readonly checkedOut: Map<string, WorkingCopy>;
  readonly root: FakeFolder;
  addFolder(folder: Omit<FakeFolder, "id" | "parent"> & { parent: string }): FakeFolder;
  addDocument(document: Omit<FakeDocument, "id" | "series" | "isLatest" | "changeToken" | "path" | "version" | "created">): FakeDocument;
  nextId(): string;
  pathOf(folderId: string): string;
  /** Folders first, each in the order of their making; of documents the latest version. */
  childrenOf(folderId: string): (FakeFolder | FakeDocument)[];
}

export function fakeObjects(): FakeObjects {
  const root: FakeFolder = { id: "100", parent: null, name: "", type: "cmis:folder" };
  const folders = new Map([[root.id, root]]);
  const documents = new Map<string, FakeDocument>();
  const checkedOut = new Map<string, WorkingCopy>();
  let made = 0;
  function nextId(): string {
    made += 1;
    return String(100 + made);
  }

  function pathOf(folderId: string): string {
    const folder = folders.get(folderId);
    if (!folder?.parent) return "";
    return `${pathOf(folder.parent)}/${folder.name}`;
  }
  const childrenOf = (folderId: string) => [
    ...[...folders.values()].filter(({ parent }) => parent === folderId),
    ...[...documents.values()].filter(({ parent, isLatest }) => isLatest && parent === folderId),
  ];
  function refuseName(parent: string, name: string): void {
    if (!folders.has(parent)) throw new CmisFault("objectNotFound", `Folder ${parent} does not exist.`);
    if (/[/\\:"*?<>|]/.test(name) || name === "") throw new CmisFault("invalidArgument", "The name holds characters that are not allowed.");
    if (/[. ]$/.test(name) || Buffer.byteLength(name) > 255)
      throw new CmisFault("constraint", "The name is too long or ends in a dot or blank.");
    if (childrenOf(parent).some((other) => other.name === name)) throw new CmisFault("nameConstraintViolation", "The name is taken.");
  }

  return {
    ...{ root, folders, documents, checkedOut, pathOf, childrenOf, nextId },
    addFolder(given) {
      refuseName(given.parent, given.name);
      if (fakeTypes.get(given.type)?.base !== "cmis:folder") throw new CmisFault("constraint", "The type is not one of folders.");
      const folder = { ...given, id: nextId() };
      folders.set(folder.id, folder);
      return folder;
    },
    addDocument(given) {
      refuseName(given.parent, given.name);
      const id = nextId();
      const path = `${pathOf(given.parent)}/${given.name}`;
      const version = fakeTypes.get(given.type)?.versionable ? "1.0" : "";
      const document = { ...given, id, series: id, isLatest: true, changeToken: id, path, version, created: new Date().toISOString() };
      documents.set(document.id, document);
      return document;
    },
  };
}
