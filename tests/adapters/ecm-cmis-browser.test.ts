import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import { silent } from "../../plugin/ports/log.ts";
import { failing, person, sample, service } from "../contracts/ecm.ts";

const context = { clock: systemClock, log: silent };
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Canned {
  status?: number;
  type?: string;
  body?: string | Buffer;
}
interface Seen {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A repository that answers as it is told, after the question for its addresses, and a driver that asks it. */
async function canned(answer: (request: Seen) => Canned, named: (url: string) => object = addressesAt, settings: object = {}) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const asked = {
        method: request.method ?? "",
        url: new URL(request.url ?? "", url),
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      seen.push(asked);
      const isDiscovery = asked.url.pathname === "/browser";
      const {
        status = 200,
        type = "application/json",
        body = "",
      } = isDiscovery ? { body: JSON.stringify({ A1: named(url) }) } : answer(asked);
      response.writeHead(status, { "content-type": type, location: "/woanders" }).end(body);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const open = (more: object = {}) =>
    cmis.open(
      {
        binding: "browser",
        url: `${url}/browser`,
        repository: "A1",
        user: "Jörg",
        password: "gehe:im",
        deadlineSeconds: 20,
        ...settings,
        ...more,
      },
      context,
    );
  return { ecm: open(), open, seen, url };
}

const addressesAt = (url: string) => ({ repositoryId: "A1", repositoryUrl: `${url}/browser/A1`, rootFolderUrl: `${url}/browser/A1/root` });
const object = (properties: object) => JSON.stringify({ succinctProperties: { "cmis:objectId": "9", ...properties } });
const exception = (name: string) =>
  JSON.stringify({ exception: name, message: "Herr Muster\n\tat org.example.Secret(7)", stacktrace: "\tat org.example" });

/** Everything is there, and the document itself meets this. */
const filing = (answer: Canned) => canned(({ method }) => (method === "POST" ? answer : { body: object({}) }));

test.each([
  ["constraint", 409, "ecm-constraint", "permanent"],
  ["contentAlreadyExists", 409, "ecm-constraint", "permanent"],
  ["filterNotValid", 400, "ecm-invalid-argument", "permanent"],
  ["invalidArgument", 400, "ecm-invalid-argument", "permanent"],
  ["nameConstraintViolation", 409, "name-taken", "permanent"],
  ["nameConstraintViolation", 200, "name-taken", "permanent"],
  ["notSupported", 405, "ecm-not-supported", "permanent"],
  ["objectNotFound", 404, "ecm-not-found", "permanent"],
  ["permissionDenied", 403, "ecm-permission-denied", "permanent"],
  ["streamNotSupported", 403, "ecm-not-supported", "permanent"],
  ["updateConflict", 409, "ecm-conflict", "permanent"],
  ["versioning", 409, "ecm-conflict", "permanent"],
  ["runtime", 500, "ecm-fault", "ambiguous"],
  ["storage", 500, "ecm-fault", "ambiguous"],
  ["tooManyRequests", 503, "status-503", "transient"],
  ["somethingOfTheirOwn", 409, "ecm-fault", "ambiguous"],
])("exception %s with status %i is %s, %s, and nothing of its words is relayed", async (name, status, code, kind) => {
  const { ecm } = await filing({ status, body: exception(name) });
  const error = await ecm.file(sample(), person).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UpstreamError);
  expect(error).toMatchObject({ code, kind });
  expect(`${(error as Error).message}${(error as Error).stack?.split("\n")[0]}${JSON.stringify(error)}`).not.toMatch(
    /Muster|org\.example|Secret/,
  );
});

test.each([
  [301, "redirect", "permanent"],
  [302, "redirect", "ambiguous"],
  [400, "status-400", "permanent"],
  [401, "ecm-sign-in-refused", "permanent"],
  [403, "status-403", "permanent"],
  [404, "status-404", "permanent"],
  [409, "status-409", "permanent"],
  [413, "status-413", "permanent"],
  [429, "status-429", "transient"],
  [500, "status-500", "ambiguous"],
  [502, "status-502", "ambiguous"],
  [503, "status-503", "transient"],
  [504, "status-504", "ambiguous"],
])("status %i with a web page is %s, %s", async (status, code, kind) => {
  const { ecm } = await filing({ status, type: "text/html", body: "<h1>Fehler</h1>" });
  expect(await failing(ecm.file(sample(), person))).toEqual({ code, kind });
});

test.each([
  ["nothing", { body: "" }, "ecm-empty"],
  ["a web page", { type: "text/html; charset=utf-8", body: "<form>" }, "ecm-html"],
  ["half an object", { body: object({}).slice(0, -4) }, "malformed-response"],
  ["bytes that are no UTF-8", { body: Buffer.from(object({ "cmis:name": "Grüße" }), "latin1") }, "malformed-response"],
  ["an object without id", { body: '{"succinctProperties":{"cmis:name":"x"}}' }, "ecm-incomplete-reply"],
  ["an object whose id is null", { body: '{"succinctProperties":{"cmis:objectId":null}}' }, "ecm-incomplete-reply"],
  ["a list", { body: "[]" }, "ecm-incomplete-reply"],
  ["null", { body: "null" }, "ecm-incomplete-reply"],
  ["an endless object", { body: Buffer.alloc(10_000_001, " ") }, "too-large"],
])("an answer that is %s is no success", async (_what, answer, code) => {
  const { ecm } = await filing(answer);
  expect(await failing(ecm.file(sample(), person))).toEqual({ code, kind: "ambiguous" });
});

test("a 404 that is not the repository's own does not say that a document is absent", async () => {
  for (const answer of [
    { status: 404, type: "text/html", body: "<h1>404</h1>" },
    { status: 404, body: "" },
    { status: 404, body: "{}" },
  ]) {
    const { ecm } = await canned(() => answer);
    expect(await failing(ecm.find("r", ["f"], service))).toEqual({ code: "status-404", kind: "permanent" });
  }
  const { ecm } = await canned(() => ({ status: 404, body: exception("objectNotFound") }));
  expect(await ecm.find("r", ["f"], service)).toBeNull();
});

test("a repository that does not know succinct objects is understood", async () => {
  const description = { id: "cmis:description", type: "string", cardinality: "single", value: "[Referenz r] T" };
  const properties = {
    "cmis:objectId": { value: "7" },
    "cmis:name": { value: "T.pdf" },
    "cmis:versionLabel": { value: null },
    "cmis:description": description,
  };
  const { ecm } = await canned(({ url }) => ({
    body: JSON.stringify(
      url.searchParams.get("cmisselector") === "children" ? { objects: [{ object: { properties } }], hasMoreItems: false } : { properties },
    ),
  }));
  expect(await ecm.find("r", ["f"], service)).toEqual({ objectId: "7", version: "", name: "T.pdf" });
});

describe("what is sent", () => {
  test("a form whose first control says that it is UTF-8, and a file name that no header can choke on", async () => {
    const { ecm, seen } = await canned(() => ({ body: object({}) }), undefined, {
      metadataProperties: { date: { property: "x:date", type: "dateTime" } },
    });
    const document = sample({
      title: 'Grüße "\r\nX-Injected: ja',
      mediaType: 'text/plain"\r\nX-Injected: ja',
      bytes: Buffer.from("--kim-\r\n--"),
    });
    await ecm.file(document, person);
    const sent = seen.find(({ method }) => method === "POST");
    const boundary = /^multipart\/form-data; boundary=(kim-[\w-]+)$/.exec(sent?.headers["content-type"] ?? "")?.[1] ?? "";
    const text = sent?.body.toString("utf8") ?? "";
    const parts = text
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => part.slice(2, -2).split("\r\n\r\n"));
    expect(parts[0]).toEqual(['Content-Disposition: form-data; name="_charset_"', "utf-8"]);
    expect(parts.map(([head]) => head?.split("\r\n")[0])).toContain(
      'Content-Disposition: form-data; name="content"; filename="content.bin"',
    );
    for (const [head] of parts)
      expect(head).toMatch(
        /^Content-Disposition: form-data; name="[\w[\]]+"(; filename="content.bin"\r\nContent-Type: application\/octet-stream\r\nContent-Transfer-Encoding: binary)?$/,
      );
    const field = (name: string) => parts.find(([head]) => head?.endsWith(`name="${name}"`))?.[1];
    const ids = parts.flatMap(([head, value]) => (head?.includes('name="propertyId[') ? [value] : []));
    expect(ids).toEqual(["cmis:objectTypeId", "cmis:name", "x:date", "cmis:description"]);
    expect(field("propertyValue[1]")).toBe("Grüße - X-Injected- ja.pdf");
    expect(field("propertyValue[2]")).toBe(String(Date.UTC(2026, 10, 22)));
    expect(parts.at(-1)?.slice(1).join("\r\n\r\n")).toBe("--kim-\r\n--");
    expect(Number(sent?.headers["content-length"])).toBe(sent?.body.length);
  });

  test("the login as Basic in UTF-8, and on whose behalf", async () => {
    const { ecm, seen } = await canned(() => ({ body: object({}) }));
    await ecm.find("r", [], service).catch(() => {});
    expect(seen.length).toBeGreaterThan(1);
    for (const { headers } of seen) {
      expect(headers.authorization).toBe(`Basic ${Buffer.from("Jörg:gehe:im").toString("base64")}`);
      expect(headers["on-behalf-of"]).toBe("service:Abgleich");
    }
  });

  test("a token from a file, read anew when it changes, and the last one while the file is away", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kim-token-"));
    cleanups.push(() => rm(folder, { recursive: true }));
    const file = join(folder, "token");
    await writeFile(file, "eins\n");
    const { open, seen } = await canned(() => ({ status: 404, body: exception("objectNotFound") }));
    const ecm = open({ user: undefined, password: undefined, token: { file } });
    await ecm.find("r", ["a"], service);
    await writeFile(file, "zwei\nzweite Zeile");
    await ecm.find("r", ["a"], service);
    await rm(file);
    await ecm.find("r", ["a"], service);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer eins", "Bearer eins", "Bearer zwei", "Bearer zwei"]);
  });

  test("paths are encoded segment by segment", async () => {
    const { ecm, seen } = await canned(() => ({ status: 404, body: exception("objectNotFound") }));
    await ecm.find("r", ["Köln 50 %", "A&B #1"], service);
    expect(seen.at(-1)?.url.pathname).toBe("/browser/A1/root/K%C3%B6ln%2050%20%25/A%26B%20%231");
    expect(seen.at(-1)?.url.searchParams.get("cmisselector")).toBe("object");
  });
});

describe("the addresses that the repository names", () => {
  const missing = { status: 404, body: exception("objectNotFound") };

  test.each(["http://ecm.intern:8080", "https://ecm.intern", "https://127.0.0.1:1"])(
    "%s, which is not allowed, is looked for at our own address",
    async (origin) => {
      const { ecm, seen } = await canned(
        () => missing,
        () => addressesAt(origin),
      );
      expect(await ecm.find("r", ["f"], service)).toBeNull();
      expect(seen.at(-1)?.url.pathname).toBe("/browser/A1/root/f");
    },
  );

  test("are asked for once, and again after a failure", async () => {
    const { ecm, seen } = await canned(() => missing);
    await Promise.all([ecm.find("r", ["f"], service), ecm.find("r", ["f"], service)]);
    expect(seen.filter(({ url }) => url.pathname === "/browser")).toHaveLength(1);
    let broken = true;
    const other = await canned(
      () => missing,
      (url) => (broken ? { repositoryUrl: "kaputt" } : addressesAt(url)),
    );
    expect(await failing(other.ecm.find("r", ["f"], service))).toEqual({ code: "ecm-incomplete-reply", kind: "transient" });
    broken = false;
    expect(await other.ecm.find("r", ["f"], service)).toBeNull();
  });

  test("a repository that is not there is said so", async () => {
    const { open } = await canned(() => missing);
    expect(await open({ repository: "B2" }).check(service)).toMatchObject({ ok: false, code: "ecm-not-found" });
  });
});

describe("content", () => {
  const held = (body: Buffer | string, type: string, facts: object) =>
    canned(({ url }) => (url.searchParams.get("cmisselector") === "content" ? { body, type } : { body: object(facts) }));
  const filed = { objectId: "9", version: "", name: "" };

  test("a sign-in page is no document, a document that is a page is one", async () => {
    const page = "<!doctype html><form>";
    const facts = { "cmis:contentStreamMimeType": "application/pdf", "cmis:contentStreamLength": page.length };
    expect(await failing((await held(page, "text/html", facts)).ecm.readBack(filed, service))).toEqual({
      code: "ecm-html",
      kind: "transient",
    });
    const { ecm } = await held(page, "text/html", { ...facts, "cmis:contentStreamMimeType": "text/html" });
    expect(Buffer.from(await ecm.readBack(filed, service)).toString()).toBe(page);
  });

  test("less or more than the repository holds is no document; a length it does not know is none to compare with", async () => {
    for (const length of [4, 6]) {
      const { ecm } = await held("hallo", "application/pdf", { "cmis:contentStreamLength": length });
      expect(await failing(ecm.readBack(filed, service))).toEqual({ code: "ecm-incomplete-reply", kind: "transient" });
    }
    for (const length of [5, -1, null]) {
      const { ecm } = await held("hallo", "application/pdf", { "cmis:contentStreamLength": length });
      expect(Buffer.from(await ecm.readBack(filed, service)).toString()).toBe("hallo");
    }
  });
});

describe("the simulated system", () => {
  test("takes a form for ISO-8859-1 that does not begin with its character set", async () => {
    await using simulation = await fakeEcm.listen({ port: 0 });
    const { url, user, password } = simulation.world.browser;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
    const field = (name: string, value: string) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const fields = [
      "cmisaction",
      "createDocument",
      "propertyId[0]",
      "cmis:objectTypeId",
      "propertyValue[0]",
      "cmis:document",
      "propertyId[1]",
      "cmis:name",
    ];
    const rest = [...fields, "propertyValue[1]", "Grüße"].reduce<string>(
      (text, value, index, all) => (index % 2 ? text + field(all[index - 1] ?? "", value) : text),
      "",
    );
    for (const [name, first] of [
      ["GrÃ¼Ã\u009fe", ""],
      ["Grüße", field("_charset_", "utf-8")],
    ] as const) {
      const reply = await fetch(`${url}/A1/root?objectId=100`, {
        method: "POST",
        headers: { authorization, "content-type": "multipart/form-data; boundary=x" },
        body: `${first}${rest}--x--\r\n`,
      });
      expect(reply.status).toBe(201);
      expect(simulation.world.documents().at(-1)?.name).toBe(name);
    }
  });

  test("lets in nobody it does not know, and takes its token", async () => {
    await using simulation = await fakeEcm.listen({ port: 0 });
    const { url } = simulation.world.browser;
    for (const headers of [{}, { authorization: "Basic eDp5" }, { authorization: "Bearer falsch" }] as Record<string, string>[]) {
      const reply = await fetch(url, { headers });
      expect([reply.status, reply.headers.get("content-type")]).toEqual([401, "text/html;charset=iso-8859-1"]);
    }
    const { user: _user, password: _password, ...address } = simulation.world.browser;
    const ecm = cmis.open({ ...address, token: simulation.world.token }, context);
    expect(await ecm.check(service)).toEqual({ ok: true, mayWrite: true, facts: ["Simuliertes ECM 1", "CMIS 1.1", "query: metadataonly"] });
    const refused = cmis.open({ ...address, token: "falsch" }, context);
    expect(await refused.check(service)).toMatchObject({ ok: false, code: "ecm-sign-in-refused" });
  });

  test.each([
    "/B2",
    "/B2/root",
    "/A1?cmisselector=types",
    "/A1?cmisselector=constructor",
    "/A1/root?cmisselector=object&objectId=77",
    "/A1/root/%E0%A4%A",
  ])("%s is an exception", async (path) => {
    await using simulation = await fakeEcm.listen({ port: 0 });
    const reply = await fetch(simulation.world.browser.url + path, { headers: { authorization: `Bearer ${simulation.world.token}` } });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(await reply.json()).toMatchObject({ exception: expect.stringMatching(/^(objectNotFound|notSupported|invalidArgument)$/) });
  });
});
