import type { Principal } from "../../../../plugin/ports/errors.ts";
import type { Outbound } from "../../../shared/http.ts";
import type { Dms } from "../dms.ts";
import { hasCode } from "../failures.ts";
import type { FabasoftSettings } from "../settings.ts";
import { readContent } from "./content.ts";
import { writeForm } from "./form.ts";
import { connect, noContent, type Session } from "./session.ts";
import { documentSchema, listSchema, madeDocumentSchema, madeSchema, titleSchema } from "./shapes.ts";

/** The file travels in the form, not in the body that openapi-fetch would write. */
const inForm = { bodySerializer: () => "" } as const;

/** The DMS by the REST façade in front of it (openapi/upstream/eakte.yaml). Operations are named as the web service names them. */
export function restDms(settings: FabasoftSettings, http: Outbound): (onBehalfOf: Principal) => Dms {
  const session = connect(settings, http);
  return (onBehalfOf) => {
    const one = session(onBehalfOf);
    return { ...reading(one), ...making(one, settings), ...changing(one) };
  };
}

const lists = {
  subjectArea: ["ReadSubjectAreaGIObjects", "/subjectAreas/{objaddress}"],
  file: ["ReadSubjectAreaFileGIObjects", "/subjectAreaFileObjects/{objaddress}"],
  procedure: ["ReadProcedureGIObjects", "/procedureObjects/{objaddress}"],
} as const;
const titles = { file: ["ReadFileGI", "/files/{objaddress}"], procedure: ["ReadProcedureGI", "/procedures/{objaddress}"] } as const;

function reading({ ask }: Session): Pick<Dms, "search" | "children" | "title" | "document" | "content"> {
  return {
    search: ({ objectClass, reference, value }) =>
      ask({
        ...{ operation: "SearchObjNameGI", schema: listSchema },
        call: (client, { header, fetch }) => {
          const body = { searchstring: "*", objclass: objectClass, reference, value };
          return client.POST("/searchObjNames/search", { params: { header }, body, fetch });
        },
      }),
    children(of, objaddress) {
      const [operation, path] = lists[of];
      return ask({
        ...{ operation, schema: listSchema },
        call: (client, { header, fetch }) => client.GET(path, { params: { header, path: { objaddress } }, fetch }),
      });
    },
    title(kind, objaddress) {
      const [operation, path] = titles[kind];
      return ask({
        ...{ operation, schema: titleSchema, ofObject: true },
        call: (client, { header, fetch }) => client.GET(path, { params: { header, path: { objaddress } }, fetch }),
      });
    },
    async document(objaddress) {
      const read = await ask({
        ...{ operation: "ReadOutgoingGI", schema: documentSchema, ofObject: true },
        call: (client, { header, fetch }) => client.GET("/outgoings/{objaddress}", { params: { header, path: { objaddress } }, fetch }),
      });
      return { id: objaddress, ...read };
    },
    content: (id) => readContent({ ask }, id),
  };
}

function making({ ask }: Session, { accessDefinition }: FabasoftSettings): Pick<Dms, "createFile" | "createProcedure" | "createDocument"> {
  const access = accessDefinition === undefined ? {} : { accdef: accessDefinition };
  return {
    createFile: ({ subjectArea, title }) =>
      ask({
        ...{ operation: "CreateFileGI", schema: madeSchema },
        call: (client, { header, fetch }) =>
          client.POST("/files", { params: { header }, body: { apentry: subjectArea, shortname: title, ...access }, fetch }),
      }),
    createProcedure: ({ file, title }) =>
      ask({
        ...{ operation: "CreateProcedureGI", schema: madeSchema },
        call: (client, { header, fetch }) => {
          const body = { referrednumber: file, shortname: title, filetype: "Elektronisch", ...access };
          return client.POST("/procedures", { params: { header }, body, fetch });
        },
      }),
    createDocument({ procedure, title, subject, attachment }) {
      const params = { referrednumber: procedure, shortname: title, filesubj: subject, ...access };
      return ask({
        ...{ operation: "CreateOutgoingGI", schema: madeDocumentSchema, safe: false, form: writeForm(params, attachment) },
        call: (client, { header, fetch }) =>
          client.POST("/outgoings", { params: { header }, body: { params, giattachmenttype: [] }, ...inForm, fetch }),
      });
    },
  };
}

function changing({ ask }: Session): Pick<Dms, "addContent" | "cancel" | "mark"> {
  return {
    async addContent({ document, title, subject, attachment }) {
      const params = { shortname: title, filesubj: subject };
      const path = { objaddress: document };
      await ask({
        ...{ operation: "UpdateOutgoingGI", schema: madeSchema, safe: false, ofObject: true, form: writeForm(params, attachment) },
        call: (client, { header, fetch }) =>
          client.PUT("/outgoings/{objaddress}", { params: { header, path }, body: { params, giattachmenttype: [] }, ...inForm, fetch }),
      });
    },
    async cancel(objaddress) {
      await ask({
        ...{ operation: "CancelObjectGI", schema: noContent, ofObject: true },
        call: (client, { header, fetch }) => client.PUT("/cancelObjects/{objaddress}", { params: { header, path: { objaddress } }, fetch }),
      }).catch(unlessCancelled);
    },
    async mark(objaddress, reference, value) {
      await ask({
        ...{ operation: "UpdateBusinessDataValueGI", schema: noContent, ofObject: true },
        call: (client, { header, fetch }) =>
          client.PUT("/businessDataValue/{objaddress}", { params: { header, path: { objaddress } }, body: { reference, value }, fetch }),
      });
    },
  };
}

/** It is cancelled already, which is all that was wanted. */
function unlessCancelled(error: unknown): void {
  if (!hasCode(error, "fabasoft-cancelled")) throw error;
}
