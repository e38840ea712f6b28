import type { Problem } from "../../../openapi/generated/plugin.ts";
import { say } from "../../messages.ts";
import { Refusal } from "../../refusal.ts";

/** What is wrong with one field, as a German sentence. */
export interface Mistake {
  readonly field: string;
  readonly sentence: string;
}

interface Violation {
  readonly path: string;
  readonly message: string;
  readonly errorCode?: string;
}

const known = ["required", "pattern", "minLength", "maxLength", "format", "enum"] as const;

/** The fields that a refusal is about: those the description of the operation names, or the one that the refusal names. */
export function mistakesOf(error: unknown, { title }: Problem): Mistake[] {
  if (error instanceof Refusal) return error.field ? [{ field: error.field, sentence: title }] : [];
  const { errors = [] } = Object(error) as { errors?: readonly Violation[] };
  const found = errors.flatMap((one): Mistake[] => {
    const field = /^\/body\/([\w-]+)/.exec(one.path)?.[1];
    return field ? [{ field, sentence: sentenceOf(one) }] : [];
  });
  return [...new Map(found.map((one) => [one.field, one])).values()];
}

function sentenceOf({ errorCode = "", message }: Violation): string {
  const rule = known.find((one) => errorCode.startsWith(`${one}.`));
  if (rule === "maxLength") return say("form.maxLength", { count: /\d+/.exec(message)?.[0] ?? "?" });
  return say(`form.${rule ?? "wrong"}`);
}
