import { CmisFault } from "./fault.ts";
import { fakeTypes } from "./types.ts";

export interface FakeFolder {
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
  readonly type: string;
}

/** A document as it was filed. */
export interface FakeDocument {
  readonly id: string;
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

/** What the simulated repository holds, in memory. */
export interface FakeObjects {
  readonly folders: Map<string, FakeFolder>;
  readonly documents: Map<string, FakeDocument>;
  readonly root: FakeFolder;
  addFolder(folder: Omit<FakeFolder, "id" | "parent"> & { parent: string }): FakeFolder;
  addDocument(document: Omit<FakeDocument, "id" | "path" | "version" | "created">): FakeDocument;
  pathOf(folderId: string): string;
  /** Folders first, each in the order of their making. */
  childrenOf(folderId: string): (FakeFolder | FakeDocument)[];
}

export function fakeObjects(): FakeObjects {
  const root: FakeFolder = { id: "100", parent: null, name: "", type: "cmis:folder" };
  const folders = new Map([[root.id, root]]);
  const documents = new Map<string, FakeDocument>();
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
  const childrenOf = (folderId: string) => [...folders.values(), ...documents.values()].filter(({ parent }) => parent === folderId);
  function refuseName(parent: string, name: string): void {
    if (!folders.has(parent)) throw new CmisFault("objectNotFound", `Folder ${parent} does not exist.`);
    if (/[/\\:"*?<>|]/.test(name) || name === "") throw new CmisFault("invalidArgument", "The name holds characters that are not allowed.");
    if (/[. ]$/.test(name) || Buffer.byteLength(name) > 255)
      throw new CmisFault("constraint", "The name is too long or ends in a dot or blank.");
    if (childrenOf(parent).some((other) => other.name === name)) throw new CmisFault("nameConstraintViolation", "The name is taken.");
  }

  return {
    ...{ root, folders, documents, pathOf, childrenOf },
    addFolder(given) {
      refuseName(given.parent, given.name);
      if (fakeTypes.get(given.type)?.base !== "cmis:folder") throw new CmisFault("constraint", "The type is not one of folders.");
      const folder = { ...given, id: nextId() };
      folders.set(folder.id, folder);
      return folder;
    },
    addDocument(given) {
      refuseName(given.parent, given.name);
      const path = `${pathOf(given.parent)}/${given.name}`;
      const document = {
        ...given,
        id: nextId(),
        path,
        version: fakeTypes.get(given.type)?.versionable ? "1.0" : "",
        created: new Date().toISOString(),
      };
      documents.set(document.id, document);
      return document;
    },
  };
}
