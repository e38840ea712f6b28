import { UpstreamError } from "../../../plugin/ports/errors.ts";

/** The file as a whole cannot be read; the same file will fail again. `code` says what to do about it. */
export function failure(code: string, detail?: string): UpstreamError {
  const optional = detail === undefined ? {} : { detail };
  return new UpstreamError({ system: "kim/table", operation: "open", kind: "permanent", code: `import.${code}`, ...optional });
}
