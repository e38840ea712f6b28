import { createHash, randomBytes } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { collector } from "../../adapters/shared/http/collect.ts";
import { outbound } from "../../adapters/shared/http.ts";
import { silent } from "../../plugin/ports/log.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function serve(listener: RequestListener, maxBytes: number) {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const http = outbound({ system: "test/large", allowedHosts: [new URL(url).host], deadlineMs: 20_000, maxBytes, log: silent });
  cleanups.push(
    () => http[Symbol.asyncDispose](),
    () => {
      server.closeAllConnections();
      server.close();
    },
  );
  return { http, url };
}

const onBehalfOf = { as: "service", reason: "test" } as const;
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("a body in pieces arrives whole, with its length announced", async () => {
  const pieces = [randomBytes(3_000_000), Buffer.from("–"), new Uint8Array(0), randomBytes(7)];
  const { http, url } = await serve((incoming, reply) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk) => chunks.push(chunk));
    incoming.on("end", () => reply.end(`${incoming.headers["content-length"]} ${digest(Buffer.concat(chunks))}`));
  }, 1_000);
  const { bytes } = await http.send({ method: "POST", url, body: pieces, operation: "try", onBehalfOf });
  expect(bytes.toString()).toBe(`3000010 ${digest(Buffer.concat(pieces))}`);
});

test.each([0, 1, 1_048_576, 1_048_577, 9_000_001])("a reply of %i bytes arrives whole, its length announced or not", async (length) => {
  const content = randomBytes(length);
  const { http, url } = await serve((incoming, reply) => {
    if (incoming.url === "/announced") reply.setHeader("content-length", length);
    else reply.flushHeaders();
    reply.end(content);
  }, 9_000_001);
  for (const path of ["announced", "chunked"]) {
    const { bytes } = await http.send({ method: "GET", url: url + path, operation: "try", onBehalfOf });
    expect(digest(bytes)).toBe(digest(content));
    expect(bytes.buffer).toHaveProperty("resizable", false);
  }
});

test("one byte more than allowed is refused", async () => {
  const { http, url } = await serve((_incoming, reply) => {
    reply.flushHeaders();
    reply.end(Buffer.alloc(2_000_001));
  }, 2_000_000);
  await expect(http.send({ method: "GET", url, operation: "try", onBehalfOf })).rejects.toMatchObject({ code: "too-large" });
});

test("chunks of any size add up in order", async () => {
  const gathered = collector(5_000_000);
  const chunks = [5, 1_048_571, 0, 1, 2_000_000, 3].map((length, index) => Buffer.alloc(length, index + 1));
  for (const chunk of chunks) gathered.add(chunk);
  expect(gathered.size).toBe(3_048_580);
  expect((await gathered.whole()).equals(Buffer.concat(chunks))).toBe(true);
});
