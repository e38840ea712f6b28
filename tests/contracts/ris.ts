import { afterEach, describe, expect, test, vi } from "vitest";
import { say } from "../../plugin/messages.ts";
import { type Principal, UpstreamError } from "../../plugin/ports/errors.ts";
import type { ReadOptions, Ris, RisEvent, RisObject } from "../../plugin/ports/ris.ts";

/** What can be put on stage. Each is what some real server did (facts: oparl.md §3). */
export type Scene =
  | "no meetings"
  | "null in place of lists"
  | "login page in place of meetings"
  | "login page everywhere"
  | "empty answer in place of meetings"
  | "everything as text/html"
  | "meetings half sent, then closed"
  | "meetings cut off in the middle"
  | "meetings too slow"
  | "meetings larger than allowed"
  | "meetings unavailable twice"
  | "meetings unavailable";

export interface RisWorld extends AsyncDisposable {
  /** Opens the adapter; the deadline must be shorter than "too slow", the size smaller than "larger than allowed". */
  open(settings?: { deadlineSeconds?: number }): Ris;
  /** Opens it for an address where nothing listens. */
  openUnreachable(): Ris;
  stage(scene: Scene): void;
  clear(): void;
  /** Adds a meeting that is served from then on; returns ids. */
  addMeeting(meeting: { name: string; items: readonly { name: string; public?: boolean }[] }): { id: string; items: readonly string[] };
  /** The meeting is in no list any more and its own address answers so. */
  hide(meeting: string, status: 401 | 404 | 410): void;
  /** Deleted as the specification wants it. */
  bury(meeting: string): void;
  /** The requests that reached the system: what they say of whom they are made for. */
  readonly requests: readonly { readonly onBehalfOf: string | undefined }[];
  /** Roles that the adapter declares; all others must be absent. */
  readonly roles: { readonly minutes: boolean; readonly pages: boolean; readonly attachments: boolean };
}

export const service: Principal = { as: "service", reason: "Abgleich" };

export async function readAll(ris: Ris, options: Partial<ReadOptions> = {}): Promise<RisEvent[]> {
  const events: RisEvent[] = [];
  for await (const batch of ris.agenda.read({ full: false, cursors: {}, onBehalfOf: service, ...options })) events.push(...batch);
  return events;
}

export const objectsOf = (events: readonly RisEvent[], type?: RisObject["type"]): RisObject[] =>
  events.flatMap((event) => (event.kind === "object" && (!type || event.object.type === type) ? [event.object] : []));

export const ofKind = <Kind extends RisEvent["kind"]>(events: readonly RisEvent[], kind: Kind) =>
  events.filter((event): event is RisEvent & { kind: Kind } => event.kind === kind);

/** Cursors as the sync keeps them. */
export const cursorsOf = (events: readonly RisEvent[]) =>
  Object.fromEntries(ofKind(events, "complete").map(({ list, cursor }) => [list, cursor ?? ""]));

/** The failure as `code kind`; its sentence must exist. */
async function failing(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UpstreamError);
  const { code, kind } = error as UpstreamError;
  expect(say(code)).toMatch(/\.$/);
  return `${code} ${kind}`;
}

/** What every council information system must do, ugly cases included. `boot` is called for each case. */
export function risContract(name: string, boot: () => Promise<RisWorld>): void {
  // Three tries and the waits between them take a while; the limit is only there to end a hang.
  vi.setConfig({ testTimeout: 30_000 });
  describe(`${name}: the ris port`, () => {
    let world: RisWorld;
    afterEach(() => world[Symbol.asyncDispose]());
    const meetingsIn = (events: readonly RisEvent[]) => objectsOf(events, "Meeting");
    const endings = (events: readonly RisEvent[]) => {
      const incomplete = ofKind(events, "incomplete").filter(({ type }) => type === "Meeting");
      for (const { reason } of [...incomplete, ...ofKind(events, "quarantined")]) expect(say(reason)).toMatch(/\.$/);
      return [...new Set(incomplete.map(({ reason }) => reason))];
    };
    const reasons = (events: readonly RisEvent[]) => [...new Set(ofKind(events, "quarantined").map(({ reason }) => reason))];

    test("meetings come with their agenda: parents first, places counted from 0, ids in place of objects", async () => {
      world = await boot();
      const added = world.addMeeting({
        name: "Integrationsrat",
        items: [{ name: "Eröffnung" }, { name: "Anfragen" }, { name: "Mitteilungen" }],
      });
      const known = new Set<string>();
      for await (const batch of world.open().agenda.read({ full: true, cursors: {}, onBehalfOf: service })) {
        const here = new Set<string>();
        for (const object of objectsOf(batch)) {
          if (object.parent) expect(here).toContain(object.parent.id);
          here.add(object.id);
          known.add(object.id);
          expect(object.id).toMatch(/^\S+$/);
          expect(JSON.parse(object.raw)).toBeTypeOf("object");
          for (const value of Object.values(object.fields)) {
            if (Array.isArray(value)) expect(value.every((each) => typeof each === "string")).toBe(true);
            else expect(["string", "number", "boolean"]).toContain(typeof value);
          }
        }
      }
      expect(known).toContain(added.id);
      const events = await readAll(world.open());
      const items = objectsOf(events, "AgendaItem").filter(({ parent }) => parent?.id === added.id);
      expect(items.map(({ id }) => id)).toEqual(added.items);
      expect(items.map(({ parent }) => parent?.position)).toEqual([0, 1, 2]);
      expect(items.map(({ fields }) => fields.meeting)).toEqual([added.id, added.id, added.id]);
      expect(meetingsIn(events).find(({ id }) => id === added.id)?.fields.agendaItem).toEqual(added.items);
      expect(endings(events)).toEqual([]);
    });

    test("umlauts stay, soft hyphens and other invisible characters go, the raw copy keeps them", async () => {
      world = await boot();
      const served = "  Ein\u00adbürgerungs\u00adfeier für A\u0308ltere\u200b und Straße ";
      const { items } = world.addMeeting({ name: "Rat", items: [{ name: served }] });
      const item = objectsOf(await readAll(world.open()), "AgendaItem").find(({ id }) => id === items[0]);
      expect(item?.fields.name).toBe("Einbürgerungsfeier für Ältere und Straße");
      expect(JSON.parse(item?.raw ?? "").name).toBe(served);
    });

    test("a non-public item says so", async () => {
      world = await boot();
      const { items } = world.addMeeting({ name: "Rat", items: [{ name: "Offen" }, { name: "Vertraulich", public: false }] });
      const found = objectsOf(await readAll(world.open()), "AgendaItem");
      expect(found.find(({ id }) => id === items[0])?.fields.public).not.toBe(false);
      expect(found.find(({ id }) => id === items[1])?.fields.public).toBe(false);
    });

    test("no meeting at all is a complete answer, and so is one", async () => {
      world = await boot();
      world.stage("no meetings");
      const none = await readAll(world.open());
      expect([meetingsIn(none), endings(none)]).toEqual([[], []]);
      expect(ofKind(none, "complete").map(({ type }) => type)).toContain("Meeting");
      world.clear();
      const before = meetingsIn(await readAll(world.open())).length;
      world.addMeeting({ name: "Rat", items: [] });
      expect(meetingsIn(await readAll(world.open()))).toHaveLength(before + 1);
    });

    test("null where a list is promised stops nothing", async () => {
      world = await boot();
      const { id } = world.addMeeting({ name: "Rat", items: [{ name: "Anfragen" }] });
      world.stage("null in place of lists");
      const events = await readAll(world.open());
      expect(meetingsIn(events).map((meeting) => meeting.id)).toContain(id);
      expect(endings(events)).toEqual([]);
    });

    test.each([
      ["login page in place of meetings", "html-instead-of-json"],
      ["empty answer in place of meetings", "empty-answer"],
      ["meetings cut off in the middle", "invalid-json"],
      ["meetings larger than allowed", "too-large"],
    ] as const)("%s: that goes into quarantine, the rest is read", async (scene, reason) => {
      world = await boot();
      world.stage(scene);
      const events = await readAll(world.open());
      expect(reasons(events)).toContain(reason);
      expect(endings(events)).toEqual(["page-unreadable"]);
      expect(objectsOf(events, "Paper").length + objectsOf(events, "Organization").length).toBeGreaterThan(0);
      const meetings = ofKind(events, "complete").filter(({ type }) => type === "Meeting");
      expect(meetings).toEqual([]);
    });

    test("the content type is not looked at", async () => {
      world = await boot();
      const { id } = world.addMeeting({ name: "Rat", items: [] });
      world.stage("everything as text/html");
      const events = await readAll(world.open());
      expect(meetingsIn(events).map((meeting) => meeting.id)).toContain(id);
      expect(endings(events)).toEqual([]);
    });

    test.each([
      ["meetings half sent, then closed", "reset"],
      ["meetings too slow", "timeout"],
      ["meetings unavailable", "status-503"],
    ] as const)("%s: the list ends early and has no cursor, others are read", async (scene, reason) => {
      world = await boot();
      world.stage(scene);
      const events = await readAll(world.open({ deadlineSeconds: 0.25 }));
      // Once a system is taken to be down, its further lists are not even asked for.
      expect(endings(events).filter((each) => each !== "unavailable")).toEqual([reason]);
      expect(objectsOf(events, "Paper").length + objectsOf(events, "Organization").length).toBeGreaterThan(0);
    });

    test("unavailable for a moment: asked again", async () => {
      world = await boot();
      const { id } = world.addMeeting({ name: "Rat", items: [] });
      world.stage("meetings unavailable twice");
      const events = await readAll(world.open());
      expect(endings(events)).toEqual([]);
      expect(meetingsIn(events).map((meeting) => meeting.id)).toContain(id);
    });

    test("a caller may stop at any time", async () => {
      world = await boot();
      world.stage("meetings too slow");
      const stop = new AbortController();
      const reading = readAll(world.open(), { signal: stop.signal });
      setTimeout(() => stop.abort(), 300);
      const events = await reading.catch((error: UpstreamError) => error.code);
      expect(typeof events === "string" ? [events] : ofKind(events, "incomplete").map(({ reason }) => reason)).toContain("aborted");
      expect(await failing(readAll(world.open(), { signal: AbortSignal.abort() }))).toBe("aborted transient");
    });

    test("only an entry that cannot be read is an exception", async () => {
      world = await boot();
      expect(await failing(readAll(world.openUnreachable()))).toBe("refused transient");
      expect(await world.openUnreachable().check(service)).toMatchObject({ ok: false, code: "refused" });
      expect(await world.open().check(service)).toMatchObject({ ok: true });
      world.stage("login page everywhere");
      expect(await failing(readAll(world.open()))).toMatch(/ permanent$/);
      expect(await world.open().check(service)).toMatchObject({ ok: false });
    });

    test.each([401, 404, 410] as const)(
      "a meeting that vanished without a word (%i): absent is not deleted, its own address says gone",
      async (status) => {
        world = await boot();
        const { id } = world.addMeeting({ name: "Rat", items: [] });
        const ris = world.open();
        const before = await readAll(ris);
        expect(await ris.agenda.probe(id, service)).toBe("there");
        world.hide(id, status);
        for (const events of [await readAll(ris, { cursors: cursorsOf(before) }), await readAll(ris, { full: true })]) {
          expect(meetingsIn(events).map((meeting) => meeting.id)).not.toContain(id);
          expect(ofKind(events, "tombstone").map((tombstone) => tombstone.id)).not.toContain(id);
        }
        expect(await ris.agenda.probe(id, service)).toBe("gone");
      },
    );

    test("a login page or silence proves nothing about an object", async () => {
      world = await boot();
      const { id } = world.addMeeting({ name: "Rat", items: [] });
      const ris = world.open();
      await readAll(ris);
      world.stage("login page everywhere");
      expect(await ris.agenda.probe(id, service)).toBe("unknown");
      expect(await world.openUnreachable().agenda.probe(id, service)).toBe("unknown");
    });

    test("a deleted meeting is reported as a tombstone, or at least by its own address", async () => {
      world = await boot();
      const { id } = world.addMeeting({ name: "Rat", items: [] });
      const ris = world.open();
      const before = await readAll(ris);
      world.bury(id);
      const events = await readAll(ris, { cursors: cursorsOf(before) });
      expect(meetingsIn(events).map((meeting) => meeting.id)).not.toContain(id);
      const isTold = ofKind(events, "tombstone").some((tombstone) => tombstone.id === id && tombstone.type === "Meeting");
      expect(isTold || (await ris.agenda.probe(id, service)) === "gone").toBe(true);
    });

    test("what is new since the cursors comes, whether or not the system can tell", async () => {
      world = await boot();
      const ris = world.open();
      const cursors = cursorsOf(await readAll(ris));
      const { id } = world.addMeeting({ name: "Sondersitzung", items: [{ name: "Anfragen" }] });
      const events = await readAll(ris, { cursors });
      expect(meetingsIn(events).map((meeting) => meeting.id)).toContain(id);
      expect(endings(events)).toEqual([]);
    });

    test("every request is counted and says on whose behalf it is made", async () => {
      world = await boot();
      const ris = world.open();
      await readAll(ris, { onBehalfOf: { as: "person", id: "jörg|1" } });
      expect(world.requests.length).toBeGreaterThan(2);
      expect(new Set(world.requests.map(({ onBehalfOf }) => onBehalfOf))).toEqual(new Set(["person:j%C3%B6rg%7C1"]));
      expect(ris.agenda.requests).toBe(world.requests.length);
    });

    test("roles that are not declared are absent, those that are work", async () => {
      world = await boot();
      const ris = world.open();
      expect({ minutes: !!ris.minutes, pages: !!ris.pages, attachments: !!ris.attachments }).toEqual(world.roles);
      expect(ris.pages?.recognise({ host: "ris.example", path: "/impressum", query: "id=1" }) ?? null).toBeNull();
      const file = objectsOf(await readAll(ris), "File").find(({ fields }) => typeof fields.accessUrl === "string");
      if (!ris.minutes) return;
      expect(file).toBeDefined();
      const fetched = await ris.minutes.fetch({ id: file?.id ?? "", accessUrl: String(file?.fields.accessUrl) }, service);
      expect(fetched.bytes.length).toBeGreaterThan(0);
      expect(fetched.mediaType).toMatch(/^[a-z]+\/[\w.+-]+$/);
      const elsewhere = ris.minutes.fetch({ id: "x", accessUrl: "https://elsewhere.example/file.pdf" }, service);
      expect(await failing(elsewhere)).toBe("host-not-allowed permanent");
    });
  });
}
