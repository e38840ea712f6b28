import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import type { FakeEcmWorld } from "../../adapters/ecm/fake/world.ts";
import type { Simulation } from "../../plugin/ports/adapter.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { person, sample } from "../contracts/ecm.ts";
import { isHere } from "./peers.ts";

describe.runIf(isHere("cmisClient"))("cmis-client of libcmis", () => {
  let simulation: Simulation<FakeEcmWorld>;
  let folder: string;
  beforeAll(async () => {
    simulation = await fakeEcm.listen({ port: 0 });
    folder = await mkdtemp(join(tmpdir(), "kim-cmis-client-"));
  });
  afterAll(async () => {
    await simulation[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  async function client(...command: string[]): Promise<string> {
    const { url, repository, user, password } = simulation.world.connection;
    const options = ["--url", `${url}/RepositoryService?wsdl`, "-u", user, "-p", password, "-r", repository];
    const { stdout } = await promisify(execFile)("cmis-client", [...options, ...command], { timeout: 60_000, cwd: folder });
    return stdout;
  }

  test("sees the repository and its root", async () => {
    expect(await client("list-repos")).toContain("Simuliertes ECM (A1)");
    expect(await client("repo-infos")).toMatch(/Supported CMIS Version: 1\.1[\s\S]*Query: metadataonly/);
    expect(await client("show-root")).toMatch(/Folder Object:[\s\S]*Id: 100[\s\S]*Path: \//);
  });

  test("creates a document, and reads it back", async () => {
    const bytes = Buffer.from("Grüße\r\n--kim-\r\n\u0000Ende");
    await writeFile(join(folder, "eingabe.bin"), bytes);
    const content = ["--input-file", "eingabe.bin", "--input-type", "application/octet-stream", "--input-name", "Grüße.bin"];
    const shown = await client("create-document", "100", "Grüße.bin", "--object-type", "cmis:document", ...content);
    const id = /^Id: (\d+)$/m.exec(shown)?.[1] ?? "";
    expect(Buffer.from(simulation.world.documents().find((document) => document.id === id)?.bytes ?? "")).toEqual(bytes);
    await client("get-content", id);
    expect(await readFile(join(folder, "Grüße.bin"))).toEqual(bytes);
  });

  test("sees what our driver filed, by its path", async () => {
    const filed = await cmis
      .open(simulation.world.connection, { clock: systemClock, log: silent })
      .file(sample({ folder: ["Köln"] }), person);
    const shown = await client("show-by-path", `/Köln/${filed.name}`);
    expect(shown).toContain(`Id: ${filed.objectId}`);
    expect(shown).toContain(`Name: ${filed.name}`);
  });

  test("is told what does not exist, and keeps out who has another password", async () => {
    expect(await client("show-by-id", "99999").catch((error: { stderr: string; stdout: string }) => error.stderr + error.stdout)).toMatch(
      /does not exist/,
    );
    const { url } = simulation.world.connection;
    const stranger = ["--url", `${url}/RepositoryService?wsdl`, "-u", "x", "-p", "y", "-r", "A1", "show-root"];
    const asking = promisify(execFile)("cmis-client", stranger, { timeout: 60_000 });
    expect(
      await asking.then(
        ({ stdout }) => stdout,
        () => "refused",
      ),
    ).not.toContain("Folder Object");
  });
});
