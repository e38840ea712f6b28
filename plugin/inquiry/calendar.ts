import type { Kysely } from "kysely";
import { say } from "../messages.ts";
import type { Role } from "../ports/identity.ts";
import { unsigned } from "../store/attention.ts";
import { caseList, running } from "../store/case-list.ts";
import { receivingSittings } from "../store/sitting-cases.ts";
import type { CaseRow } from "../store/tables/work.ts";
import type { Tables } from "../store/tables.ts";
import type { CalendarEntry } from "./calendar/ics.ts";
import { promisesOf } from "./promises.ts";

interface Place {
  readonly town: string;
  /** Address of the service, without a slash at its end. */
  readonly baseUrl: string;
  /** `YYYY-MM-DD`; what lies longer back than a month is history. */
  readonly from: string;
}

/** Kinds of day in a calendar, and for whom they are; without a role all of them. */
const forRoles = {
  due: ["committee-secretary", "approver", "auditor"],
  internal: ["committee-secretary"],
  release: ["approver"],
  sign: ["co-signer", "committee-secretary"],
  promise: ["committee-secretary", "data-office"],
  sitting: ["council-office", "committee-secretary"],
} as const satisfies Record<string, readonly Role[]>;
type Kind = keyof typeof forRoles;

/**
 * The days that a town's people have to keep. Only titles of cases stand in it, and those of non-public ones not even that: calendars
 * lie on telephones. Nobody who asked is named.
 */
export async function calendarEntries(db: Kysely<Tables>, place: Place, role: Role | null): Promise<CalendarEntry[]> {
  const all = [
    ...(await dueDays(db, place)),
    ...(await signingDays(db, place)),
    ...(await promisedDays(db, place)),
    ...(await sittingDays(db, place)),
  ];
  return all
    .filter(({ kind, day }) => day >= place.from && (role === null || (forRoles[kind] as readonly Role[]).includes(role)))
    .map(({ kind: _kind, ...entry }) => entry);
}

type Entry = CalendarEntry & { readonly kind: Kind };

async function dueDays(db: Kysely<Tables>, { town, baseUrl }: Place): Promise<Entry[]> {
  const cases = await caseList(db, town, { states: running });
  return cases.flatMap((of) => {
    const entry = (kind: Kind, day: string): Entry => ({
      ...{ kind, day, uid: uidOf(`${of.id}-${kind}`, baseUrl), url: `${baseUrl}/workbench/cases/${of.id}` },
      summary: say(`calendar.${kind}`, { title: titleOf(of) }),
      description: say("calendar.state", { kind: say(`case-kind.${of.kind}`), state: say(`case-state.${of.state}`) }),
    });
    const ready = of.state === "signed" || of.state === "drafted" || of.state === "correcting";
    return [
      ...[ready ? entry("release", of.due) : entry("due", of.due)],
      ...(of.internalDue && !ready ? [entry("internal", of.internalDue)] : []),
    ];
  });
}

async function signingDays(db: Kysely<Tables>, { town, baseUrl }: Place): Promise<Entry[]> {
  const turns = await unsigned(db, town);
  return turns.map(({ id, office, due, ...of }) => ({
    ...{ kind: "sign", day: due, uid: uidOf(`${id}-sign`, baseUrl), url: `${baseUrl}/workbench/cases/${of.case}` },
    ...{ summary: say("calendar.sign", { title: titleOf(of), office }), description: say("calendar.office", { office }) },
  }));
}

async function promisedDays(db: Kysely<Tables>, { town, baseUrl }: Place): Promise<Entry[]> {
  const promised = await promisesOf(db, town);
  const dated = promised.flatMap((one) => (one.until ? [{ ...one, until: one.until }] : []));
  return dated.map(({ until, text, office, ...of }) => ({
    ...{ kind: "promise", day: until, uid: uidOf(`${of.id}-promise`, baseUrl) },
    url: of.case ? `${baseUrl}/workbench/cases/${of.case}` : `${baseUrl}/workbench/towns/${town}/minutes/${of.minutes}`,
    summary: of.public === 1 ? say("calendar.promise", { title: of.title }) : say("calendar.promise-elsewhere"),
    description: of.public !== 1 ? "" : office ? `${text} (${office})` : text,
  }));
}

async function sittingDays(db: Kysely<Tables>, { town, baseUrl, from }: Place): Promise<Entry[]> {
  const sittings = await receivingSittings(db, town, from);
  return sittings.map(({ date, organization, all, released }) => ({
    ...{ kind: "sitting", day: date, uid: uidOf(`${town}-${date}-${Buffer.from(organization).toString("base64url")}`, baseUrl) },
    ...{ url: `${baseUrl}/workbench/towns/${town}/sittings/${date}`, summary: say("calendar.sitting", { organization }) },
    description: say("calendar.answers", { released, all }),
  }));
}

const titleOf = ({ title, public: isPublic }: Pick<CaseRow, "title" | "public">): string =>
  isPublic === 0 ? say("calendar.not-public") : title;

const uidOf = (what: string, baseUrl: string): string => `${what}@${new URL(baseUrl).host}`;
