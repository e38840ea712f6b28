import { formatDate } from "../../figures/format.ts";
import { say } from "../../messages.ts";
import { dayOf } from "../../views/dates.ts";
import type { Block, Draft, Sentence } from "../draft/document.ts";
import type { SignatureResult } from "./results.ts";
import { liveTurns, type SigningRound } from "./standing.ts";

/** A signature as it is printed and filed: the office, not the person. */
export interface Signed {
  readonly office: string;
  readonly result: SignatureResult;
  /** `YYYY-MM-DD`: the day of the signature, on paper that of the paper. */
  readonly day: string;
}

/** The signatures that count in a round. */
export function signedIn(round: SigningRound): Signed[] {
  return liveTurns(round).flatMap(({ office, result, signedOn, signedAt }) =>
    result && signedAt ? [{ office, result, day: signedOn ?? dayOf(signedAt) }] : [],
  );
}

/**
 * Fills the co-signing table of a form, where it has one: the column of each office that signed. Offices that the form does not name stand
 * below the table. What is not signed stays as the form has it.
 */
export function withSignatures(draft: Draft, signed: readonly Signed[]): Draft {
  return { ...draft, blocks: draft.blocks.flatMap((block) => (isBox(block) ? filled(block, signed) : [block])) };
}

type Table = Extract<Block, { kind: "table" }>;

const isBox = (block: Block): block is Table => block.kind === "table" && block.fill === "signatures";

function filled(table: Table, signed: readonly Signed[]): Block[] {
  const columns = table.columns.map(named);
  const [first = [], ...rest] = table.rows;
  const row = first.map((cell, index) => {
    const found = signed.find(({ office }) => named(office) === columns[index]);
    return found ? sentence(inBox(found)) : cell;
  });
  const others = signed.filter(({ office }) => !columns.includes(named(office)));
  const lines = others.map((one) => sentence(say("signing.box-other", { office: one.office, signed: inBox(one) })));
  return [{ ...table, rows: [row, ...rest] }, ...(lines.length > 0 ? [{ kind: "lines", role: "text", lines } as const] : [])];
}

/** The head of a column ends in a colon. */
const named = (text: string): string => text.replace(/\s*:\s*$/u, "").toLowerCase();

const inBox = ({ result, day }: Signed): string => say(`signing.box-${result}`, { date: formatDate(day) });

const sentence = (text: string): Sentence => ({ text, sources: [] });
