import type { Operation, Outcome } from "./operation.ts";
import type { FakeRecord, FakeRecords, RecordClass } from "./records.ts";
import { DmsRefusal } from "./status.ts";

/** Object classes that can be searched, by the names that the interface has for them. */
const searchable: Readonly<Record<string, readonly RecordClass[]>> = {
  "COOELAK@1.1001:SubjectArea": ["subjectArea"],
  "DEPRECONFIG@15.1001:SubjectAreaFile": ["file"],
  "DEPRECONFIG@15.1001:Procedure": ["procedure"],
  "COOELAK@1.1001:Outgoing": ["outgoing"],
  "COOELAK@1.1001:SubFileDocument": ["outgoing", "internal"],
};
const mostHits = 1_000;

const named = (store: FakeRecords, records: readonly FakeRecord[]) =>
  records.map((record) => ({ objname: store.nameOf(record), objaddress: record.id }));

export const search: Operation = ({ text }, { store, world }) => {
  const classes = searchable[text.objclass ?? ""];
  if (!classes) throw new DmsRefusal(9, "Die Objektklasse ist nicht bekannt.");
  if (text.reference && text.reference !== world.businessDatum) throw new DmsRefusal(15, "Das Fachdatum gibt es nicht.");
  const pattern = new RegExp(
    `^${(text.searchstring ?? "")
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
    "is",
  );
  const fits = ({ businessData }: FakeRecord) =>
    world.index === "deaf" || !text.reference || businessData.get(text.reference) === (text.value ?? "");
  const hits = [...store().all.values()].filter(
    (record) => classes.includes(record.class) && pattern.test(store().nameOf(record)) && fits(record),
  );
  return { giobjecttype: named(store(), world.index === "lagging" ? [] : hits.slice(0, mostHits)) };
};

export const list =
  (of: RecordClass): Operation =>
  ({ text }, { store }) => {
    const parent = store().get(text.objaddress ?? "", of);
    return { hint: parent.cancelled, giobjecttype: named(store(), store().childrenOf(parent.id)) };
  };

export const read =
  (kind: RecordClass): Operation =>
  ({ text }, { store }) => {
    const record = store().get(text.objaddress ?? "", kind);
    const children = store().childrenOf(record.id);
    const isDocument = kind === "outgoing" || kind === "internal";
    const held: Outcome = isDocument ? { gimetadatatype: children.map(metadataOf) } : { giobjecttype: named(store(), children) };
    const above = kind === "file" ? "apentry" : "referrednumber";
    const facts = { objname: store().nameOf(record), shortname: record.title, filesubj: record.subject, [above]: record.parent ?? "" };
    return { hint: record.cancelled, text: facts, ...held };
  };

export const readContent: Operation = ({ text }, { store }) => {
  const { title, parent, content } = store().get(text.objaddress ?? "", "content");
  const { extension = "", bytes = new Uint8Array(0) } = content ?? {};
  const hint = store().get(parent ?? "").cancelled;
  return { hint, text: { referrednumber: parent ?? "" }, file: { name: title, extension, bytes } };
};

function metadataOf({ id, title, content }: FakeRecord) {
  return { objaddress: id, filename: title, fileextension: content?.extension ?? "", contsize: String(content?.bytes.byteLength ?? 0) };
}
