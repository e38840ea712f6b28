import type { FakeDmsState } from "./world.ts";

export interface GivenFile {
  readonly name: string;
  readonly extension: string;
  readonly bytes: Uint8Array;
}

/** What an operation is given, free of the wire: texts by their name in the description, and files. */
export interface Given {
  readonly text: Readonly<Record<string, string>>;
  readonly files: readonly GivenFile[];
}

type NamedObject = Readonly<Record<"objname" | "objaddress", string>>;

/** What an operation answers, free of the wire; `hint` = status 6 beside the answer. */
export interface Outcome {
  readonly hint?: boolean;
  readonly text?: Readonly<Record<string, string>>;
  readonly giobjecttype?: readonly NamedObject[];
  readonly gimetadatatype?: readonly Readonly<Record<"objaddress" | "filename" | "fileextension" | "contsize", string>>[];
  readonly file?: GivenFile;
}

/** Carries out one operation; a DmsRefusal is its refusal. */
export type Operation = (given: Given, state: FakeDmsState) => Outcome;
