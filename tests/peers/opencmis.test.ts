import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { cmisVariants } from "../contracts/cmis-variants.ts";
import { ecmContract, service } from "../contracts/ecm.ts";
import { type OpenCmis, openCmis } from "./opencmis.ts";
import { isHere } from "./peers.ts";

const context = { clock: systemClock, log: silent };
const bindings = ["soap", "browser"] as const;
const nowhere = "http://127.0.0.1:9";

describe.runIf(isHere("opencmis"))("OpenCMIS 1.1.0", () => {
  let server: OpenCmis;
  beforeAll(async () => {
    server = await openCmis();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  for (const binding of bindings) {
    for (const [name, { settings, roles, read }] of Object.entries(cmisVariants)) {
      const root = `/${binding} ${name}`;
      const house = async () => ({
        ecm: cmis.open({ ...server.connections[binding], ...settings, root }, context),
        unreachable: cmis.open({ ...server.connections[binding], url: nowhere, ...settings, root }, context),
        held: async () =>
          (await server.documents())
            .filter(({ path }) => path[0] === root.slice(1))
            .map(({ path, property, bytes }) => ({ ...read(property), path: path.slice(1), bytes })),
        sharesNamesInARace: true as const,
        [Symbol.asyncDispose]: async () => {},
      });
      ecmContract(`${binding}, ${name}`, house, roles);
    }

    test(`says who it is, by ${binding}`, async () => {
      const settings = { documentType: "kim:record", secondaryTypes: ["filing:facts"], versioning: "major", titleProperty: "kim:title" };
      const ecm = cmis.open({ ...server.connections[binding], ...settings }, context);
      expect(await ecm.check(service)).toEqual({
        ok: true,
        facts: ["Apache-Chemistry-OpenCMIS-InMemory/1.1.0 1.1.0", "CMIS 1.1", "query: bothcombined"],
      });
    });
  }
});
