/** A multipart message that cannot be read: `not-multipart`, `malformed`, `too-large`, `encoding`. Which part it is must not be guessed. */
export class MultipartError extends Error {
  readonly code: string;

  constructor(code: string, detail: string) {
    super(`${code}: ${detail}`);
    this.name = "MultipartError";
    this.code = code;
  }
}
