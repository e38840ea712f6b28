import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { allowList } from "../../adapters/shared/http/hosts.ts";
import { throttle } from "../../adapters/shared/http/throttle.ts";
import { type OutboundOptions, type OutboundRequest, outbound } from "../../adapters/shared/http.ts";
import { patient } from "../../adapters/shared/patient.ts";
import { UpstreamError } from "../../plugin/ports/errors.ts";
import { type Log, silent } from "../../plugin/ports/log.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function http(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function tcp(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function client(url: string, options: Partial<OutboundOptions> = {}) {
  const settings = { system: "test/http", allowedHosts: [new URL(url).host], deadlineMs: 2_000, maxBytes: 1_000, log: silent, ...options };
  const http = outbound(settings);
  cleanups.push(() => http[Symbol.asyncDispose]());
  return http;
}

const request = (url: string, extra: Partial<OutboundRequest> = {}): OutboundRequest => ({
  method: "GET",
  url,
  operation: "try",
  onBehalfOf: { as: "service", reason: "test" },
  ...extra,
});

async function failing(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UpstreamError);
  const { code, kind } = error as UpstreamError;
  return `${code} ${kind}`;
}

const post = (url: string, extra: Partial<OutboundRequest> = {}) => request(url, { method: "POST", body: "x", ...extra });

describe("what goes out", () => {
  test("says who calls, for whom, and sends bytes as they are", async () => {
    const seen: unknown[] = [];
    const url = await http((incoming, reply) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk) => chunks.push(chunk));
      incoming.on("end", () => {
        const { host: _host, ...headers } = incoming.headers;
        seen.push({ method: incoming.method, path: incoming.url, headers, body: Buffer.concat(chunks) });
        reply.setHeader("X-Two", ["a", "b"]).end("ok");
      });
    });
    const person = { as: "person", id: "jörg|1" } as const;
    const reply = await client(url).send(
      post(`${url}/a?b=%2B`, { body: Buffer.from([0, 255, 10]), onBehalfOf: person, headers: { "Content-Type": "x/y" } }),
    );
    expect(reply).toMatchObject({ status: 200, headers: { "x-two": "a, b" } });
    expect(reply.bytes.toString()).toBe("ok");
    expect(seen).toMatchObject([
      {
        method: "POST",
        path: "/a?b=%2B",
        headers: { "user-agent": "KIM-im-Rat", "on-behalf-of": "person:j%C3%B6rg%7C1", "content-type": "x/y", "content-length": "3" },
        body: Buffer.from([0, 255, 10]),
      },
    ]);
  });

  test("only allowed hosts are called, port included", async () => {
    const url = await http((_request, reply) => reply.end());
    const http1 = client(url, { allowedHosts: ["example.org"] });
    expect(await failing(http1.send(request(url)))).toBe("host-not-allowed permanent");
    expect(await failing(http1.send(request("file:///etc/passwd")))).toBe("invalid-request permanent");
    expect(await failing(http1.send(request("http://user:secret@example.org/")))).toBe("invalid-request permanent");
    expect(http1.requests).toBe(0);
    const isAllowed = allowList(["Example.org", "other.example:8443", "[::1]:81"]);
    const judged = [
      "http://example.org/",
      "https://example.org/",
      "https://example.org:8443/",
      "https://other.example:8443/",
      "http://other.example/",
    ];
    expect(judged.map((each) => isAllowed(new URL(each)))).toEqual([true, true, false, true, false]);
    expect(isAllowed(new URL("http://[::1]:81/"))).toBe(true);
    expect(isAllowed(new URL("http://sub.example.org/"))).toBe(false);
  });

  test("other hosts than loopback wait for their turn, and can be called off while waiting", async () => {
    const url = new URL("http://ris.example/");
    const slow = throttle(0.001);
    const local = ["http://localhost/", "http://127.0.0.1:80/", "http://[::1]/"].flatMap((each) => [new URL(each), new URL(each)]);
    await Promise.all([...local, url].map((each) => slow(each)));
    await expect(slow(url, AbortSignal.timeout(5))).rejects.toThrow();
  });
});

describe("what comes back", () => {
  test("statuses outside 2xx are thrown with their meaning, or returned if asked for", async () => {
    const url = await http((incoming, reply) => {
      const status = Number(incoming.url?.slice(1));
      reply.writeHead(status, status < 400 ? { location: "/200" } : {}).end("<fault/>");
    });
    const http1 = client(url);
    const gets = await Promise.all([301, 302, 404, 418, 429, 500, 503].map((status) => failing(http1.send(request(`${url}/${status}`)))));
    expect(gets).toEqual([
      "redirect permanent",
      "redirect permanent",
      "status-404 permanent",
      "status-4xx permanent",
      "status-429 transient",
      "status-500 transient",
      "status-503 transient",
    ]);
    const posts = await Promise.all([301, 302, 303, 404, 429, 500, 503].map((status) => failing(http1.send(post(`${url}/${status}`)))));
    expect(posts).toEqual([
      "redirect permanent",
      "redirect ambiguous",
      "redirect ambiguous",
      "status-404 permanent",
      "status-429 transient",
      "status-500 ambiguous",
      "status-503 transient",
    ]);
    expect(await failing(http1.send(post(`${url}/500`, { safe: true })))).toBe("status-500 transient");
    const accept = (status: number) => status >= 300;
    expect((await http1.send(post(`${url}/500`, { accept }))).bytes.toString()).toBe("<fault/>");
    expect(await failing(http1.send(request(`${url}/302`, { accept })))).toBe("redirect permanent");
  });

  test("a reply over the cap ends the call, announced, streamed or inflated", async () => {
    const url = await http((incoming, reply) => {
      if (incoming.url === "/announced") reply.writeHead(200, { "content-length": "5000" }).write("x");
      else if (incoming.url === "/streamed") reply.write("x".repeat(1_001));
      else if (incoming.url === "/bomb") reply.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(5_000)));
      else reply.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("ä".repeat(400)));
    });
    const http1 = client(url);
    for (const path of ["announced", "streamed", "bomb"]) {
      expect(await failing(http1.send(request(`${url}/${path}`)))).toBe("too-large permanent");
      expect(await failing(http1.send(post(`${url}/${path}`)))).toBe("too-large ambiguous");
    }
    expect((await http1.send(request(`${url}/fine`))).bytes.toString()).toBe("ä".repeat(400));
  });

  test("broken compression is said to be broken", async () => {
    const url = await http((_request, reply) => reply.writeHead(200, { "content-encoding": "gzip" }).end("not gzip"));
    expect(await failing(client(url).send(request(url)))).toBe("malformed-response permanent");
  });
});

describe("what goes wrong on the way", () => {
  test("refused or unknown host: nothing was accepted", async () => {
    const url = await tcp(() => {});
    await cleanups.pop()?.();
    expect(await failing(client(url).send(post(url)))).toBe("refused transient");
    expect(await failing(client("http://kein-ris.invalid", { requestsPerSecond: 100 }).send(post("http://kein-ris.invalid/")))).toMatch(
      / transient$/,
    );
  });

  test("silence until the deadline: a GET may be repeated, a POST may have arrived", async () => {
    const url = await tcp(() => {});
    const http1 = client(url, { deadlineMs: 150 });
    expect(await failing(http1.send(request(url)))).toBe("timeout transient");
    expect(await failing(http1.send(post(url)))).toBe("timeout ambiguous");
    expect(await failing(http1.send(post(url, { safe: true })))).toBe("timeout transient");
  });

  test("the deadline covers the body as well", async () => {
    const url = await http((_request, reply) => {
      reply.write("x");
      const drip = setInterval(() => reply.write("x"), 20);
      reply.on("close", () => clearInterval(drip));
    });
    expect(await failing(client(url, { deadlineMs: 150 }).send(request(url)))).toBe("timeout transient");
  });

  test("reset or closed half way", async () => {
    const reset = await tcp((socket) => socket.on("data", () => socket.resetAndDestroy()));
    expect(await failing(client(reset).send(request(reset)))).toBe("reset transient");
    expect(await failing(client(reset).send(post(reset)))).toBe("reset ambiguous");
    const half = await tcp((socket) => socket.on("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")));
    expect(await failing(client(half).send(request(half)))).toBe("reset transient");
  });

  test("no HTTP at all", async () => {
    const url = await tcp((socket) => socket.on("data", () => socket.end("SSH-2.0-x\r\n")));
    expect(await failing(client(url).send(request(url)))).toBe("malformed-response permanent");
  });

  test("called off by the caller, before, while connecting and while waiting", async () => {
    let calls = 0;
    const url = await tcp(() => {
      calls += 1;
    });
    const http1 = client(url);
    expect(await failing(http1.send(post(url, { signal: AbortSignal.abort() })))).toBe("aborted transient");
    expect(calls).toBe(0);
    const soon = new AbortController();
    const waiting = failing(http1.send(post(url, { signal: soon.signal })));
    soon.abort();
    expect(await waiting).toBe("aborted transient");
    const later = new AbortController();
    const sent = failing(http1.send(post(url, { signal: later.signal })));
    setTimeout(() => later.abort(), 100);
    expect(await sent).toBe("aborted ambiguous");
  });

  test("the log names host, operation and code and nothing that was sent", async () => {
    const lines: string[] = [];
    const log: Log = { ...silent, debug: (record, message) => void lines.push(JSON.stringify({ record, message })) };
    const url = await http((_request, reply) => reply.writeHead(500).end("Geheimnis"));
    await failing(client(url, { log }).send(post(`${url}/secret-path?token=secret`, { body: "secret" })));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"code":"status-500"');
    expect(lines[0]).not.toMatch(/secret|Geheimnis/);
  });

  test("a proxy of the environment is used, but never for loopback", async () => {
    const seen: string[] = [];
    const proxy = await http((incoming, reply) => {
      seen.push(incoming.url ?? "");
      reply.end("through the proxy");
    });
    const before = process.env.http_proxy;
    process.env.http_proxy = proxy;
    cleanups.push(() => {
      if (before === undefined) delete process.env.http_proxy;
      else process.env.http_proxy = before;
    });
    const direct = await http((_request, reply) => reply.end("direct"));
    const http1 = client(direct, { allowedHosts: ["ris.example", new URL(direct).host] });
    expect((await http1.send(request(`${direct}/`))).bytes.toString()).toBe("direct");
    expect((await http1.send(request("http://ris.example/oparl"))).bytes.toString()).toBe("through the proxy");
    expect(seen).toEqual(["http://ris.example/oparl"]);
  });
});

describe("asking again", () => {
  test("three tries for a passing failure, one for a lasting one, none once the system is taken to be down", async () => {
    const asked: string[] = [];
    const url = await http((incoming, reply) => {
      asked.push(incoming.url ?? "");
      const status = Number(incoming.url?.slice(1, 4));
      reply.writeHead(asked.length === 3 ? 200 : status, { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }).end("ok");
    });
    const send = patient(client(url), "test/http", 1);
    expect((await send(request(`${url}/503`))).bytes.toString()).toBe("ok");
    expect(await failing(send(request(`${url}/404`)))).toBe("status-404 permanent");
    expect((await send(request(`${url}/404`, { accept: (status) => status === 404 }))).status).toBe(404);
    expect(asked).toEqual(["/503", "/503", "/503", "/404", "/404"]);
    for (const path of ["/500", "/429"]) expect(await failing(send(request(url + path)))).toBe(`status-${path.slice(1)} transient`);
    expect(asked).toHaveLength(11);
    expect(await failing(send(request(`${url}/500`)))).toBe("unavailable transient");
    expect(asked).toHaveLength(11);
  });
});
