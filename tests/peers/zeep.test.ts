import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { isHere, python } from "./peers.ts";

describe.runIf(isHere("zeep"))("zeep, a strict client of SOAP", () => {
  test("files, finds, revises and reads in the simulated records system, and understands its refusals", async () => {
    await using simulation = await fakeEcm.listen({ port: 0 });
    const { url, repository, user, password } = simulation.world.connection;
    const { stdout } = await promisify(execFile)(python, ["tests/peers/zeep-client.py", url, repository, user, password], {
      timeout: 100_000,
    });
    const seen = JSON.parse(stdout);
    expect(seen).toMatchObject({
      ...{ repositories: ["A1"], info: ["Simuliertes ECM", "1.1", "metadataonly"], type: "kim:record" },
      filed: { "cmis:name": ["Grüße.txt"], "cmis:objectTypeId": ["kim:record"], "kim:reference": ["z-1"], "cmis:versionLabel": ["1.0"] },
      ...{ children: [["Grüße.txt"]], content: true, newer: ["2.0"], contents: [true, true], found: [[seen["newer id"]]] },
      faults: ["objectNotFound", "nameConstraintViolation", "invalidArgument", "updateConflict"],
    });
    expect(simulation.world.documents().map(({ path, version }) => [path, version])).toEqual([
      ["/Zeep/Grüße.txt", "1.0"],
      ["/Zeep/Grüße.txt", "2.0"],
    ]);
  });
});
