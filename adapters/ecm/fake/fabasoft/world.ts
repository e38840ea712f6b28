import { type Description, readDescription } from "./description.ts";
import { type FakeLimits, type FakeRecord, type FakeRecords, fakeRecords, subjectArea } from "./records.ts";

/** One Schriftstück as it was filed, and all that is said of it. */
export interface FakePaper {
  readonly id: string;
  readonly document: FakeRecord;
  /** Titles of file and procedure, and its own name; of what lies on a desk only its name. */
  readonly path: readonly string[];
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface FakeCall {
  readonly operation: string;
  readonly wire: "soap" | "rest";
  readonly userlogin: string;
  readonly joboe: string;
  readonly jobposition: string;
  readonly businessapp: string;
}

/** Behind the scenes of the simulated E-Akte; both faces show the same objects. */
export interface FakeDmsWorld {
  /** What the settings of `ecm/fabasoft` need to reach the web service … */
  readonly connection: { readonly url: string; readonly wsdl: string; readonly user: string; readonly password: string };
  /** … and the façade. */
  readonly facade: { readonly url: string; readonly user: string; readonly password: string };
  readonly subjectArea: string;
  readonly businessDatum: string;
  records(): readonly FakeRecord[];
  /** What was filed, in the order of filing. */
  papers(): readonly FakePaper[];
  /** Documents that were created without a procedure and so lie on somebody's desk. */
  desk(): readonly FakeRecord[];
  readonly calls: readonly FakeCall[];
  /** Parameters that were sent although the description does not name them: dropped without a word. */
  readonly dropped: readonly string[];
  readonly limits: FakeLimits;
  /** Set it to that of another WSDL, and requests and replies have the order of its elements. */
  description: Description;
  /** Set it: `lagging` = searches find nothing yet, `deaf` = they ignore the business datum. */
  index: "current" | "lagging" | "deaf";
  /** Logins without rights. */
  readonly strangers: Set<string>;
  /** What the façade makes of status 6 on reads: the answer all the same, or a refusal. */
  cancelledReads: "answer" | "refusal";
  clear(): void;
}

/** The world and, for the faces alone, what they work on. */
export interface FakeDmsState {
  readonly world: FakeDmsWorld;
  readonly store: () => FakeRecords;
  note(call: FakeCall): void;
  drop(parameter: string): void;
}

const own = readDescription();
const usual: FakeLimits = { maxChildren: 1_000, maxContentBytes: 100_000_000, namesHoldTitles: true };
const login = { user: "tech-kim", password: "vorfuehrung" };

export function fakeDmsState(url: string): FakeDmsState {
  const limits: FakeLimits = { ...usual };
  let store = fakeRecords(limits);
  let calls: FakeCall[] = [];
  let dropped: string[] = [];
  const world: FakeDmsWorld = {
    connection: { url: `${url}/fabasoft/soap`, wsdl: `${url}/fabasoft/soap?wsdl`, ...login },
    facade: { url: `${url}/fabasoft/api`, ...login },
    description: own,
    ...{ subjectArea, businessDatum: "data_kimreferenz", limits, index: "current", cancelledReads: "answer", strangers: new Set<string>() },
    records: () => [...store.all.values()],
    papers: () => [...store.all.values()].filter(({ class: kind }) => kind === "content").map((content) => paperOf(store, content)),
    desk: () => [...store.all.values()].filter(({ class: kind, parent }) => /^(outgoing|internal)$/.test(kind) && parent === null),
    get calls() {
      return calls;
    },
    get dropped() {
      return dropped;
    },
    clear() {
      Object.assign(limits, usual);
      store = fakeRecords(limits);
      [calls, dropped] = [[], []];
      Object.assign(world, { index: "current", cancelledReads: "answer", description: own });
      world.strangers.clear();
    },
  };
  return { world, store: () => store, note: (call) => calls.push(call), drop: (parameter) => dropped.push(parameter) };
}

function paperOf(store: FakeRecords, content: FakeRecord): FakePaper {
  const document = store.get(content.parent ?? "");
  const name = store.nameOf(content);
  const titles: string[] = [];
  for (let at = store.all.get(document.parent ?? ""); at && at.class !== "subjectArea"; at = store.all.get(at.parent ?? ""))
    titles.unshift(at.title);
  return { id: content.id, document, path: [...titles, name], name, bytes: content.content?.bytes ?? new Uint8Array(0) };
}
