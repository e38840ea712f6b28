/** A media type with its parameters (RFC 2045 §5.1), names in lower case, quoted values unquoted. */
export interface MediaType {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Takes values of any characters without quotes as well, because servers send `boundary=uuid:…` so. Never throws. */
export function mediaType(header: string): MediaType {
  const end = header.indexOf(";");
  const parameters: Record<string, string> = Object.create(null);
  if (end >= 0) {
    for (const [, name = "", quoted, plain = ""] of header.slice(end).matchAll(parameter)) {
      parameters[name.toLowerCase()] ??= quoted === undefined ? plain.trim() : quoted.replace(/\\(.)/g, "$1");
    }
  }
  return {
    type: header
      .slice(0, end < 0 ? header.length : end)
      .trim()
      .toLowerCase(),
    parameters,
  };
}

const parameter = /\s*;\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/gy;
