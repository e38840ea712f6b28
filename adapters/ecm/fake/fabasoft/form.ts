import { findDelimiters } from "../../../shared/multipart/delimiters.ts";
import { readHeaders } from "../../../shared/multipart/headers.ts";
import { mediaType } from "../../../shared/multipart/media-type.ts";

interface FormPart {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** The parts of a multipart/form-data message (RFC 7578). Rejects with a MultipartError. */
export async function readForm(contentType: string, body: Buffer): Promise<FormPart[]> {
  const { boundary = "" } = mediaType(contentType).parameters;
  const delimiters = await findDelimiters(body, boundary, 16);
  return delimiters.slice(0, -1).map(({ after }, index) => {
    const raw = body.subarray(after, delimiters[index + 1]?.before);
    const { headers, contentAt } = readHeaders(raw);
    // Header lines were read byte by byte; names in them are UTF-8.
    const { name = "", filename } = mediaType(Buffer.from(headers["content-disposition"] ?? "", "latin1").toString("utf8")).parameters;
    return { name, fileName: filename, mediaType: headers["content-type"] ?? "text/plain", bytes: raw.subarray(contentAt) };
  });
}
