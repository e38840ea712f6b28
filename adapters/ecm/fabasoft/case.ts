import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { permittedFolder } from "../../shared/names.ts";
import { type Dms, type Listed, system } from "./dms.ts";
import { hasCode, unlessOther } from "./failures.ts";
import type { FabasoftSettings } from "./settings.ts";
import type { Turns } from "./turns.ts";

/** Where a case lies: the titles of its file (Akte) and its procedure (Vorgang). */
export interface CaseTitles {
  readonly file: string;
  readonly procedure: string;
}

const maxSegmentBytes = 120;

/**
 * `München`, `Sozialausschuss`, `2026-11-22`, `TOP 7` → file `München / Sozialausschuss`, procedure `2026-11-22 / TOP 7`. No segment keeps a
 * slash of its own, so no two cases have the same titles. A case of one name alone has a file and a procedure of that name.
 */
export function caseTitles(folder: readonly string[], settings: FabasoftSettings, operation: string): CaseTitles {
  const names = folder.map((segment) => permittedFolder(segment, maxSegmentBytes));
  if (names.length === 0) throw new UpstreamError({ system, operation, kind: "permanent", code: "fabasoft-no-case" });
  if (settings.file) return { file: settings.file, procedure: names.join(" / ") };
  const depth = Math.min(settings.fileSegments, Math.max(1, names.length - 1));
  const file = names.slice(0, depth).join(" / ");
  return { file, procedure: names.slice(depth).join(" / ") || file };
}

/** The procedures of a case; more than one when two processes made them at the same moment. */
export async function findProcedures(dms: Dms, settings: FabasoftSettings, titles: CaseTitles): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of await findFiles(dms, settings, titles))
    found.push(...(await titled(dms, "file", file, "procedure", titles.procedure)));
  return found;
}

/** The procedure to file under; it and its file are made if they are missing. */
export async function ensureProcedure(dms: Dms, settings: FabasoftSettings, titles: CaseTitles, inTurn: Turns): Promise<string> {
  return inTurn(`file ${titles.file}`, async () => {
    const [known] = await findFiles(dms, settings, titles);
    const file = known ?? (await dms.createFile({ subjectArea: settings.subjectArea ?? "", title: titles.file }));
    const [procedure] = known ? await titled(dms, "file", file, "procedure", titles.procedure) : [];
    return procedure ?? dms.createProcedure({ file, title: titles.procedure });
  });
}

async function findFiles(dms: Dms, { subjectArea, file }: FabasoftSettings, titles: CaseTitles): Promise<readonly string[]> {
  return file ? [file] : titled(dms, "subjectArea", subjectArea ?? "", "file", titles.file);
}

/**
 * The children with exactly that title. Lists show names that the DMS makes of number and title; that they hold the whole title is believed
 * only after one of them was seen to, and otherwise every child is asked, because to miss one would mean to make it twice.
 */
async function titled(dms: Dms, of: "subjectArea" | "file", parent: string, kind: "file" | "procedure", title: string): Promise<string[]> {
  const children = await dms.children(of, parent);
  const named = children.filter(({ name }) => name.includes(title));
  const asked = named.length > 0 || (await namesHoldTitles(dms, kind, children)) ? named : children;
  const found: string[] = [];
  for (const { id } of asked) if ((await dms.title(kind, id).catch(unlessOther)) === title) found.push(id);
  return found;
}

async function namesHoldTitles(dms: Dms, kind: "file" | "procedure", children: readonly Listed[]): Promise<boolean> {
  for (const { id, name } of children) {
    const title = await dms.title(kind, id).catch((error) => (hasCode(error, "fabasoft-permission") ? undefined : unlessOther(error)));
    if (title) return name.includes(title);
  }
  return true;
}
