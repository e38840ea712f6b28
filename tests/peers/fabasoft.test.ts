import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { fabasoft } from "../../adapters/ecm/fabasoft/index.ts";
import { wsdlFile } from "../../adapters/ecm/fake/fabasoft/description.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import type { Ecm } from "../../plugin/ports/ecm.ts";
import { silent } from "../../plugin/ports/log.ts";
import { failing, person, sample, service } from "../contracts/ecm.ts";
import { phpService } from "./fabasoft-php.ts";
import { isHere, python } from "./peers.ts";

const beside = fileURLToPath(new URL("../../../shared/interfaces/fabasoft/LHMBAI_15_1700_GIWSD-1.6-dmsin-eai-1.10.wsdl", import.meta.url));
if (!existsSync(beside)) process.stderr.write(`PHP not tried with the WSDL of a real installation: ${beside} is not there\n`);
const wsdls: [name: string, wsdl: string][] = [["our own WSDL", fileURLToPath(wsdlFile)]];
if (existsSync(beside)) wsdls.push(["the WSDL of a real installation", beside]);

function open(url: string, wsdl: string, settings: object = {}) {
  const actingAs = { persons: { "jörg|1": "j.muster" }, service: "kim.dienst" };
  const given = { wire: "soap", attachments: "inline", url, wsdl, user: "tech", password: "geheim", actingAs };
  const ecm: Ecm = fabasoft.open(
    { ...given, subjectArea: "COO.1.1.1", businessDatum: "data_kim", ...settings },
    { clock: systemClock, log: silent },
  );
  return ecm as Ecm & Required<Pick<Ecm, "revise" | "withdraw">>;
}

describe.runIf(isHere("phpSoap"))("PHP's SOAP server in the place of the E-Akte", () => {
  describe.each(wsdls)("with %s", (_name, wsdl) => {
    test.each(["outgoing", "internal"])("files, finds, revises, reads and withdraws: %s documents", async (document) => {
      await using php = await phpService(wsdl);
      const ecm = open(php.url, wsdl, { document });
      expect(await ecm.check(service)).toMatchObject({ ok: true });
      const first = sample({
        title: 'Drucksache 2026/123: „Förderung“ <b>&amp;</b> "x" 👩‍👩‍👧',
        bytes: Buffer.from("Grüße\r\n\u0000\u00ff", "latin1"),
      });
      expect(await ecm.find(first.reference, first.folder, service)).toBeNull();
      const filed = await ecm.file(first, person);
      expect(await ecm.find(first.reference, first.folder, service)).toEqual(filed);
      const next = sample({ title: first.title });
      const revised = await ecm.revise(filed, next, person);
      expect(Buffer.from(await ecm.readBack(revised, service))).toEqual(next.bytes);
      expect(Buffer.from(await ecm.readBack(filed, service))).toEqual(first.bytes);
      expect(await ecm.withdraw(revised, person)).toEqual(revised);
      expect(await ecm.withdraw(revised, person)).toEqual(revised);
      expect(await ecm.find(next.reference, next.folder, service)).toEqual(revised);
      expect(await failing(ecm.readBack({ ...filed, version: "COO.9.9.9" }, service))).toEqual({
        kind: "permanent",
        code: "ecm-not-found",
      });
      expect(await open(php.url, wsdl, { businessDatum: "data_x" }).check(service)).toMatchObject({
        code: "fabasoft-business-datum",
      });
      expect(await open(php.url, wsdl, { password: "falsch" }).check(service)).toMatchObject({ code: "status-401" });
    });

    test("30 MB come back byte by byte, and another document beside it", async () => {
      await using php = await phpService(wsdl);
      const ecm = open(php.url, wsdl);
      const large = sample({ bytes: randomBytes(30_000_000) });
      const filed = await ecm.file(large, person);
      await ecm.file(sample(), person);
      expect(
        createHash("sha256")
          .update(await ecm.readBack(filed, service))
          .digest("hex"),
      ).toBe(large.sha256);
    });

    test("more than PHP takes is no success, although it answers with an empty 200", async () => {
      await using php = await phpService(wsdl, "1M");
      const ecm = open(php.url, wsdl);
      const document = sample({ bytes: randomBytes(3_000_000) });
      expect(await failing(ecm.file(document, person))).toEqual({ kind: "ambiguous", code: "soap-empty" });
      expect(await ecm.find(document.reference, document.folder, service)).toBeNull();
    });
  });
});

describe.runIf(isHere("zeep"))("zeep, a strict client, at the simulated E-Akte", () => {
  test("files, finds and reads, and understands its refusals", async () => {
    await using simulation = await fakeEcm.listen({ port: 0 });
    const { connection, subjectArea, businessDatum, ...world } = simulation.world.fabasoft;
    const given = [connection.url, connection.user, connection.password, subjectArea, businessDatum];
    const { stdout } = await promisify(execFile)(python, ["tests/peers/fabasoft-zeep.py", ...given], { timeout: 100_000 });
    expect(JSON.parse(stdout)).toEqual({
      ...{ desk: 0, found: true, name: "Blatt", content: true, subject: "z. 1\nz. 2", echo: "zeep", cancelled: [0, 6], hint: 6 },
      refusals: [3, 5, 22, 2, 9, 15],
    });
    expect(world.desk().map(({ title }) => title)).toEqual(["ohne Vorgang"]);
    expect(world.papers().map(({ path }) => path)).toEqual([["Zeep & Söhne", "Vorgang", "Blatt.txt"], ["Blatt.txt"]]);
  });
});
