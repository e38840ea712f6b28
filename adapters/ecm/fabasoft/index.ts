import type { Adapter } from "../../../plugin/ports/adapter.ts";
import type { Ecm } from "../../../plugin/ports/ecm.ts";
import { outbound } from "../../shared/http.ts";
import { actingFor } from "./acting.ts";
import { check } from "./check.ts";
import { system } from "./dms.ts";
import { file } from "./file.ts";
import { find } from "./find.ts";
import { readBack } from "./read-back.ts";
import { restDms } from "./rest/dms.ts";
import { revise } from "./revise.ts";
import { parseSettings } from "./settings.ts";
import { soapDms } from "./soap/dms.ts";
import { turns } from "./turns.ts";
import { withdraw } from "./withdraw.ts";

/** Base64, and the message around it. */
const replyBytes = (content: number) => Math.ceil(content * 1.4) + 10_000_000;

/**
 * The E-Akte of München (Fabasoft eGov-Suite) by its web service or by the REST façade in front of it. Looks, and files and procedures made on
 * the way, may be repeated and so fail `transient` or `permanent`; `ambiguous` is only said of a document that may have been filed.
 */
export const fabasoft: Adapter<Ecm> = {
  descriptor: {
    ...{ id: system, title: "E-Akte (Fabasoft), Webservice und REST-Fassade", versions: "1.5.4 – 1.6" },
    ...{ wire: "soap", direction: "read-write" },
  },
  open(given, context) {
    const settings = parseSettings(given);
    const { allowedHosts, requestsPerSecond, maxContentBytes, tls } = settings;
    const limits = { deadlineMs: settings.deadlineSeconds * 1_000, maxBytes: replyBytes(maxContentBytes) };
    const http = outbound({ system, allowedHosts, requestsPerSecond, tls, log: context.log, ...limits });
    const dms = settings.wire === "soap" ? soapDms(settings, http) : restDms(settings, http);
    const inTurn = turns();
    return {
      file: async (document, onBehalfOf) => file(dms(onBehalfOf), settings, document, inTurn),
      find: async (reference, folder, onBehalfOf) => find(dms(onBehalfOf), settings, reference, folder),
      readBack: async (filed, onBehalfOf) => readBack(dms(onBehalfOf), filed),
      revise: async (filed, document, onBehalfOf) => revise(dms(onBehalfOf), settings, filed, document, inTurn),
      withdraw: async (filed, onBehalfOf) => withdraw(dms(onBehalfOf), filed),
      check: async (onBehalfOf) => check(dms(onBehalfOf), settings, () => actingFor(settings, onBehalfOf, "check")),
    };
  },
};
