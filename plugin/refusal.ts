/** What a person asked for cannot be done; `code` is the key of the German sentence, `status` the HTTP status it maps to. */
export class Refusal extends Error {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly status: number;

  constructor(code: string, options: { values?: Readonly<Record<string, string | number>>; status?: number } = {}) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.values = options.values ?? {};
    this.status = options.status ?? 409;
  }
}
