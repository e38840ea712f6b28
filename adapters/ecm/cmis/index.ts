import type { Adapter } from "../../../plugin/ports/adapter.ts";
import type { Ecm } from "../../../plugin/ports/ecm.ts";
import { openBrowser } from "./browser/repository.ts";
import { check } from "./check.ts";
import { file } from "./file.ts";
import { find } from "./find.ts";
import { folderPath } from "./folders.ts";
import { readBack } from "./read-back.ts";
import { revise } from "./revise.ts";
import { parseSettings } from "./settings.ts";
import { openSoap } from "./soap/repository.ts";
import { withdraw } from "./withdraw.ts";

/**
 * Any records system with CMIS 1.1 (OASIS, 23 May 2013), by its Web Services or its Browser binding. Reads, and folders made on the way, may
 * be repeated and so fail `transient` or `permanent`; `ambiguous` is only said of a document or version that may have been filed.
 * It revises if the settings say that its documents have versions (`versioning`), and withdraws if they say how (`withdrawal`).
 */
export const cmis: Adapter<Ecm> = {
  descriptor: {
    id: "ecm/cmis",
    title: "CMIS-Schnittstelle (Web Services, Browser)",
    versions: "1.1",
    wire: "soap",
    direction: "read-write",
  },
  open(given, context) {
    const settings = parseSettings(given);
    const { versioning, withdrawal } = settings;
    const repository = settings.binding === "soap" ? openSoap(settings, context) : openBrowser(settings, context);
    const ecm: Ecm = {
      file: async (document, onBehalfOf) => file(repository(onBehalfOf), document),
      find: async (reference, folder, onBehalfOf) => find(repository(onBehalfOf), reference, folderPath(settings, folder)),
      readBack: async (filed, onBehalfOf) => readBack(repository(onBehalfOf), filed),
      check: async (onBehalfOf) => check(repository(onBehalfOf)),
    };
    if (versioning === "minor" || versioning === "major")
      ecm.revise = async (filed, document, onBehalfOf) => revise(repository(onBehalfOf), filed, document);
    if (withdrawal) ecm.withdraw = async (filed, onBehalfOf) => withdraw(repository(onBehalfOf), withdrawal, filed);
    return ecm;
  },
};
