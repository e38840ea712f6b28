import type { Registry } from "../plugin/ports/registry.ts";
import { cmis } from "./ecm/cmis/index.ts";
import { fabasoft } from "./ecm/fabasoft/index.ts";
import { fakeEcm } from "./ecm/fake/index.ts";
import { folder } from "./ecm/folder/index.ts";
import { fakeIdentity } from "./identity/fake/index.ts";
import { table } from "./kim/table/index.ts";
import { chromium } from "./renderer/chromium/index.ts";
import { fakeRis } from "./ris/fake/index.ts";
import { oparl } from "./ris/oparl/index.ts";

/** Every foreign system this product can talk to: one line and one folder each. */
export const adapters = {
  ris: { oparl },
  ecm: { cmis, fabasoft, folder },
  kim: { table },
  identity: { fake: fakeIdentity },
  renderer: { chromium },
  simulators: { ris: fakeRis, ecm: fakeEcm },
} satisfies Registry;
