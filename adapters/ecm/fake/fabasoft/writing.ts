import type { Given, Operation, Outcome } from "./operation.ts";
import type { FakeRecord, FakeRecords, RecordClass } from "./records.ts";
import { DmsRefusal } from "./status.ts";
import type { FakeDmsState } from "./world.ts";

export const createFile: Operation = (given, state) => made(state, create(given, state, "file", given.text.apentry ?? ""));

export const createProcedure: Operation = (given, state) => {
  const kinds = ["Elektronisch", "Papier", "Hybrid"];
  if (given.text.filetype && !kinds.includes(given.text.filetype)) throw new DmsRefusal(9, "Diese Art von Vorgang gibt es nicht.");
  return made(state, create(given, state, "procedure", given.text.referrednumber ?? ""));
};

/** Without a procedure the document lands on a desk, and the status is 0 all the same. */
export const createDocument =
  (kind: "outgoing" | "internal"): Operation =>
  (given, state) => {
    refuseLarge(given, state);
    const document = create(given, state, kind, given.text.referrednumber || null);
    return made(state, document, addFiles(given, state, document));
  };

/** Adds content and changes what is said; replaces nothing. */
export const updateDocument =
  (kind: "outgoing" | "internal"): Operation =>
  (given, state) => {
    const document = state.store().get(given.text.objaddress ?? "", kind);
    if (document.cancelled) throw new DmsRefusal(6, "Das Dokument ist storniert.");
    refuseLarge(given, state);
    addFiles(given, state, document);
    if (given.text.shortname !== undefined) document.title = given.text.shortname;
    if (given.text.filesubj !== undefined) document.subject = given.text.filesubj;
    return made(state, document, state.store().childrenOf(document.id));
  };

export const cancel: Operation = ({ text }, { store }) => {
  const record = store().get(text.objaddress ?? "", "file", "procedure", "outgoing", "internal", "content");
  if (record.cancelled) throw new DmsRefusal(6, "Das Objekt ist bereits storniert.");
  record.cancelled = true;
  return {};
};

export const updateBusinessData: Operation = ({ text }, { store, world }) => {
  const record = store().get(text.objaddress ?? "");
  if (text.reference !== world.businessDatum) throw new DmsRefusal(15, "Das Fachdatum gibt es nicht.");
  record.businessData.set(text.reference, text.value ?? "");
  return {};
};

function create({ text }: Given, { store }: FakeDmsState, kind: RecordClass, parent: string | null): FakeRecord {
  return store().add({ class: kind, parent, title: text.shortname ?? "", subject: text.filesubj ?? "", by: text.userlogin ?? "" });
}

function addFiles({ text, files }: Given, { store }: FakeDmsState, document: FakeRecord): FakeRecord[] {
  return files.map(({ name, extension, bytes }) =>
    store().add({
      class: "content",
      parent: document.id,
      title: name,
      subject: "",
      by: text.userlogin ?? "",
      content: { extension, bytes },
    }),
  );
}

/** Before anything is made, so that a refusal leaves nothing behind. */
function refuseLarge({ files }: Given, { world }: FakeDmsState): void {
  if (files.some(({ bytes }) => bytes.byteLength > world.limits.maxContentBytes)) throw new DmsRefusal(10, "Die Datei ist zu groß.");
}

function made({ store }: FakeDmsState, record: FakeRecord, contents: readonly FakeRecord[] = []): Outcome {
  const name = (of: FakeRecord, from: FakeRecords = store()) => from.nameOf(of);
  const giobjecttype = contents.map((content) => ({ objname: name(content), objaddress: content.id }));
  return { text: { objid: record.id, objname: name(record) }, ...(contents.length > 0 && { giobjecttype }) };
}
