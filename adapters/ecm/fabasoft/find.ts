import type { Filed } from "../../../plugin/ports/ecm.ts";
import { caseTitles, findProcedures } from "./case.ts";
import type { Dms } from "./dms.ts";
import { hasCode, unlessOther } from "./failures.ts";
import { versionIn } from "./filed.ts";
import { markAgain } from "./mark.ts";
import { readEntries } from "./note.ts";
import type { FabasoftSettings } from "./settings.ts";

/** More hits than that, and the filter was not understood: the interface drops silently what it does not know. */
const mostHits = 10;

/**
 * Looks for a document by our reference: first by its business datum, wherever staff have moved it, then among the documents of its case,
 * in which it also stands when it was never marked. Every hit is read, because only its Betreff says that it is ours. Only the case itself
 * can say that a document is absent.
 */
export async function find(dms: Dms, settings: FabasoftSettings, reference: string, folder: readonly string[]): Promise<Filed | null> {
  const titles = caseTitles(folder, settings, "find");
  const searched = await bySearch(dms, settings, reference);
  if (searched) return searched;
  for (const procedure of await findProcedures(dms, settings, titles)) {
    for (const { id } of await dms.children("procedure", procedure)) {
      const document = await dms.document(id).catch(unlessOther);
      const filed = document && versionIn(document, reference);
      if (!document || !filed) continue;
      // Only the newest version is marked: an earlier one must not take its mark.
      if (readEntries(document.subject).at(-1)?.reference === reference) await markAgain(dms, settings, id, reference);
      return filed;
    }
  }
  return null;
}

async function bySearch(dms: Dms, settings: FabasoftSettings, reference: string): Promise<Filed | null> {
  const query = { objectClass: settings.documentClass, reference: settings.businessDatum, value: reference };
  const hits = await dms.search(query).catch(noneIfRefused);
  if (hits.length > mostHits) return null;
  for (const { id } of hits) {
    // A cancelled one that cannot be read is not said to be absent: its failure stands.
    const document = await dms
      .document(id)
      .catch((error) => (hasCode(error, "fabasoft-cancelled") ? Promise.reject(error) : unlessOther(error)));
    const filed = document && versionIn(document, reference);
    if (filed) return filed;
  }
  return null;
}

/** A DMS in which the business datum or the class is not set up yet still has its cases. */
function noneIfRefused(error: unknown): [] {
  const refusals = ["fabasoft-business-datum", "fabasoft-business-value", "fabasoft-class", "fabasoft-plausibility", "fabasoft-other"];
  if (hasCode(error, ...refusals)) return [];
  throw error;
}
