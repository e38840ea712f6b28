import { findDelimiters } from "../../../shared/multipart/delimiters.ts";
import { readHeaders } from "../../../shared/multipart/headers.ts";
import { mediaType } from "../../../shared/multipart/media-type.ts";
import { CmisFault } from "../fault.ts";
import type { Content } from "../filing.ts";
import { definition } from "../properties.ts";

export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly content: Content | undefined;
}

/**
 * A multipart/form-data request as OpenCMIS reads it: ISO-8859-1, unless the first control is `_charset_` and says otherwise. The file name of
 * the content is read as ISO-8859-1 whatever that says.
 */
export async function readForm(contentType: string, body: Buffer): Promise<Form> {
  const { type, parameters } = mediaType(contentType);
  if (type !== "multipart/form-data" || !parameters.boundary) throw new CmisFault("invalidArgument", "Not a form.");
  const delimiters = await findDelimiters(body, parameters.boundary, 200);
  const fields = new Map<string, string>();
  let content: Content | undefined;
  let encoding: BufferEncoding = "latin1";
  for (const [index, { after, closing }] of delimiters.entries()) {
    const next = delimiters[index + 1];
    if (closing || !next) continue;
    const part = body.subarray(after, Math.max(after, next.before));
    const { headers, contentAt } = readHeaders(part);
    const { name = "", filename } = mediaType(headers["content-disposition"] ?? "").parameters;
    const bytes = part.subarray(contentAt);
    if (index === 0 && name === "_charset_" && bytes.toString("latin1").toLowerCase() === "utf-8") encoding = "utf8";
    if (filename === undefined) fields.set(name, bytes.toString(encoding));
    else content = { fileName: filename, mediaType: headers["content-type"] ?? "application/octet-stream", bytes };
  }
  return { fields, content };
}

/** `propertyId[n]` with `propertyValue[n]` or `propertyValue[n][m]`; dates come as milliseconds. */
export function formProperties({ fields }: Form): Map<string, string[]> {
  const properties = new Map<string, string[]>();
  for (let index = 0; fields.has(`propertyId[${index}]`); index += 1) {
    const id = fields.get(`propertyId[${index}]`) ?? "";
    const single = fields.get(`propertyValue[${index}]`);
    const values = single === undefined ? [] : [single];
    for (let place = 0; fields.has(`propertyValue[${index}][${place}]`); place += 1)
      values.push(fields.get(`propertyValue[${index}][${place}]`) ?? "");
    const isDate = definition(id)?.type === "dateTime";
    properties.set(id, isDate ? values.map((value) => (/^-?\d+$/.test(value) ? new Date(Number(value)).toISOString() : value)) : values);
  }
  return properties;
}
