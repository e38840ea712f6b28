import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { explainFault } from "../../adapters/ecm/cmis/soap/faults.ts";
import { refuseInvalid } from "../../adapters/ecm/fake/schema.ts";
import { outbound } from "../../adapters/shared/http.ts";
import { readRelated } from "../../adapters/shared/multipart.ts";
import { soapService } from "../../adapters/shared/soap/service.ts";
import { child, parseXml } from "../../adapters/shared/xml.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { failing, service } from "../contracts/ecm.ts";

/** Raw messages of a real OpenCMIS server. They lie beside the checkout, not in it. */
const folder = new URL("../../../shared/interfaces/cmis/samples/", import.meta.url);
const names = existsSync(folder) ? readdirSync(folder).sort() : [];
// Not through console: vitest shows that only for tests that fail.
if (names.length === 0) process.stderr.write(`recorded messages of OpenCMIS not tried: ${folder.pathname} is not there\n`);

function read(name: string) {
  const bytes = readFileSync(new URL(name, folder));
  const end = bytes.indexOf("\r\n\r\n") < 0 ? bytes.indexOf("\n\n") : bytes.indexOf("\r\n\r\n");
  const headEnd = bytes.indexOf("\n\n") >= 0 && bytes.indexOf("\n\n") < end ? bytes.indexOf("\n\n") : end;
  const head = bytes.toString("latin1", 0, headEnd);
  const body = bytes.subarray(headEnd + (bytes[headEnd] === 0x0d ? 4 : 2));
  const header = (key: string) => new RegExp(`^${key}: (.*?)\\r?$`, "im").exec(head)?.[1] ?? "";
  return { head, header, body, status: Number(/^HTTP\/1.1 (\d+)/.exec(head)?.[1]) };
}

const operationOf = (name: string) => {
  const request = name.replace("response", "request");
  return names.includes(request) ? (/\w+/.exec(read(request).header("SOAPAction"))?.[0] ?? "") : "createDocument";
};
const serviceOf = (name: string) => {
  const request = name.replace("response", "request");
  return names.includes(request) ? (/(\w+Service) HTTP/.exec(read(request).head)?.[1] ?? "") : "ObjectService";
};

const faults: Readonly<Record<string, object>> = {
  "06": { code: "name-taken", kind: "permanent" },
  "09": { code: "ecm-not-found", kind: "permanent" },
  "12": { code: "ecm-conflict", kind: "permanent" },
  "14": { code: "ecm-invalid-argument", kind: "permanent" },
  "15": { code: "ecm-refused", kind: "permanent" },
  "17": { code: "ecm-fault", kind: "ambiguous" },
};

/** What was not recorded is answered like an object that is not there: so `check` finds no folder whose rights it could ask for. */
const unrecorded = "09-getObject-notFound-fault.response.http";

describe.runIf(names.length > 0)("recorded messages of OpenCMIS", { timeout: 30_000 }, () => {
  let url: string;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const number = request.url?.split("/")[1];
      const operation = /\w+/.exec(String(request.headers.soapaction))?.[0];
      const fits = (name: string) =>
        name.endsWith("response.http") && (number === "any" ? operationOf(name) === operation : name.startsWith(`${number}-`));
      const { status, header, body } = read(names.find(fits) ?? unrecorded);
      response.writeHead(status, { "content-type": header("content-type") }).end(body);
    });
  });
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test("all 33 are there", () => {
    expect(names).toHaveLength(33);
  });

  test.each(names.filter((name) => name.endsWith("request.http")))("%s is what the simulated system would take", async (name) => {
    const { header, body } = read(name);
    if (!header("Content-Type").startsWith("multipart/")) {
      expect(name).toMatch(/^15-notMTOM/);
      return;
    }
    const { root } = await readRelated(header("Content-Type"), body);
    const operation = child(parseXml(root.bytes), "Body")?.children[0];
    expect(operation?.name).toBe(operationOf(name));
    if (operation) refuseInvalid(operation);
  });

  test.each(names.filter((name) => name.endsWith("response.http")))("%s is understood", async (name) => {
    const http = outbound({ system: "ecm/cmis", allowedHosts: [new URL(url).host], deadlineMs: 20_000, maxBytes: 1_000_000, log: silent });
    const peer = soapService({
      ...{ system: "ecm/cmis", http, service: serviceOf(name), port: `${serviceOf(name)}Port`, endpoint: `${url}/${name.slice(0, 2)}/x` },
      ...{ wsdl: "adapters/shared/cmis-1.1/CMISWS-Service.wsdl", namespace: "http://docs.oasis-open.org/ns/cmis/messaging/200908/" },
      ...{ security: { toXML: () => "" }, explain: explainFault },
    });
    const asking = peer.call({ operation: operationOf(name), parameters: {}, safe: false, onBehalfOf: service });
    const fault = faults[name.slice(0, 2)];
    if (fault) expect(await failing(asking)).toEqual(fault);
    else expect(Object.keys((await asking).value as object)).not.toEqual([]);
    await http[Symbol.asyncDispose]();
  });

  test("the driver makes of them what it needs", async () => {
    const ecm = cmis.open({ url: `${url}/any`, repository: "A1", user: "user", password: "secret" }, { clock: systemClock, log: silent });
    expect(await ecm.check(service)).toEqual({
      ok: true,
      facts: ["Apache-Chemistry-OpenCMIS-InMemory/? ?", "CMIS 1.1", "query: bothcombined"],
    });
    const content = await ecm.readBack({ objectId: "154", version: "", name: "" }, service);
    expect(Buffer.from(content).toString()).toBe("%PDF-1.4\nsample");
  });
});
