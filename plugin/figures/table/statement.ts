import type { Statement } from "../figure.ts";
import { oldStatementText } from "../fresh.ts";
import { topics } from "../topics.ts";
import { webAddress } from "./wording.ts";

/** A statement as templates/public/sheet/statement.hbs prints it. */
export interface StatementView {
  readonly topic: string;
  readonly paragraphs: readonly string[];
  readonly asOf: string;
  readonly source: string;
  readonly url: string | null;
  readonly office: string;
  readonly validUntil: string | null;
  /** `veraltet: …`; null while it is fresh. */
  readonly old: string | null;
  readonly example: boolean;
}

/** The name of the person who approved a statement stays inside: the office answers to the public, not an employee. */
export function statementView(statement: Statement, day: string): StatementView {
  return {
    topic: topics.find(({ id }) => id === statement.topic)?.label ?? statement.topic,
    paragraphs: statement.text
      .split(/\n+/)
      .map((paragraph) => paragraph.trim())
      .filter(Boolean),
    ...{ asOf: statement.asOf, source: statement.source, url: webAddress(statement.sourceUrl), office: statement.office },
    validUntil: statement.validUntil ?? null,
    old: oldStatementText(statement, day),
    example: statement.example,
  };
}
