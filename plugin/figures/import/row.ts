import type { Finding } from "../../ports/kim.ts";

/** A row that may be taken, or what is wrong with it: at least one finding. */
export type Read<Draft> = { readonly draft: Draft } | { readonly findings: readonly Finding[] };
