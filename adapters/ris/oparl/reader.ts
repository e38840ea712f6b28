import type { AdapterContext } from "../../../plugin/ports/adapter.ts";
import type { AgendaReader, OParlType, ReadOptions, RisEvent } from "../../../plugin/ports/ris.ts";
import type { Outbound } from "../../shared/http.ts";
import { patient } from "../../shared/patient.ts";
import { type Entry, readEntry } from "./entry.ts";
import { flatten } from "./flatten.ts";
import { readList } from "./list.ts";
import type { List, Reading } from "./reading.ts";
import type { Settings } from "./settings.ts";
import { completeSingly } from "./singly.ts";
import { bodyLists } from "./vocabulary.ts";
import { asking, system } from "./wire.ts";

type Json = Entry["json"];
type Batches = AsyncGenerator<readonly RisEvent[]>;

/** Goes through System, its Bodies and their lists. Events of an object and of all that was embedded in it come in one batch, the object first. */
export function reader(http: Outbound, settings: Settings, context: AdapterContext): AgendaReader["read"] {
  return async function* read(options: ReadOptions): Batches {
    const ask = asking(patient(http, system, settings.retrySeconds * 1000), {
      onBehalfOf: options.onBehalfOf,
      ...(options.signal && { signal: options.signal }),
    });
    const { json, addresses } = await readEntry(ask, settings);
    const reading: Reading = {
      ask,
      addresses,
      habits: { limit: "untried" },
      settings,
      ...context,
      ...(options.signal && { signal: options.signal }),
    };
    const events: RisEvent[] = [];
    flatten(json, { type: "System", where: settings.url }, addresses.canonical, events);
    yield events;
    const bodies: Json[] = [];
    for await (const batch of readBodies(json, reading, options)) {
      bodies.push(...rawOf(batch, "Body"));
      yield batch;
    }
    for (const body of bodies) yield* readBody(body, reading, options);
  };
}

/** `System.body` leads to a list; some servers embed the bodies or name them one by one. */
async function* readBodies(entry: Json, reading: Reading, options: ReadOptions): Batches {
  const places = Array.isArray(entry.body) ? entry.body : [entry.body];
  for (const place of places) {
    if (typeof place === "string")
      yield* readList({ ...listAt(place, "Body", reading, { ...options, full: true }), always: true }, reading);
    else if (place) {
      const events: RisEvent[] = [];
      flatten(place, { type: "Body", where: `${reading.addresses.canonical(String(entry.id))}#body` }, reading.addresses.canonical, events);
      yield events;
    }
  }
}

async function* readBody(body: Json, reading: Reading, options: ReadOptions): Batches {
  const everything = options.full || Object.keys(options.cursors).length === 0;
  const meetings = new Set<string>();
  const organizations: Json[] = [];
  for (const [attribute, type] of bodyLists) {
    const place = body[attribute] ?? body[`${attribute}s`];
    if (typeof place !== "string" || reading.signal?.aborted) continue;
    const list = listAt(place, type, reading, options);
    const bare = type === "Meeting" && typeof body.agendaItem !== "string" ? { complete: completeSingly(reading) } : {};
    for await (const batch of readList({ ...list, ...bare }, reading)) {
      if (everything && type === "Organization") organizations.push(...rawOf(batch, type));
      if (everything && type === "Meeting") for (const event of batch) if (event.kind === "object") meetings.add(event.object.id);
      yield batch;
    }
  }
  if (everything) yield* readMeetingsOf(organizations, meetings, reading, options);
}

/** Meetings that only their organization lists. Read with the full reading alone: nearly always it repeats what is known. */
async function* readMeetingsOf(
  organizations: readonly Json[],
  meetings: ReadonlySet<string>,
  reading: Reading,
  options: ReadOptions,
): Batches {
  for (const { meeting } of organizations) {
    if (typeof meeting !== "string" || reading.signal?.aborted) continue;
    yield* readList({ ...listAt(meeting, "Meeting", reading, { ...options, full: true }), always: true, secondary: meetings }, reading);
  }
}

function listAt(place: string, type: OParlType, reading: Reading, options: ReadOptions): List {
  const address = reading.addresses.canonical(place);
  const since = options.full ? undefined : options.cursors[address];
  return { address, type, known: address in options.cursors, ...(since && { since }) };
}

/** The objects of a list as served: addresses of lists are no fields. */
function rawOf(batch: readonly RisEvent[], type: OParlType): Json[] {
  return batch.flatMap((event) =>
    event.kind === "object" && event.object.type === type && !event.object.parent ? [JSON.parse(event.object.raw)] : [],
  );
}
