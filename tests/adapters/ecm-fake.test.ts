import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import type { FakeEcmWorld } from "../../adapters/ecm/fake/world.ts";
import { mediaType } from "../../adapters/shared/multipart/media-type.ts";
import { readRelated } from "../../adapters/shared/multipart.ts";
import { usernameToken } from "../../adapters/shared/soap/username-token.ts";
import { child, parseXml } from "../../adapters/shared/xml.ts";
import type { Simulation } from "../../plugin/ports/adapter.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { person, sample } from "../contracts/ecm.ts";

let simulation: Simulation<FakeEcmWorld>;
beforeAll(async () => {
  simulation = await fakeEcm.listen({ port: 0 });
});
afterAll(() => simulation[Symbol.asyncDispose]());
beforeEach(() => simulation.world.clear());
const file = (changes: Parameters<typeof sample>[0]) =>
  cmis.open(simulation.world.connection, { clock: systemClock, log: silent }).file(sample(changes), person);
const messaging = "http://docs.oasis-open.org/ns/cmis/messaging/200908/";

async function ask(service: string, body: string, header = usernameToken(simulation.world.connection, systemClock).toXML()) {
  const envelope = `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>${header}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
  const reply = await fetch(`${simulation.world.connection.url}/${service}`, {
    method: "POST",
    headers: { "content-type": "multipart/related; boundary=x" },
    body: `--x\r\n\r\n${envelope}\r\n--x--`,
  });
  const { root } = await readRelated(reply.headers.get("content-type") ?? "", Buffer.from(await reply.bytes()));
  const answer = child(parseXml(root.bytes), "Body")?.children[0];
  const fault = child(child(answer, "detail"), "cmisFault");
  return { status: reply.status, answer, type: child(fault, "type")?.text, trace: child(fault, "stacktrace")?.text ?? "" };
}

describe("the page for people", () => {
  test("is German, and says that nothing is there yet", async () => {
    const reply = await fetch(simulation.url);
    expect(reply.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const page = await reply.text();
    expect(page).toContain('<html lang="de">');
    expect(page).toContain("noch kein Dokument");
    expect(page).not.toContain("<table");
  });

  test("lists what was filed, newest first, as text, and opens it", async () => {
    await file({ title: "Erstes" });
    await file({
      title: "<script>alert(1)</script> & Co",
      extension: "html",
      mediaType: "text/html",
      bytes: Buffer.from("<h1>Blatt</h1>"),
    });
    const page = await (await fetch(simulation.url)).text();
    expect(page).not.toContain("<script>");
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co");
    const links = [...page.matchAll(/href="(\/documents\/\d+)">([^<]*)</g)].map(([, path, name]) => ({ path, name }));
    expect(links.map(({ name }) => name)).toEqual(["-script-alert(1)--script- &amp; Co.html", "Erstes.pdf"]);
    const opened = await fetch(simulation.url + links[0]?.path);
    expect(opened.headers.get("content-type")).toBe("text/html");
    expect(opened.headers.get("content-security-policy")).toMatch(/^sandbox;/);
    expect(opened.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await opened.text()).toBe("<h1>Blatt</h1>");
  });

  test.each(["/documents/1", "/documents/", "/nirgends", "/services11/ObjectService", "/services11/toString?wsdl"])(
    "%s is not there",
    async (path) => {
      expect((await fetch(simulation.url + path)).status).toBe(404);
    },
  );

  test("takes no other method", async () => {
    expect((await fetch(simulation.url, { method: "PUT" })).status).toBe(405);
  });
});

describe("the interface for programs", () => {
  test("the WSDL is served with our addresses, and so is what it imports", async () => {
    const { url } = simulation.world.connection;
    const wsdl = await (await fetch(`${url}/ObjectService?wsdl`)).text();
    expect(wsdl).toContain("Copyright (c) OASIS Open 2013");
    const addresses = [...wsdl.matchAll(/<soap:address\s+location="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses).toContain(`${url}/ObjectService`);
    expect(addresses.every((address) => address?.startsWith(url))).toBe(true);
    for (const [, file] of wsdl.matchAll(/schemaLocation="([^"]+)"/g)) {
      expect(parseXml(Buffer.from(await (await fetch(`${url}/${file}`)).bytes())).name).toBe("schema");
    }
  });

  test("answers look like those of OpenCMIS", async () => {
    const reply = await fetch(`${simulation.world.connection.url}/RepositoryService`, {
      method: "POST",
      headers: { "content-type": "multipart/related; boundary=x" },
      body: "--x\r\n\r\nkein XML\r\n--x--",
    });
    const { parameters } = mediaType(reply.headers.get("content-type") ?? "");
    expect(parameters).toMatchObject({ boundary: expect.stringMatching(/^uuid:/), start: expect.stringMatching(/^<rootpart\*.*>$/) });
    expect(reply.headers.get("transfer-encoding")).toBe("chunked");
  });

  test("a request without MTOM is refused", async () => {
    const reply = await fetch(`${simulation.world.connection.url}/RepositoryService`, {
      method: "POST",
      headers: { "content-type": "text/xml" },
      body: "<x/>",
    });
    expect(reply.status).toBe(500);
    expect(await reply.text()).toContain("The request is not MTOM encoded.");
  });

  test("repositories are listed", async () => {
    const { status, answer } = await ask("RepositoryService", `<getRepositories xmlns="${messaging}"/>`);
    expect(status).toBe(200);
    expect(child(child(answer, "repositories"), "repositoryId")?.text).toBe("A1");
  });

  test("properties are told of an object", async () => {
    const { objectId } = await file({ title: "Eigenschaften" });
    const { answer } = await ask(
      "ObjectService",
      `<getProperties xmlns="${messaging}"><repositoryId>A1</repositoryId><objectId>${objectId}</objectId></getProperties>`,
    );
    const ids = child(answer, "properties")?.children.map(({ attributes }) => attributes.propertyDefinitionId);
    expect(ids).toEqual(expect.arrayContaining(["cmis:objectId", "cmis:name", "cmis:contentStreamLength", "cmis:creationDate"]));
  });

  test.each([
    [
      "a missing parameter",
      "ObjectService",
      `<getObject xmlns="${messaging}"><repositoryId>A1</repositoryId></getObject>`,
      "invalidArgument",
    ],
    [
      "an unknown one",
      "ObjectService",
      `<getObject xmlns="${messaging}"><repositoryId>A1</repositoryId><id>1</id></getObject>`,
      "invalidArgument",
    ],
    ["another namespace", "RepositoryService", `<getRepositories xmlns="urn:x"/>`, "invalidArgument"],
    [
      "another repository",
      "ObjectService",
      `<getObject xmlns="${messaging}"><repositoryId>B</repositoryId><objectId>1</objectId></getObject>`,
      "objectNotFound",
    ],
    ["an operation of another service", "ObjectService", `<getRepositories xmlns="${messaging}"/>`, "notSupported"],
    ["nothing", "ObjectService", "", "notSupported"],
    [
      "a query it does not know",
      "DiscoveryService",
      `<query xmlns="${messaging}"><repositoryId>A1</repositoryId><statement>SELECT * FROM cmis:document</statement></query>`,
      "invalidArgument",
    ],
    [
      "a property that is not queryable",
      "DiscoveryService",
      `<query xmlns="${messaging}"><repositoryId>A1</repositoryId><statement>SELECT cmis:objectId FROM cmis:document WHERE cmis:description = 'x'</statement></query>`,
      "invalidArgument",
    ],
    [
      "content that is not attached",
      "ObjectService",
      `<createDocument xmlns="${messaging}" xmlns:c="http://docs.oasis-open.org/ns/cmis/core/200908/"><repositoryId>A1</repositoryId><properties><c:propertyId propertyDefinitionId="cmis:objectTypeId"><c:value>cmis:document</c:value></c:propertyId><c:propertyString propertyDefinitionId="cmis:name"><c:value>x</c:value></c:propertyString></properties><folderId>100</folderId><contentStream><stream><Include href="cid:none"/></stream></contentStream></createDocument>`,
      "invalidArgument",
    ],
  ])("%s is a fault with a stack trace", async (_what, service, body, type) => {
    const fault = await ask(service, body);
    expect([fault.status, fault.type]).toEqual([500, type]);
    expect(fault.trace.split("\n\tat ").length).toBeGreaterThan(60);
    expect(simulation.world.documents()).toEqual([]);
  });

  test.each(["", "<Security/>", "<Security><UsernameToken><Username>kim-im-rat</Username></UsernameToken></Security>"])(
    "the header %j lets nobody in",
    async (header) => {
      const { status, answer, type } = await ask("RepositoryService", `<getRepositories xmlns="${messaging}"/>`, header);
      expect([status, type]).toEqual([500, undefined]);
      expect(child(answer, "faultcode")?.text).toMatch(/^w:(InvalidSecurity|FailedAuthentication)$/);
    },
  );
});

describe("the script of mishaps", () => {
  const script = (body: string, type = "application/json") =>
    fetch(`${simulation.url}/_mishaps`, { method: "POST", headers: { "content-type": type }, body });

  test("can be set from outside, looked at and cleared", async () => {
    expect((await script('{"happens":"empty"}')).status).toBe(200);
    const pending = await (await script('[{"happens":"drip","operation":"*","times":2}]')).json();
    expect(pending).toMatchObject([
      { happens: "empty", operation: "createDocument" },
      { happens: "drip", operation: "*", times: 2 },
    ]);
    expect(await (await fetch(`${simulation.url}/_mishaps`)).json()).toEqual(pending);
    await fetch(`${simulation.url}/_mishaps`, { method: "DELETE" });
    expect(simulation.world.mishaps.pending).toEqual([]);
  });

  test.each(["", "{}", "[1]", '{"happens":"unheard-of"}', `"${"x".repeat(20_000)}"`])("%j is refused", async (body) => {
    expect((await script(body)).status).toBe(400);
  });

  test("a form of another origin cannot set it", async () => {
    expect((await script('{"happens":"empty"}', "text/plain")).status).toBe(415);
  });
});

test("two simulations do not share anything, and a port that is taken is said", async () => {
  await using other = await fakeEcm.listen({ port: 0 });
  await file({});
  expect(other.world.documents()).toEqual([]);
  await expect(fakeEcm.listen({ port: Number(new URL(other.url).port) })).rejects.toMatchObject({ code: "EADDRINUSE" });
});
