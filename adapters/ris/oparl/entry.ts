import { type Principal, UpstreamError } from "../../../plugin/ports/errors.ts";
import { type Addresses, addresses } from "./addresses.ts";
import { typeOf } from "./schema.ts";
import type { Settings } from "./settings.ts";
import { type Answer, type Ask, system } from "./wire.ts";

export interface Entry {
  /** The System object as served. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly addresses: Addresses;
}

/**
 * Fetches the System object and learns from its id where ids can be fetched. Throws an UpstreamError: what the connection said, or
 * `not-oparl` when something else answers (login page, error object "OParl is not active", another type).
 */
export async function readEntry(ask: Ask, settings: Settings): Promise<Entry> {
  const answer = await ask(settings.url, "System");
  if (answer.kind === "failed") throw answer.failure;
  const json = answer.kind === "value" ? systemIn(answer.value) : undefined;
  if (!json) throw new UpstreamError({ system, operation: "System", kind: "permanent", code: "not-oparl", detail: reason(answer) });
  const id = typeof json.id === "string" && URL.canParse(json.id) ? json.id : settings.url;
  return { json, addresses: addresses(settings.url, id, settings.rewrite) };
}

/** The same, asked once and remembered until it fails. */
export function rememberedEntry(settings: Settings, asking: (onBehalfOf: Principal) => Ask): (onBehalfOf: Principal) => Promise<Entry> {
  let entry: Promise<Entry> | undefined;
  return (onBehalfOf) => {
    entry ??= readEntry(asking(onBehalfOf), settings).catch((error) => {
      entry = undefined;
      throw error;
    });
    return entry;
  };
}

function systemIn(value: unknown): Entry["json"] | undefined {
  const json = Array.isArray(value) ? value[0] : value;
  if (typeof json !== "object" || json === null) return undefined;
  if ("data" in json) return systemIn(json.data);
  const named = typeOf(json);
  return named === "System" || (!named && "body" in json) ? json : undefined;
}

function reason(answer: Answer): string {
  return answer.kind === "unreadable" ? answer.reason : "no System object";
}
