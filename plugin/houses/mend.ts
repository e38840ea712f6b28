import { ZodError } from "zod";
import { TemplateError } from "../inquiry/draft/inspect.ts";
import { MarkupError } from "../inquiry/draft/markup.ts";
import { say } from "../messages.ts";
import { LetterheadError } from "./letterhead.ts";

/** Where a file of a house is wrong, and what to do, in German: for whoever edits it, not for a programmer. */
export function mendOf(error: unknown): { field: string; mend: string } {
  if (error instanceof TemplateError) {
    const { line = "?", field } = error.values;
    return { field: say(field ? "house.at-field" : "house.at-line", { line, field: field ?? "" }), mend: say(error.code, error.values) };
  }
  if (error instanceof LetterheadError) return { field: error.values.field ?? "", mend: say(error.code, error.values) };
  if (error instanceof MarkupError) return { field: "–", mend: say("house.markup", { detail: error.message }) };
  if (error instanceof ZodError) {
    const [issue] = error.issues;
    return { field: issue?.path.join(".") || "–", mend: issue?.message ?? "" };
  }
  if (error instanceof SyntaxError) return { field: "–", mend: say("house.no-json", { detail: error.message }) };
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return { field: "–", mend: say("house.file-missing") };
  return { field: "–", mend: (error as Error).message };
}
