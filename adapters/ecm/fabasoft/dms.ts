export const system = "ecm/fabasoft";

/** An object as lists name it. How the DMS makes up `name` (number, title) is its own affair: it only contains the title. */
export interface Listed {
  readonly id: string;
  readonly name: string;
}

/** A Schriftstück: one file of a document. */
interface Content {
  readonly id: string;
  /** File name with its extension. */
  readonly name: string;
}

/** A document with what it says of itself. */
export interface DocumentView {
  readonly id: string;
  /** The Betreff, several lines; ours is written and read by note.ts. */
  readonly subject: string;
  readonly contents: readonly Content[];
}

export interface Attachment {
  /** File name with its extension, as permittedName makes it. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

interface Written {
  readonly title: string;
  readonly subject: string;
  readonly attachment: Attachment;
}

/**
 * The operations of the DMS that the driver needs, the same on both wires, seen by one acting person (facts: ecm.md §1). All throw an
 * UpstreamError: the status codes of the specification through status.ts; an address that is none is `ecm-not-found` where the object
 * itself was asked for and `fabasoft-address` where it came from the settings.
 */
export interface Dms {
  /** By the value of a business datum; at most a thousand, and nothing may be concluded from a full thousand. */
  search(query: { objectClass: string; reference: string; value: string }): Promise<readonly Listed[]>;
  /** Files of a subject area, procedures of a file, documents of a procedure; at most a thousand by the rules of the DMS. */
  children(of: "subjectArea" | "file" | "procedure", id: string): Promise<readonly Listed[]>;
  /** The title of a file or procedure, as it was given. */
  title(kind: "file" | "procedure", id: string): Promise<string>;
  document(id: string): Promise<DocumentView>;
  createFile(given: { subjectArea: string; title: string }): Promise<string>;
  createProcedure(given: { file: string; title: string }): Promise<string>;
  /** Not to be repeated blindly: the DMS has no key against doubles and takes any name twice. */
  createDocument(given: Written & { procedure: string }): Promise<{ id: string; contents: readonly Listed[] }>;
  /** Adds a Schriftstück to a document and changes its title and Betreff, in one call. Earlier ones stay. */
  addContent(given: Written & { document: string }): Promise<void>;
  content(id: string): Promise<Uint8Array>;
  /** Harmless when it is cancelled already. */
  cancel(id: string): Promise<void>;
  /** Sets a business datum of an object; harmless when it has that value already. */
  mark(id: string, reference: string, value: string): Promise<void>;
}
