import type { Adapter } from "../../../plugin/ports/adapter.ts";
import type { Ecm } from "../../../plugin/ports/ecm.ts";
import { check } from "./check.ts";
import { file } from "./file.ts";
import { find } from "./find.ts";
import { folderPath } from "./folders.ts";
import { readBack } from "./read-back.ts";
import { connect } from "./session.ts";
import { parseSettings } from "./settings.ts";

/**
 * Any records system with the Web Services binding of CMIS 1.1 (OASIS, 23 May 2013). Reads, and folders made on the way, may be repeated and
 * so fail `transient` or `permanent`; `ambiguous` is only said of a document that may have been filed.
 */
export const cmis: Adapter<Ecm> = {
  descriptor: { id: "ecm/cmis", title: "CMIS-Schnittstelle (Web Services)", versions: "1.1", wire: "soap", direction: "read-write" },
  open(given, context) {
    const settings = parseSettings(given);
    const session = connect(settings, context);
    return {
      file: async (document, onBehalfOf) => file(session(onBehalfOf), document),
      find: async (reference, folder, onBehalfOf) => find(session(onBehalfOf), reference, folderPath(session(onBehalfOf), folder)),
      readBack: async (filed, onBehalfOf) => readBack(session(onBehalfOf), filed),
      check: async (onBehalfOf) => check(session(onBehalfOf)),
    };
  },
};
