import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { outbound } from "../../adapters/shared/http.ts";
import { readRelated } from "../../adapters/shared/multipart.ts";
import { soapService } from "../../adapters/shared/soap/service.ts";
import { usernameToken } from "../../adapters/shared/soap/username-token.ts";
import { soapValue, xopInclude } from "../../adapters/shared/soap/values.ts";
import { child, parseXml, type XmlElement } from "../../adapters/shared/xml.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import { silent } from "../../plugin/ports/log.ts";
import { failing, person, sample, service } from "../contracts/ecm.ts";

// One block per limit of npm soap that facts: ecm.md §3 lists, by its number there.

const context = { clock: systemClock, log: silent };
const cleanups: (() => unknown)[] = [];
const unhandled = vi.fn();
beforeEach(() => {
  unhandled.mockReset();
  process.on("uncaughtException", unhandled).on("unhandledRejection", unhandled);
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  process.off("uncaughtException", unhandled).off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

interface Canned {
  status?: number;
  type?: string;
  body: string | Buffer;
}

/** A server that answers every request the same way, and a driver that asks it. */
async function canned(answer: Canned | ((operation: string) => Canned)) {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const operation = /\w+/.exec(String(request.headers.soapaction))?.[0] ?? "";
      const { status = 200, type = "text/xml", body } = typeof answer === "function" ? answer(operation) : answer;
      response.writeHead(status, { "content-type": type, location: "/woanders" }).end(body);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return cmis.open({ url, repository: "A1", user: "u", password: "p", deadlineSeconds: 20 }, context);
}

const messaging = "http://docs.oasis-open.org/ns/cmis/messaging/200908/";
const core = "http://docs.oasis-open.org/ns/cmis/core/200908/";
const envelope = (content: string) =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${content}</S:Body></S:Envelope>`;
const answered = (operation: string, content: string, namespace = messaging) =>
  envelope(`<${operation}Response xmlns="${namespace}" xmlns:c="${core}">${content}</${operation}Response>`);
const streamed = answered(
  "getContentStream",
  `<contentStream><length>5</length><stream><x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:doc%2b1@t"/></stream></contentStream>`,
);
const filed = { objectId: "1", version: "", name: "" };
const related = 'multipart/related; type="application/xop+xml"; boundary="b:1"; start="<root>"';

/** A system that answers requests, remembering how they came. */
async function recorded() {
  const simulation = await fakeEcm.listen({ port: 0 });
  const seen: { url: string; headers: NodeJS.Dict<string | string[]>; body: Buffer }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks);
      seen.push({ url: request.url ?? "", headers: request.headers, body });
      const headers = { "content-type": String(request.headers["content-type"]) };
      const reply = await fetch(simulation.url + request.url, { method: "POST", headers, body });
      response.writeHead(reply.status, { "content-type": reply.headers.get("content-type") ?? "" }).end(await reply.bytes());
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  cleanups.push(
    () => simulation[Symbol.asyncDispose](),
    () => {
      server.closeAllConnections();
      server.close();
    },
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services11`;
  const connection = { ...simulation.world.connection, url };
  const ecm = cmis.open(connection, context);
  const sent = async (operation: string) => {
    const found = seen.find(({ headers }) => headers.soapaction === `"${operation}"`);
    const { root, part } = await readRelated(String(found?.headers["content-type"]), found?.body ?? Buffer.alloc(0));
    return { root: parseXml(root.bytes), part, raw: found?.body.toString("latin1") ?? "", headers: found?.headers ?? {} };
  };
  return { ecm, connection, world: simulation.world, seen, sent };
}

const inside = (root: XmlElement, ...names: string[]) => names.reduce<XmlElement | undefined>((at, name) => child(at, name), root);

test("limit 1: line feeds, blanks after the boundary and broken part headers neither kill the process nor are misread", async () => {
  const parts = (lineEnd: string, blanks: string, header = "Content-ID: <doc+1@t>") =>
    [`--b:1${blanks}`, "Content-ID: <root>", "", streamed, `--b:1${blanks}`, header, "", "hallo", `--b:1--${blanks}`, ""].join(lineEnd);
  for (const body of [parts("\r\n", ""), parts("\n", ""), parts("\r\n", " \t"), parts("\n", "  ")]) {
    const ecm = await canned({ type: related, body });
    expect(Buffer.from(await ecm.readBack(filed, service)).toString()).toBe("hallo");
  }
  const broken = await canned({ type: related, body: parts("\r\n", "", "Content-ID <doc+1@t>") });
  expect(await failing(broken.readBack(filed, service))).toEqual({ code: "malformed-response", kind: "transient" });
});

test("limit 2: content that comes close to a delimiter all the time is read in linear time", { timeout: 60_000 }, async () => {
  const content = Buffer.alloc(20_000_000, "\r\n--b:1x\r\n-");
  const head = `--b:1\r\nContent-ID: <root>\r\n\r\n${streamed}\r\n--b:1\r\nContent-ID: <doc+1@t>\r\n\r\n`;
  const ecm = await canned({ type: related, body: Buffer.concat([Buffer.from(head), content, Buffer.from("\r\n--b:1--")]) });
  expect(content.equals(await ecm.readBack(filed, service))).toBe(true);
});

test("limit 3: the root part may come last, content as base64, short content inside the message", async () => {
  const content = Buffer.from("hällo");
  const last = `--b:1\r\nContent-Id: <doc+1@t>\r\ncontent-transfer-encoding: base64\r\n\r\n${content.toString("base64")}\r\n--b:1\r\nContent-ID: <root>\r\n\r\n${streamed}\r\n--b:1--`;
  expect(Buffer.from(await (await canned({ type: related, body: last })).readBack(filed, service))).toEqual(content);
  for (const stream of [content.toString("base64"), ""]) {
    const inline = answered("getContentStream", `<contentStream><stream>${stream}</stream></contentStream>`);
    expect(Buffer.from(await (await canned({ body: inline })).readBack(filed, service)).toString("base64")).toBe(stream);
  }
  const dangling = await canned({ type: related, body: `--b:1\r\nContent-ID: <root>\r\n\r\n${streamed}\r\n--b:1--` });
  expect(await failing(dangling.readBack(filed, service))).toEqual({ code: "ecm-incomplete-reply", kind: "transient" });
});

test("limit 4: no title reaches a header line", async () => {
  const { ecm, sent } = await recorded();
  const document = sample({ title: 'a"\r\nX-Injected: ja', mediaType: 'text/plain"\r\nX-Injected: ja' });
  await ecm.file(document, person);
  const { raw, root } = await sent("createDocument");
  const content = raw.slice(raw.lastIndexOf("\r\n--kim-", raw.length - 60));
  expect(content.slice(0, content.indexOf("\r\n\r\n"))).toMatch(
    /^\r\n--kim-[\w-]+\r\nContent-Type: application\/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <[\w.@-]+>$/,
  );
  expect(inside(root, "Body", "createDocument", "contentStream", "filename")?.text).toBe("a- X-Injected- ja.pdf");
});

test("limit 5: dates, bytes, nothing and impossible characters are turned into what the schema takes", async () => {
  const date = new Date("2026-11-22T10:00:00Z");
  const value = { date, bytes: Buffer.from("hällo"), none: null, gone: undefined, list: [null, "a\u0000\ud83d", 1, true], deep: { date } };
  expect(soapValue(value)).toEqual({
    ...{ date: "2026-11-22T10:00:00.000Z", bytes: "aMOkbGxv", list: ["a", 1, true], deep: { date: "2026-11-22T10:00:00.000Z" } },
  });
  expect(soapValue(xopInclude("a@b"))).toEqual({ $xml: expect.stringContaining('href="cid:a%40b"') });
  expect(() => soapValue({ $xml: "<evil/>" })).toThrow(TypeError);
  const { connection, world, sent } = await recorded();
  const settings = { ...connection, documentType: "kim:record", metadataProperties: { date: { property: "kim:date", type: "dateTime" } } };
  await cmis.open(settings, context).file(sample({ title: "a\u0000\u0008\ud83db <>&'\" ]]>" }), person);
  expect(world.documents()[0]?.properties["kim:date"]).toEqual(["2026-11-22T00:00:00.000Z"]);
  expect((await sent("createDocument")).raw).not.toMatch(/xsi:nil|\[object|&#0;/);
  expect(world.documents()[0]?.properties["cmis:description"]?.[0]).toContain("ab <>&'\" ]]>");
});

describe("limit 6", () => {
  test("parameters go out in the order of the WSDL, and none that it does not have", async () => {
    const { connection, world } = await recorded();
    const http = outbound({
      ...{ system: "test/soap", allowedHosts: [new URL(connection.url).host], deadlineMs: 20_000, maxBytes: 1_000_000, log: silent },
    });
    cleanups.push(() => http[Symbol.asyncDispose]());
    const navigation = soapService({
      ...{ system: "test/soap", http, service: "NavigationService", port: "NavigationServicePort", namespace: messaging },
      wsdl: "adapters/shared/cmis-1.1/CMISWS-Service.wsdl",
      endpoint: `${connection.url}/NavigationService`,
      security: usernameToken(connection, systemClock),
      explain: (fault, { system, operation }) => new UpstreamError({ system, operation, kind: "permanent", code: fault.code }),
    });
    const call = { operation: "getChildren", safe: true, onBehalfOf: service };
    const parameters = { skipCount: 0, maxItems: 10, filter: "cmis:name", folderId: "100", repositoryId: "A1" };
    expect(await navigation.call({ ...call, parameters })).toMatchObject({ value: { objects: { numItems: expect.anything() } } });
    await expect(navigation.call({ ...call, parameters: { ...parameters, foldrId: "100" } })).rejects.toMatchObject({
      ...{ code: "soap-wsdl", kind: "permanent", detail: "getChildren.foldrId" },
    });
    await expect(navigation.call({ ...call, operation: "createDocument", parameters })).rejects.toMatchObject({ code: "soap-wsdl" });
    expect(world.requests).toHaveLength(1);
  });

  test("the simulated system would refuse another order", async () => {
    const { connection } = await recorded();
    const token = usernameToken(connection, systemClock).toXML();
    const body = `<getChildren xmlns="${messaging}"><folderId>100</folderId><repositoryId>A1</repositoryId></getChildren>`;
    const soap = `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>${token}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
    const reply = await fetch(`${connection.url}/NavigationService`, {
      method: "POST",
      headers: { "content-type": "multipart/related; boundary=x" },
      body: `--x\r\n\r\n${soap}\r\n--x--`,
    });
    expect(reply.status).toBe(500);
    expect(await reply.text()).toContain("<type>invalidArgument</type>");
  });
});

test.each([
  ["no id", answered("createDocument", ""), "ecm-incomplete-reply"],
  ["an empty id", answered("createDocument", "<objectId/>"), "ecm-incomplete-reply"],
  ["no body", '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body/></S:Envelope>', "soap-empty"],
  ["another answer", answered("createFolder", "<objectId>1</objectId>"), "malformed-response"],
  ["another namespace", answered("createDocument", "<objectId>1</objectId>", "urn:other"), "malformed-response"],
  [
    "SOAP 1.2",
    answered("createDocument", "<objectId>1</objectId>").replace(/xmlsoap.org\/soap\/envelope\//, "w3.org"),
    "malformed-response",
  ],
  ["no XML", "<objectId>1", "malformed-response"],
  ["an entity", `<!DOCTYPE a [<!ENTITY x "1">]>${answered("createDocument", "<objectId>&x;</objectId>")}`, "malformed-response"],
])("limit 7: an answer with %s is no success", async (_what, body, code) => {
  const ecm = await canned((operation) =>
    operation === "createDocument"
      ? { body }
      : {
          body: answered(
            operation,
            `<object><c:properties><c:propertyId propertyDefinitionId="cmis:objectId"><c:value>9</c:value></c:propertyId></c:properties></object>`,
          ),
        },
  );
  expect(await failing(ecm.file(sample(), person))).toEqual({ code, kind: "ambiguous" });
});

test.each([
  [301, "redirect", "permanent"],
  [302, "redirect", "ambiguous"],
  [400, "status-400", "permanent"],
  [401, "status-401", "permanent"],
  [403, "status-403", "permanent"],
  [404, "status-404", "permanent"],
  [413, "status-413", "permanent"],
  [429, "status-429", "transient"],
  [500, "status-500", "ambiguous"],
  [502, "status-502", "ambiguous"],
  [503, "status-503", "transient"],
  [504, "status-504", "ambiguous"],
])("limit 8: status %i is %s, %s", async (status, code, kind) => {
  const ecm = await canned((operation) =>
    operation === "createDocument"
      ? { status, type: "text/html", body: "<h1>Fehler</h1>" }
      : {
          body: answered(
            operation,
            `<object><c:properties><c:propertyId propertyDefinitionId="cmis:objectId"><c:value>9</c:value></c:propertyId></c:properties></object>`,
          ),
        },
  );
  expect(await failing(ecm.file(sample(), person))).toEqual({ code, kind });
});

test("limit 9: none, one and two of a kind are all lists, and empty properties are none", async () => {
  const object = (id: string, description: string) =>
    `<objects><object><c:properties><c:propertyId propertyDefinitionId="cmis:objectId"><c:value>${id}</c:value></c:propertyId>${description}</c:properties></object></objects>`;
  const described = (text: string) => `<c:propertyString propertyDefinitionId="cmis:description">${text}</c:propertyString>`;
  const ours = described("<c:value>[Referenz r] T</c:value>");
  const children = [
    "",
    object("1", ours),
    object("1", "") + object("2", ours),
    object("1", described("")) + object("2", described("<c:value/>")) + object("3", ours),
  ];
  for (const [count, content] of children.entries()) {
    const ecm = await canned((operation) =>
      operation === "getChildren"
        ? { body: answered(operation, `<objects>${content}<hasMoreItems>false</hasMoreItems></objects>`) }
        : {
            body: answered(
              operation,
              `<object><c:properties><c:propertyId propertyDefinitionId="cmis:objectId"><c:value>9</c:value></c:propertyId></c:properties></object>`,
            ),
          },
    );
    expect(await ecm.find("r", ["f"], service)).toEqual(count === 0 ? null : { objectId: String(count), version: "", name: "" });
  }
  const halves = ["<object/>", "<object><c:properties/></object>", object("7", "").replace(/<\/?objects>/g, "")];
  for (const [index, half] of halves.entries()) {
    const ecm = await canned((operation) => ({ body: answered(operation, operation === "getChildren" ? "<objects/>" : half) }));
    const incomplete = { code: "ecm-incomplete-reply", kind: "transient" };
    expect(await failing(ecm.find("r", ["f"], service)), `half ${index}`).toEqual(incomplete);
  }
});

test("limit 9: text with attributes is still text, and a value that is none is no answer", async () => {
  const attributed = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="i:string"';
  const answer = (value: string) => ({
    createDocument: `<objectId ${attributed}>7</objectId>`,
    getObject: `<object><c:properties><c:propertyId propertyDefinitionId="cmis:objectId">${value}</c:propertyId></c:properties></object>`,
  });
  const ecm = (value: string) =>
    canned((operation) => ({
      body: answered(operation, operation === "createDocument" ? answer(value).createDocument : answer(value).getObject),
    }));
  expect(await (await ecm(`<c:value ${attributed}>8</c:value>`)).file(sample(), person)).toMatchObject({ objectId: "8" });
  const incomplete = { code: "ecm-incomplete-reply", kind: "transient" };
  expect(await failing((await ecm("<c:value><c:odd>8</c:odd></c:value>")).find("r", ["f"], service))).toEqual(incomplete);
});

test("limit 10: calls to several services at once do not get into each other's way", async () => {
  const { ecm, seen } = await recorded();
  await Promise.all([
    ecm.check(service),
    ecm.find("r", [], service),
    ecm.file(sample(), person),
    ecm.check(service),
    ecm.file(sample(), person),
  ]);
  const services = seen.map(({ url, headers }) => `${url.split("/").at(-1)} ${headers.soapaction}`);
  expect(new Set(services)).toEqual(
    new Set([
      ...['RepositoryService "getRepositoryInfo"', 'RepositoryService "getTypeDefinition"', 'NavigationService "getChildren"'],
      ...['ObjectService "getObjectByPath"', 'ObjectService "createFolder"', 'ObjectService "createDocument"', 'ObjectService "getObject"'],
      'ObjectService "getAllowableActions"',
    ]),
  );
});

test("limit 11: content goes as an attachment, never as base64 inside the message, however short", async () => {
  const { ecm, sent } = await recorded();
  await ecm.file(sample({ bytes: Buffer.from("%PDF kurz") }), person);
  const { root, part, raw } = await sent("createDocument");
  const include = inside(root, "Body", "createDocument", "contentStream", "stream", "Include");
  expect(include?.namespace).toBe("http://www.w3.org/2004/08/xop/include");
  expect(Buffer.from(part(include?.attributes.href ?? "")?.bytes ?? "").toString()).toBe("%PDF kurz");
  expect(raw).not.toContain(Buffer.from("%PDF kurz").toString("base64"));
});

test("limit 12: SOAP 1.1 as MTOM every time, ids that XML allows", async () => {
  const { ecm, sent, seen } = await recorded();
  await ecm.find("x", [], service);
  for (const { headers } of seen)
    expect(headers["content-type"]).toMatch(
      /^multipart\/related; type="application\/xop\+xml"; start="<[\w@-]+>"; start-info="text\/xml"; boundary="kim-[\w-]+"$/,
    );
  const { root, headers } = await sent("getObjectByPath");
  expect(root.namespace).toBe("http://schemas.xmlsoap.org/soap/envelope/");
  expect(headers).toMatchObject({ soapaction: '"getObjectByPath"', "on-behalf-of": "service:Abgleich" });
  const security = inside(root, "Header", "Security");
  const ids = security?.children.map(({ attributes }) => Object.values(attributes)[0]);
  expect(ids).toEqual([expect.stringMatching(/^[a-z][\w-]+$/), expect.stringMatching(/^[a-z][\w-]+$/)]);
  expect(inside(security as XmlElement, "UsernameToken", "Password")?.attributes.Type).toMatch(/#PasswordText$/);
});
