import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { readRelated } from "../../adapters/shared/multipart.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import type { Ecm } from "../../plugin/ports/ecm.ts";
import { silent } from "../../plugin/ports/log.ts";
import { cmisVariants } from "../contracts/cmis-variants.ts";
import { person, sample, service } from "../contracts/ecm.ts";
import { isHere } from "./peers.ts";

/** SOAP 1.1 around exactly one element of CMIS-Messaging.xsd, which must be valid to the last attribute. */
const envelopeSchema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://schemas.xmlsoap.org/soap/envelope/" elementFormDefault="qualified">
<xs:import namespace="http://docs.oasis-open.org/ns/cmis/messaging/200908/" schemaLocation="CMIS-Messaging.xsd"/>
<xs:element name="Envelope"><xs:complexType><xs:sequence>
<xs:element name="Header" minOccurs="0"><xs:complexType><xs:sequence><xs:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
<xs:element name="Body"><xs:complexType><xs:sequence><xs:any namespace="http://docs.oasis-open.org/ns/cmis/messaging/200908/" processContents="strict"/></xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element></xs:schema>`;

describe.runIf(isHere("xmllint"))("xmllint, with the schemas of OASIS", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kim-xmllint-"));
    for (const name of ["CMIS-Core.xsd", "CMIS-Messaging.xsd"]) await cp(`adapters/shared/cmis-1.1/${name}`, join(folder, name));
    await writeFile(join(folder, "envelope.xsd"), envelopeSchema);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function complaints(messages: ReadonlyMap<string, string>): Promise<string[]> {
    for (const [name, text] of messages) await writeFile(join(folder, name), text);
    const checking = promisify(execFile)("xmllint", ["--noout", "--nonet", "--schema", "envelope.xsd", ...messages.keys()], {
      cwd: folder,
    });
    const said = await checking.then(
      ({ stderr }) => stderr,
      (error: { stderr: string }) => error.stderr,
    );
    return said.split("\n").filter((line) => line !== "" && !line.endsWith(" validates"));
  }

  /** Everything that went over the wire, by operation, with base64 in place of attachments. */
  async function overheard(
    work: (connection: object) => Promise<void>,
  ): Promise<{ requests: Map<string, string>; replies: Map<string, string> }> {
    await using simulation = await fakeEcm.listen({ port: 0 });
    const [requests, replies] = [new Map<string, string>(), new Map<string, string>()];
    const keep = async (into: Map<string, string>, operation: string, type: string, body: Buffer) => {
      const { root } = await readRelated(type, body);
      const text = Buffer.from(root.bytes)
        .toString()
        .replace(/<xop:Include [^>]*\/>/g, "eA==");
      if (!text.includes("Fault>")) into.set(`${operation}-${into.size}.xml`, text);
    };
    const server = createServer(async (request, response) => {
      const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
      const type = String(request.headers["content-type"]);
      const operation = /\w+/.exec(String(request.headers.soapaction))?.[0] ?? "";
      const reply = await fetch(simulation.url + request.url, { method: "POST", headers: { "content-type": type }, body });
      const answer = Buffer.from(await reply.bytes());
      const answerType = reply.headers.get("content-type") ?? "";
      await keep(requests, operation, type, body);
      await keep(replies, `${operation}Response`, answerType, answer);
      response.writeHead(reply.status, { "content-type": answerType }).end(answer);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    try {
      await work({ ...simulation.world.connection, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services11` });
    } finally {
      server.closeAllConnections();
      server.close();
    }
    return { requests, replies };
  }

  test.each(Object.entries(cmisVariants))(
    "all that the driver sends and the simulated system answers is valid: %s",
    async (_name, { settings }) => {
      const { requests, replies } = await overheard(async (connection) => {
        const ecm: Ecm = cmis.open({ ...connection, ...settings }, { clock: systemClock, log: silent });
        await ecm.check(service);
        const document = sample({ title: 'Drucksache 2026/123: "Förderung" <b>&amp;</b> \u0000\ud83d 👩‍👩‍👧' });
        const filed = await ecm.file(document, person);
        await ecm.find(document.reference, document.folder, service);
        await ecm.find("fehlt", document.folder, service);
        await ecm.readBack(filed, service);
        const next = sample({ folder: document.folder });
        const revised = (await ecm.revise?.(filed, next, person)) ?? filed;
        await ecm.revise?.(filed, sample({ folder: document.folder }), person);
        await ecm.withdraw?.(revised, person);
      });
      const operations = new Set([...requests.keys()].map((name) => name.split("-")[0]));
      expect([...operations]).toEqual(
        expect.arrayContaining(["getRepositoryInfo", "getTypeDefinition", "createDocument", "getContentStream", "getChildren"]),
      );
      expect(await complaints(requests)).toEqual([]);
      expect(await complaints(replies)).toEqual([]);
    },
  );

  test("it would complain of another order, of an unknown value and of what is not there", async () => {
    const { requests } = await overheard(async (connection) => {
      await cmis.open({ ...connection, versioning: "none" }, { clock: systemClock, log: silent }).file(sample(), person);
    });
    const [name = "", text = ""] = [...requests].find(([operation]) => operation.startsWith("createDocument")) ?? [];
    const repository = /<(\w+:)?repositoryId>.*?<\/(\w+:)?repositoryId>/;
    const broken = {
      order: text.replace(repository, "").replace(/(<\/\w*:?folderId>)/, `$1${repository.exec(text)?.[0]}`),
      value: text.replace(">none<", ">keine<"),
      missing: text.replace(repository, ""),
    };
    expect(await complaints(new Map([[name, text]]))).toEqual([]);
    for (const [what, message] of Object.entries(broken)) {
      expect(message, what).not.toBe(text);
      expect(await complaints(new Map([[`${what}.xml`, message]])), what).not.toEqual([]);
    }
  });
});
