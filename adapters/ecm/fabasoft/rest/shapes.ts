import { z } from "zod";
import { joinName } from "../split-name.ts";

/** Lists and texts that are empty come as null or not at all. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const id = z.string().min(1);
const object = z.object({ objaddress: id, objname: text }).transform(({ objaddress, objname }) => ({ id: objaddress, name: objname }));
const objects = z
  .array(object)
  .nullish()
  .transform((value) => value ?? []);

export const listSchema = z.object({ giobjecttype: objects }).transform(({ giobjecttype }) => giobjecttype);
export const titleSchema = z.object({ objname: id, shortname: text }).transform(({ shortname }) => shortname);
export const madeSchema = z.object({ objid: id }).transform(({ objid }) => objid);
export const madeDocumentSchema = z
  .object({ objid: id, giobjecttype: objects })
  .transform(({ objid, giobjecttype }) => ({ id: objid, contents: giobjecttype }));

const metadata = z
  .object({ objaddress: id, filename: text, fileextension: text })
  .transform(({ objaddress, filename, fileextension }) => ({ id: objaddress, name: joinName(filename, fileextension) }));

/** The field objname proves that this is the document and not a page of something else. */
export const documentSchema = z
  .object({ objname: id, filesubj: text, gimetadatatype: z.array(metadata).nullish() })
  .transform(({ filesubj, gimetadatatype }) => ({ subject: filesubj, contents: gimetadatatype ?? [] }));
