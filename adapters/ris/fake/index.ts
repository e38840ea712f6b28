import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import type { Simulation, Simulator } from "../../../plugin/ports/adapter.ts";
import { type Clock, systemClock } from "../../../plugin/ports/clock.ts";
import { type Answer, json, text } from "./answer.ts";
import { answerRequest } from "./answer-request.ts";
import type { Backstage } from "./backstage.ts";
import { bodyOf, controlAnswer } from "./control.ts";
import { scriptedMishaps } from "./mishaps.ts";
import { townState } from "./state.ts";
import { loadTown, townKeys } from "./towns.ts";
import { type FakeRisWorld, fakeRisWorld } from "./world.ts";

export interface FakeRisOptions {
  /** 0 = any free port. */
  readonly port: number;
  readonly host?: string;
  /** Address of the plugin without a trailing slash. If set, every page loads its panel, as an operator would arrange it. */
  readonly panelUrl?: string;
  /** The time of changes, and of everything that more! rubin claims. */
  readonly clock?: Clock;
}

/** Simulated council information systems in one process: four towns below their names, and further portals on the same data. */
export const fakeRis = {
  descriptor: {
    id: "ris/fake",
    title: "Vorführung mit vier Beispielkommunen",
    versions: "OParl 1.0 – 1.1",
    wire: "oparl",
    direction: "read",
  },
  async listen({ port, host = "127.0.0.1", panelUrl, clock = systemClock }: FakeRisOptions): Promise<Simulation<FakeRisWorld>> {
    const ending = new AbortController();
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(port, host, resolve);
    });
    const stage: Backstage = {
      states: new Map(townKeys.map((key) => [key, townState(loadTown(key))])),
      mishaps: scriptedMishaps(),
      origin: originOf(server.address() as AddressInfo),
      now: () => clock.now(),
      requests: 0,
      revision: 0,
    };
    server.on("request", (request, response) => {
      respond(stage, panelUrl, request, response, ending.signal).catch(() => response.destroy());
    });
    return {
      url: stage.origin,
      world: fakeRisWorld(stage),
      async [Symbol.asyncDispose]() {
        ending.abort();
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        await closed;
      },
    };
  },
} satisfies Simulator<FakeRisWorld>;

async function respond(
  stage: Backstage,
  panelUrl: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  ending: AbortSignal,
): Promise<void> {
  stage.requests += 1;
  const address = request.url ?? "/";
  const [path = "/", search = ""] = address.split("?", 2);
  if (path === "/_mishaps") return send(response, request, await controlAnswer(stage, request));
  // ALLRIS 3 prints by a form; nothing else here can be sent anything.
  const form = request.method === "POST" && /\.asp$/i.test(path);
  if (!form && request.method !== "GET" && request.method !== "HEAD") return send(response, request, text("Method Not Allowed", 405));
  const query = new URLSearchParams(form ? `${search}&${await bodyOf(request)}` : search);
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const answer = guarded(() => answerRequest(stage, path, query, panelUrl));
  send(response, request, await stage.mishaps.disturb(address, answer, AbortSignal.any([ending, gone.signal])));
}

/** A mistake of ours is an answer too; without this the client would only see a broken connection. */
function guarded(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    return json({ message: error instanceof Error ? error.message : "unknown" }, 500);
  }
}

function send(response: ServerResponse, request: IncomingMessage, { status, headers, body, encoding }: Answer): void {
  response.writeHead(status, {
    ...headers,
    "content-length": Buffer.byteLength(body, encoding ?? "utf8"),
    "x-content-type-options": "nosniff",
  });
  response.end(request.method === "HEAD" ? undefined : Buffer.from(body, encoding ?? "utf8"));
}

/** Loopback is called localhost, so that pages and plugin on one machine are one site for the browser. */
function originOf({ address, port }: AddressInfo): string {
  const near = ["127.0.0.1", "::1", "0.0.0.0", "::"].includes(address);
  const host = address.includes(":") ? `[${address}]` : address;
  return `http://${near ? "localhost" : host}:${port}`;
}

// `npx node adapters/ris/fake/index.ts --port 8090 --panel http://localhost:8080` starts it alone.
if (import.meta.main) {
  const { values } = parseArgs({
    options: { port: { type: "string", default: "8090" }, host: { type: "string", default: "127.0.0.1" }, panel: { type: "string" } },
  });
  const { port, host, panel } = values;
  const { url } = await fakeRis.listen({ port: Number(port), host, ...(panel === undefined ? {} : { panelUrl: panel }) });
  console.log(`${fakeRis.descriptor.title}: ${url}/`);
}
