import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import type { TownConfig } from "../config.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import { Refusal } from "../refusal.ts";
import { currentFigures, publishedState } from "../store/figures.ts";
import { record } from "../store/history.ts";
import { enterPublication, ledger, ledgerState, type Publication } from "../store/publications.ts";
import type { Tables } from "../store/tables.ts";
import type { Figure } from "./figure.ts";
import { type Cell, cellOf } from "./publication/cell.ts";
import { type Check, checkPublication, proposalText } from "./publication.ts";

/** Says that figures may become public, and writes them into the ledger when they do. */
export interface Clearance {
  /** In the transaction that publishes. Throws a Refusal if something else became public since the check. */
  enter(transaction: Transaction<Tables>, publication: Publication): Promise<void>;
}

/**
 * Attacks figures together with everything that is public (`checkPublication`); changes nothing. Pages ask at every view, so what was
 * found is remembered with all that it depends on.
 */
export async function checkFigures(store: Store<Tables>, town: TownConfig, figures: readonly Figure[]): Promise<Check> {
  const state = [town.key, town.threshold, await ledgerState(store.read, town.key), await publishedState(store.read, town.key)];
  const key = createHash("sha256")
    .update(JSON.stringify([state, figures.map((figure) => [figure.id, figure.label, cellOf(figure)])]))
    .digest("base64");
  const own = found.get(store) ?? new Map<string, Check>();
  found.set(store, own);
  const check = own.get(key) ?? (await attack(store, town, figures));
  own.delete(key);
  own.set(key, check);
  const [oldest] = own.keys();
  if (own.size > kept && oldest !== undefined) own.delete(oldest);
  return check;
}

const found = new WeakMap<Store<Tables>, Map<string, Check>>();
const kept = 200;

async function attack(store: Store<Tables>, town: TownConfig, figures: readonly Figure[]): Promise<Check> {
  return checkPublication(figures, await known(store, town), town.threshold);
}

/**
 * Clears figures for publication, or throws a Refusal (422) that names what could be worked out, and leaves word for the data office.
 * No number leaves the house without it: sheets ask in `approve`, answers in `release`.
 */
export async function clear(
  { store, clock }: { store: Store<Tables>; clock: Clock },
  request: { town: TownConfig; subject: "Attachment" | "Answer"; subjectId: string; figures: readonly Figure[]; by: string },
): Promise<Clearance> {
  const { town, subject, subjectId, figures, by } = request;
  const state = await ledgerState(store.read, town.key);
  const check = await attack(store, town, figures);
  if (check.findings.length > 0) {
    const at = clock.now().toISOString();
    const detail = { findings: check.findings.map(({ kind, name }) => ({ kind, name })) };
    await store.write((transaction) =>
      record(transaction, { at, town: town.key, subject, subjectId, action: "disclosure-refused", by, detail }),
    );
    throw refusal(check);
  }
  return {
    async enter(transaction, publication) {
      if ((await ledgerState(transaction, town.key)) !== state) throw new Refusal("publication.again");
      await enterPublication(transaction, publication, figures.map(cellOf));
    },
  };
}

/** The ledger, and what other sources have published though we never showed it. */
async function known(store: Store<Tables>, town: TownConfig): Promise<Cell[]> {
  const entries = await ledger(store.read, town.key);
  const foreign = (await currentFigures(store.read, town.key)).filter(({ protection }) => protection === "published");
  return [...entries.map(({ cell }) => cell), ...foreign.map(cellOf)];
}

const mostNamed = 3;

function refusal(check: Check): Refusal {
  const names = [...new Set(check.findings.map(({ name }) => name))];
  const shown = names.slice(0, mostNamed).join("; ") + (names.length > mostNamed ? " …" : "");
  return new Refusal("publication.refused", { values: { count: names.length, names: shown, proposal: proposalText(check) }, status: 422 });
}
