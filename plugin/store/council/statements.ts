import { CompiledQuery, type Transaction } from "kysely";
import type { OParlType } from "../../ports/ris.ts";
import type { Tables } from "../tables.ts";

/** A transaction on the tables of council. Their names are known at run time only; all twelve have the columns of `OParlRow`. */
export type Council = Transaction<Tables>;

/** The one place where a type's name becomes a table for Kysely's types: the common columns, under the name of one that has no others. */
export function tableOf(type: OParlType): "Location" {
  return type as "Location";
}

const sizes = [64, 16, 4, 1] as const;

/** Cuts work into pieces of few sizes, so that few statements have to be made. */
export function* pieces<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; ) {
    const size = sizes.find((each) => each <= items.length - at) ?? 1;
    yield items.slice(at, at + size);
    at += size;
  }
}

/** Keeps statements that were built once and are run again with other parameters: building one costs more than running it. */
export function statements(): (
  name: string,
  build: () => { compile(): CompiledQuery<unknown> },
  parameters: readonly unknown[],
) => CompiledQuery<unknown> {
  const kept = new Map<string, string>();
  return (name, build, parameters) => {
    const key = `${name} ${parameters.length}`;
    const sql = kept.get(key) ?? build().compile().sql;
    kept.set(key, sql);
    return CompiledQuery.raw(sql, [...parameters]);
  };
}
