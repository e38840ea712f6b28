/** What the server says to one request, before any mishap. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** UTF-8 if absent. */
  readonly encoding?: "latin1";
}

const jsonType = "application/json; charset=utf-8";
export const htmlType = "text/html; charset=utf-8";
const textType = "text/plain; charset=utf-8";

/** JSON that anybody may read from anywhere (specification 2-06). */
export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { "content-type": jsonType, "access-control-allow-origin": "*" },
  body: JSON.stringify(value),
});

export const text = (body: string, status = 200): Answer => ({ status, headers: { "content-type": textType }, body });
