import { z } from "zod";
import type { Principal } from "../../../../plugin/ports/errors.ts";
import type { Outbound } from "../../../shared/http.ts";
import { contentId } from "../../../shared/multipart.ts";
import { scalar, text } from "../../../shared/soap/shapes.ts";
import { xopInclude } from "../../../shared/soap/values.ts";
import type { Attachment, Dms } from "../dms.ts";
import type { FabasoftSettings } from "../settings.ts";
import { splitName } from "../split-name.ts";
import { readContent } from "./content.ts";
import { connect, type Session } from "./session.ts";
import { metadataList, objectList } from "./shapes.ts";

const listSchema = z.looseObject({ giobjecttype: objectList });
const madeSchema = z.looseObject({ objid: text });
const madeDocumentSchema = z.looseObject({ objid: text, giobjecttype: objectList });
const titleSchema = z.looseObject({ objname: scalar, shortname: scalar.nullish() });
const documentSchema = z.looseObject({ objname: scalar, filesubj: scalar.nullish(), gimetadatatype: metadataList });
const nothing = z.looseObject({});

const lists = {
  subjectArea: "ReadSubjectAreaGIObjects",
  file: "ReadSubjectAreaFileGIObjects",
  procedure: "ReadProcedureGIObjects",
} as const;
const titles = { file: "ReadFileGI", procedure: "ReadProcedureGI" } as const;

/** The DMS by its web service LHMBAI_15_1700_GIWSD. */
export function soapDms(settings: FabasoftSettings, http: Outbound): (onBehalfOf: Principal) => Dms {
  const session = connect(settings, http);
  return (onBehalfOf) => {
    const one = session(onBehalfOf);
    return { ...reading(one, settings), ...writing(one, settings) };
  };
}

function reading({ ask }: Session, settings: FabasoftSettings): Pick<Dms, "search" | "children" | "title" | "document" | "content"> {
  const read = settings.document === "outgoing" ? "ReadOutgoingGI" : "ReadInternalGI";
  return {
    async search({ objectClass, reference, value }) {
      const parameters = { searchstring: "*", objclass: objectClass, reference, value };
      return (await ask({ operation: "SearchObjNameGI", parameters, schema: listSchema })).value.giobjecttype;
    },
    async children(of, id) {
      const parameters = { objaddress: id };
      return (await ask({ operation: lists[of], parameters, schema: listSchema, evenCancelled: true })).value.giobjecttype;
    },
    async title(kind, id) {
      const question = { parameters: { objaddress: id }, schema: titleSchema, ofObject: true };
      return (await ask({ operation: titles[kind], ...question })).value.shortname ?? "";
    },
    async document(id) {
      const question = { parameters: { objaddress: id }, schema: documentSchema, ofObject: true, evenCancelled: true };
      const { value } = await ask({ operation: read, ...question });
      return { id, subject: value.filesubj ?? "", contents: value.gimetadatatype };
    },
    content: (id) => readContent({ ask }, id),
  };
}

type Writing = "createFile" | "createProcedure" | "createDocument" | "addContent" | "cancel" | "mark";

function writing({ ask }: Session, settings: FabasoftSettings): Pick<Dms, Writing> {
  const kind = settings.document === "outgoing" ? "Outgoing" : "Internal";
  const accdef = settings.accessDefinition;
  return {
    async createFile({ subjectArea, title }) {
      const parameters = { apentry: subjectArea, shortname: title, accdef };
      return (await ask({ operation: "CreateFileGI", parameters, schema: madeSchema })).value.objid;
    },
    async createProcedure({ file, title }) {
      const parameters = { referrednumber: file, shortname: title, accdef, filetype: "Elektronisch" };
      return (await ask({ operation: "CreateProcedureGI", parameters, schema: madeSchema })).value.objid;
    },
    async createDocument({ procedure, title, subject, attachment }) {
      const { giattachmenttype, attachments } = attached(attachment);
      const parameters = { referrednumber: procedure, shortname: title, accdef, filesubj: subject, giattachmenttype };
      const question = { operation: `Create${kind}GI`, parameters, attachments, schema: madeDocumentSchema, safe: false };
      const { value } = await ask(question);
      return { id: value.objid, contents: value.giobjecttype };
    },
    async addContent({ document, title, subject, attachment }) {
      const { giattachmenttype, attachments } = attached(attachment);
      const parameters = { objaddress: document, shortname: title, filesubj: subject, giattachmenttype };
      const question = { operation: `Update${kind}GI`, parameters, attachments, schema: madeSchema };
      await ask({ ...question, safe: false, ofObject: true });
    },
    async cancel(id) {
      const question = { parameters: { objaddress: id }, schema: nothing, ofObject: true, evenCancelled: true };
      await ask({ operation: "CancelObjectGI", ...question });
    },
    async mark(id, reference, value) {
      const parameters = { objaddress: id, reference, value };
      await ask({ operation: "UpdateBusinessDataValueGI", parameters, schema: nothing, ofObject: true });
    },
  };
}

function attached({ name, mediaType, bytes }: Attachment) {
  const id = contentId();
  const { base, extension } = splitName(name);
  const one = {
    ...{ LHMBAI_15_1700_filename: base, LHMBAI_15_1700_fileextension: extension, LHMBAI_15_1700_filecontent: xopInclude(id) },
  };
  return { giattachmenttype: { LHMBAI_15_1700_GIAttachmentType: [one] }, attachments: [{ id, mediaType, bytes }] };
}
