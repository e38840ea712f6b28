import type { Health } from "../../../plugin/ports/adapter.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import type { Acting } from "./acting.ts";
import type { Dms } from "./dms.ts";
import type { FabasoftSettings } from "./settings.ts";

const mostChildren = 1_000;

/**
 * Lists what lies under the entry of the settings and searches by the business datum: shows that the DMS is there, lets the technical user
 * and the acting login in, knows the entry, the datum and the class, and has room. The interface has no question for the right to write, and
 * nothing is written to try it: that shows at the first filing.
 */
export async function check(dms: Dms, settings: FabasoftSettings, acting: () => Acting): Promise<Health> {
  const facts: string[] = [settings.wire, `max ${Math.floor(settings.maxContentBytes / 1_000_000)} MB`];
  try {
    facts.push(`userlogin ${acting().userlogin}`);
    const { file, subjectArea } = settings;
    const children = file ? await dms.children("file", file) : await dms.children("subjectArea", subjectArea ?? "");
    facts.push(`${file ?? subjectArea}: ${children.length}/${mostChildren}`);
    await dms.search({ objectClass: settings.documentClass, reference: settings.businessDatum, value: "kim-im-rat-check" });
    return children.length >= mostChildren ? { ok: false, code: "fabasoft-full", facts } : { ok: true, facts };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { ok: false, code: error.code, facts: error.detail ? [...facts, error.detail] : facts };
  }
}
