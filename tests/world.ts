import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import request from "supertest";
import { adapters } from "../adapters/index.ts";
import { startDemo } from "../plugin/commands/demo.ts";
import type { Role } from "../plugin/ports/identity.ts";
import { silent } from "../plugin/ports/log.ts";

type RisWorld = Awaited<ReturnType<typeof adapters.simulators.ris.listen>>;
type EcmWorld = Awaited<ReturnType<typeof adapters.simulators.ecm.listen>>;

/** The demo as `npm start` runs it, on free ports and in a folder of its own: what the API and browser tests talk to. */
export async function bootWorld() {
  const folder = mkdtempSync(join(tmpdir(), "kim-world-"));
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  const demo = await startDemo(adapters, { folder, ports, log: silent });
  return {
    folder,
    url: demo.plugin.url,
    parts: demo.plugin.parts,
    ris: demo.ris as RisWorld,
    ecm: demo.ecm as EcmWorld,
    signIn: (role: Role) => signIn(demo.plugin.url, role),
    async [Symbol.asyncDispose]() {
      await demo[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof bootWorld>>;

const persons: Record<Role, string> = {
  "council-office": "albrecht",
  "committee-secretary": "brandt",
  approver: "celik",
  "co-signer": "dorn",
  "data-office": "engels",
  auditor: "fink",
};

/** Signs in as the demo person with that role, the way a browser does. @returns the cookie */
async function signIn(url: string, role: Role): Promise<string> {
  const page = await request(url).get("/sign-in").expect(200);
  const state = /name="state" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  const answer = await request(url)
    .get("/sign-in/callback")
    .query({ state, person: persons[role] })
    .set("cookie", cookies(page.headers["set-cookie"]))
    .expect(303);
  return cookies(answer.headers["set-cookie"]);
}

const cookies = (header: string | string[] | undefined): string =>
  [header ?? []]
    .flat()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
