import { z } from "zod";
import { UpstreamError } from "../../../../plugin/ports/errors.ts";
import { decodeBase64 } from "../../../shared/multipart/base64.ts";
import { system } from "../dms.ts";
import type { Session } from "./session.ts";

/** Empty content is an empty text; none at all is an answer that says nothing. */
const schema = z.object({ giattachmenttype: z.object({ fileContent: z.string().nullable() }) });

/** The bytes of a Schriftstück, base64 in JSON. */
export async function readContent({ ask }: Session, objaddress: string): Promise<Uint8Array> {
  const operation = "ReadContentObjectGI";
  const { giattachmenttype } = await ask({
    ...{ operation, schema, ofObject: true },
    call: (client, { header, fetch }) => client.GET("/contentObjects/{objaddress}", { params: { header, path: { objaddress } }, fetch }),
  });
  return decodeBase64(Buffer.from(giattachmenttype.fileContent ?? "", "latin1")).catch(() => {
    throw new UpstreamError({ system, operation, kind: "transient", code: "ecm-incomplete-reply", detail: "fileContent" });
  });
}
