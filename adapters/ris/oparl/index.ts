import type { Adapter, AdapterContext } from "../../../plugin/ports/adapter.ts";
import { type Principal, UpstreamError } from "../../../plugin/ports/errors.ts";
import type { Ris } from "../../../plugin/ports/ris.ts";
import { type Outbound, outbound } from "../../shared/http.ts";
import { patient } from "../../shared/patient.ts";
import { type Entry, readEntry, rememberedEntry } from "./entry.ts";
import { minutesReader } from "./minutes.ts";
import { pages } from "./pages.ts";
import { prober } from "./probe.ts";
import { reader } from "./reader.ts";
import { parseSettings, type Settings } from "./settings.ts";
import { asking, system } from "./wire.ts";

/** Any council information system that publishes OParl 1.0 or 1.1. Reads only: OParl has no way to write. */
export const oparl: Adapter<Ris> = {
  descriptor: { id: system, title: "OParl-Schnittstelle", versions: "1.0 – 1.1", wire: "oparl", direction: "read" },
  open(unparsed, context) {
    const settings = parseSettings(unparsed);
    const http = client(settings, settings.maxBytes, context);
    const files = client(settings, settings.maxFileBytes, context);
    const wait = settings.retrySeconds * 1000;
    const entry = rememberedEntry(settings, (onBehalfOf) => asking(patient(http, system, wait), { onBehalfOf }));
    return {
      agenda: {
        read: reader(http, settings, context),
        probe: prober(patient(http, system, wait), entry),
        get requests() {
          return http.requests;
        },
      },
      minutes: minutesReader(patient(files, system, wait), entry),
      pages,
      check: (onBehalfOf) => check(http, settings, onBehalfOf),
    };
  },
};

function client(settings: Settings, maxBytes: number, { log }: AdapterContext): Outbound {
  const { allowedHosts, requestsPerSecond, deadlineSeconds } = settings;
  return outbound({ system, allowedHosts, requestsPerSecond, deadlineMs: deadlineSeconds * 1000, maxBytes, log });
}

async function check(http: Outbound, settings: Settings, onBehalfOf: Principal) {
  try {
    const { json } = await readEntry(
      asking((request) => http.send(request), { onBehalfOf }),
      settings,
    );
    return { ok: true, facts: facts(json) };
  } catch (error) {
    if (error instanceof UpstreamError) return { ok: false, code: error.code, facts: [] };
    throw error;
  }
}

function facts(json: Entry["json"]): string[] {
  const version = /\/(\d+\.\d+)\/?$/.exec(String(json.oparlVersion))?.[1];
  return [
    version ? `OParl ${version}` : "OParl",
    ...[json.name, json.product, json.vendor].filter((fact) => typeof fact === "string" && fact !== ""),
  ] as string[];
}
