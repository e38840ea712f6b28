import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { service } from "../contracts/ecm.ts";
import { type OpenCmis, openCmis } from "./opencmis.ts";
import { isHere } from "./peers.ts";

const context = { clock: systemClock, log: silent };

describe.runIf(isHere("opencmis"))("OpenCMIS 1.1.0", () => {
  let server: OpenCmis | undefined;
  beforeAll(async () => {
    server = await openCmis();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  test("says who it is", async () => {
    const ecm = cmis.open({ ...server?.connection, documentType: "kim:record", secondaryTypes: ["filing:facts"] }, context);
    expect(await ecm.check(service)).toEqual({
      ok: true,
      facts: ["Apache-Chemistry-OpenCMIS-InMemory/1.1.0 1.1.0", "CMIS 1.1", "query: bothcombined"],
    });
  });
});
