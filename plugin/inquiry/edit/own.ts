import type { Statement } from "../../figures/figure.ts";
import { stand } from "../../figures/format.ts";
import { newId } from "../../ids.ts";
import { say } from "../../messages.ts";
import type { Source } from "../draft/document.ts";
import { isOwn, type Own } from "./manuscript.ts";

/** Has anything been entered that would make words a statement of this answer? */
export const hasOwn = (own: Own | undefined): own is Own =>
  own !== undefined && [own.source, own.office, own.asOf].some((part) => part.trim() !== "");

/** Is it the statement that was made of these particulars? */
export function isSame(source: Source, own: Own | undefined): boolean {
  if (!isOwn(source) || source.kind !== "statement" || !own) return false;
  return (["source", "office", "asOf"] as const).every((part) => source.statement[part] === own[part].trim());
}

/** Words of a person's own as a sourced statement of this answer; null while source or day are missing. */
export function ownSource(text: string, own: Own, { town, by }: { readonly town: string; readonly by: string }): Source | null {
  const { asOf } = own;
  const [source, office] = [own.source.trim(), own.office.trim()];
  if (source === "" || !isDay(asOf)) return null;
  const statement: Statement = { id: `own:${newId()}`, town, topic: "", text, asOf, source, office, approvedBy: by, example: false };
  const told = { label: say("edit.own-label"), source: [source, office].filter(Boolean).join("; ") };
  return { kind: "statement", id: statement.id, ...told, standing: stand({ kind: "date", date: asOf }), statement };
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text));
