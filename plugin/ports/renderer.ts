import type { Health } from "./adapter.ts";

/** Turns a page into a tagged PDF. Optional at run time: without one, sheets are filed as HTML. */
export interface Renderer extends AsyncDisposable {
  /** `html` is complete and refers to nothing outside itself. A4, `lang=de`, tagged. */
  pdf(html: string): Promise<Uint8Array>;
  check(): Promise<Health>;
}
