import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { council } from "./migrations/001_council.ts";
import { facts } from "./migrations/002_facts.ts";
import { work } from "./migrations/003_work.ts";
import { publications } from "./migrations/004_publications.ts";
import { filing } from "./migrations/005_filing.ts";
import { vouching } from "./migrations/006_vouching.ts";
import { caseKinds } from "./migrations/007_case_kinds.ts";
import { precedents } from "./migrations/008_precedents.ts";
import { sittings } from "./migrations/009_minutes.ts";
import { caseState } from "./migrations/010_case_state.ts";
import { officeRequests } from "./migrations/011_office_requests.ts";
import { signatures } from "./migrations/013_signatures.ts";
import { publicPages } from "./migrations/015_public_pages.ts";
import { staff } from "./migrations/016_staff.ts";

/** In the order of their names; one that has been released is never changed, only followed by another. */
const migrations: Record<string, Migration> = {
  "001_council": council,
  "002_facts": facts,
  "003_work": work,
  "004_publications": publications,
  "005_filing": filing,
  "006_vouching": vouching,
  "007_case_kinds": caseKinds,
  "008_precedents": precedents,
  "009_minutes": sittings,
  "010_case_state": caseState,
  "011_office_requests": officeRequests,
  "013_signatures": signatures,
  "015_public_pages": publicPages,
  "016_staff": staff,
};

/** Brings the schema up to date and names the steps taken; an empty list means that it was. */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
