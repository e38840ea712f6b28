/**
 * What a person asked for cannot be done; `code` is the key of the German sentence, `status` the HTTP status it maps to, `field`
 * the field of the form that it is about, `link` the page of what is in the way.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly status: number;
  readonly field: string | null;
  readonly link: string | null;

  constructor(
    code: string,
    options: { values?: Readonly<Record<string, string | number>>; status?: number; field?: string; link?: string } = {},
  ) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.values = options.values ?? {};
    this.status = options.status ?? 409;
    this.field = options.field ?? null;
    this.link = options.link ?? null;
  }
}
