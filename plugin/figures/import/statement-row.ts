import type { KimRow } from "../../ports/kim.ts";
import type { StatementDraft } from "../../store/statements.ts";
import { topics } from "../topics.ts";
import { canonical } from "./canonical.ts";
import { type Cells, cellsOf, optionalUrl, requiredText, yes } from "./cells.ts";
import type { Header } from "./header.ts";
import { type ImportTown, readArea } from "./place.ts";
import { readDay } from "./reference.ts";
import type { Read } from "./row.ts";

/** One row of the statement form as a statement, or everything that is wrong with it. */
export function readStatementRow(row: KimRow, header: Header, { town, today }: { town: ImportTown; today: string }): Read<StatementDraft> {
  const cells = cellsOf(row, header);
  const area = readArea(cells, town);
  const topic = readTopic(cells);
  const asOf = readDay(cells, "Stand", today);
  const validUntil = readValidUntil(cells, asOf);
  requiredText(cells, "Text", 2_000);
  const source = requiredText(cells, "Quelle", 300);
  const sourceUrl = optionalUrl(cells, "Quelle-URL");
  const office = requiredText(cells, "Dienststelle", 200);
  const approvedBy = requiredText(cells, "Freigegeben von", 200);
  const example = yes(cells, "Beispiel");
  if (!area || !topic || !asOf || cells.findings.length > 0) return { findings: cells.findings };
  const optional = { ...(validUntil ? { validUntil } : {}), ...(sourceUrl ? { sourceUrl } : {}) };
  return { draft: { town: town.key, topic, text: cells.lines("Text"), asOf, source, office, approvedBy, example, ...optional } };
}

/** A topic by its code (`T22`) or by its label. */
function readTopic(cells: Cells): string | undefined {
  const named = canonical(cells.text("Thema"));
  const topic = topics.find(({ id, label }) => canonical(id) === named || canonical(label) === named);
  if (!topic) cells.refuse("Thema", "import.topic", { first: topics[0]?.id ?? "", last: topics.at(-1)?.id ?? "" });
  return topic?.id;
}

function readValidUntil(cells: Cells, asOf: string | undefined): string | undefined {
  const column = "Gültig bis";
  if (cells.text(column) === "") return undefined;
  const day = readDay(cells, column, "9999");
  if (day && asOf && day < asOf) cells.refuse(column, "import.valid-until");
  return day;
}
