import { type FakeDmsState, type FakeDmsWorld, fakeDmsState } from "./fabasoft/world.ts";
import { type Mishaps, mishaps } from "./mishap.ts";
import { type FakeDocument, type FakeObjects, fakeObjects } from "./objects.ts";
import type { Rights } from "./rights.ts";
import type { Index } from "./search.ts";
import { checkOut } from "./versions.ts";

/** One request as the simulated system saw it. */
interface FakeRequest {
  readonly operation: string;
  readonly user: string;
  /** The header On-Behalf-Of. */
  readonly onBehalfOf: string;
}

/** Behind the scenes of the simulated records system. */
export interface FakeEcmWorld {
  /** What the settings of `ecm/cmis` need to reach its Web Services. */
  readonly connection: { readonly url: string; readonly repository: string; readonly user: string; readonly password: string };
  /** The same for its Browser binding. */
  readonly browser: FakeEcmWorld["connection"] & { readonly binding: "browser" };
  /** Bearer token that the Browser binding takes as well. */
  readonly token: string;
  /** What was filed, in the order of filing, every version of it. */
  documents(): readonly FakeDocument[];
  /** Paths of the folders, without the root. */
  folders(): readonly string[];
  readonly mishaps: Mishaps;
  /** The simulated E-Akte, a system of its own behind the same address. */
  readonly fabasoft: FakeDmsWorld;
  /** Set it: `lagging` = the index knows nothing yet, `none` = queries are refused. */
  index: Index;
  /** Set it: `read` = whatever would change something is refused, `unsaid` = the question for what is allowed is not known. */
  rights: Rights;
  readonly requests: readonly FakeRequest[];
  /** What a person does at the screen of the records system. */
  checkOut(objectId: string, by: string): void;
  /** Forgets documents, folders, requests and mishaps. */
  clear(): void;
}

/** The world and, for the server alone, what it works on. */
export interface FakeState {
  readonly world: FakeEcmWorld;
  readonly dms: FakeDmsState;
  readonly objects: () => FakeObjects;
  note(request: FakeRequest): void;
}

export function fakeState(url: string): FakeState {
  let objects = fakeObjects();
  let requests: FakeRequest[] = [];
  const login = { repository: "A1", user: "kim-im-rat", password: "vorfuehrung" };
  const dms = fakeDmsState(url);
  const world: FakeEcmWorld = {
    fabasoft: dms.world,
    connection: { url: `${url}/services11`, ...login },
    browser: { binding: "browser", url: `${url}/browser`, ...login },
    token: "vorfuehrung-token",
    documents: () => [...objects.documents.values()],
    folders: () => [...objects.folders.keys()].map((id) => objects.pathOf(id)).filter((path) => path !== ""),
    mishaps: mishaps(),
    index: "current",
    rights: "write",
    get requests() {
      return requests;
    },
    checkOut(objectId, by) {
      checkOut(objects, objectId, by);
    },
    clear() {
      objects = fakeObjects();
      requests = [];
      world.mishaps.clear();
      dms.world.clear();
      world.index = "current";
      world.rights = "write";
    },
  };
  return { world, dms, objects: () => objects, note: (request) => requests.push(request) };
}
