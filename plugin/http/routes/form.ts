/** A form sends nothing, one value or several for the same name. */
export function listOf(value: unknown): string[] {
  if (value === undefined || value === "") return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** The uploaded file of that field, which may be empty; null if none was chosen. The validator has put it into memory, at most 30 MB. */
export function uploaded(request: { files?: unknown }, field: string): { name: string; bytes: Uint8Array } | null {
  const files = (request.files ?? []) as { fieldname: string; originalname: string; buffer: Buffer }[];
  const file = files.find(({ fieldname }) => fieldname === field);
  // Browsers send the name as UTF-8, the multipart reader takes it for Latin-1.
  return file && file.originalname !== "" ? { name: Buffer.from(file.originalname, "latin1").toString("utf8"), bytes: file.buffer } : null;
}
