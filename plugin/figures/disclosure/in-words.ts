import { say } from "../../messages.ts";
import type { Explained } from "./explain.ts";
import type { Proposal } from "./propose.ts";
import { labelsOf, sum, type Table } from "./table.ts";
import type { Reason, Term } from "./why.ts";

/** More numbers than that are added up to one, which says how many it is of. */
const most = 8;

/** The way to a recovered cell in German sentences that anybody can add up. */
export function pathOf({ table, place, reasons }: Explained): string[] {
  if (!reasons) return [say("disclosure.why.together")];
  const [low, high] = reasons;
  const isOne = low.terms.length > 0 && sentenceOf(table, low) === sentenceOf(table, high) && high.terms.every(({ exact }) => exact);
  if (isOne) return [say("disclosure.why.exact", { value: low.value, sum: sentenceOf(table, low) })];
  const printed = table.cells.flat()[place] ?? null;
  if (printed === low.value && high.terms.length + low.terms.length === 0) return [say("disclosure.why.printed", { value: printed })];
  return [low, high].map((reason) =>
    reason.terms.length === 0
      ? say(printed === null ? "disclosure.why.star" : `disclosure.why.rounded-${reason.bound}`, {
          value: reason.value,
          printed: printed ?? "*",
        })
      : say(`disclosure.why.${reason.bound}`, { value: reason.value, sum: sentenceOf(table, reason) }),
  );
}

/** What to do about it. */
export function adviceOf(proposal: Proposal): string {
  if (proposal.kind === "none") return say("disclosure.propose.coarser");
  if (proposal.kind === "hide") {
    const cells = proposal.cells.map(({ row, column }) => say("disclosure.propose.cell", { row, column }));
    return say("disclosure.propose.hide", { cells: cells.join("; ") });
  }
  const { axis, labels, proved } = proposal;
  return say(`disclosure.propose.join-${axis}${proved ? "" : "-anew"}`, { first: labels[0], second: labels[1] });
}

/** `15 (Summe) − 10 (a) − 3 (b)`, the numbers that are added first; each with the labels that tell it from the others. */
function sentenceOf(table: Table, { terms }: Reason): string {
  const named = terms.map((term) => ({ ...term, ...placeOf(table, term) }));
  const inOneRow = new Set(named.map(({ row }) => row)).size === 1;
  const inOneColumn = new Set(named.map(({ column }) => column)).size === 1;
  const label = ({ row, column }: { row: string; column: string }): string =>
    inOneRow ? column : inOneColumn ? row : row === sum && column === sum ? sum : `${row}/${column}`;
  const sorted = named.toSorted((a, b) => b.sign - a.sign || Number(b.exact) - Number(a.exact) || b.taken - a.taken);
  const shown = sorted.slice(0, most).map((term) => ({ sign: term.sign, text: `${term.taken} (${label(term)}${boundOf(table, term)})` }));
  const rest = sorted.slice(most);
  const value = rest.reduce((total, { sign, taken }) => total + sign * taken, 0);
  const others =
    rest.length === 0
      ? []
      : [{ sign: Math.sign(value), text: say("disclosure.why.others", { value: Math.abs(value), count: rest.length }) }];
  const where = inOneRow
    ? `${say("disclosure.why.row", { row: named[0]?.row ?? "" })} `
    : inOneColumn
      ? `${say("disclosure.why.column", { column: named[0]?.column ?? "" })} `
      : "";
  return `${where}${[...shown, ...others].map(({ sign, text }, index) => `${sign < 0 ? "− " : index > 0 ? "+ " : ""}${text}`).join(" ")}`;
}

function placeOf(table: Table, { cell }: Term): { row: string; column: string } {
  const width = table.columns.length + 1;
  return labelsOf(table, Math.floor(cell / width), cell % width);
}

/** Beside a number that is not simply printed: which end of its range it is, or that another table tells it. */
function boundOf(table: Table, { cell, taken, exact, sign }: Term): string {
  const printed = table.cells.flat()[cell] ?? null;
  if (exact) return printed === taken ? "" : `, ${say("disclosure.why.elsewhere")}`;
  const rounded = printed === null ? "" : `, ${say("disclosure.why.rounded", { printed })}`;
  const isLeast = printed === null ? sign < 0 : taken < printed;
  return `${rounded}, ${say(isLeast ? "disclosure.why.at-least" : "disclosure.why.at-most")}`;
}
