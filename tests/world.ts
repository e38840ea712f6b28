import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import request from "supertest";
import { adapters } from "../adapters/index.ts";
import { startDemo } from "../plugin/commands/demo.ts";
import type { Running } from "../plugin/commands/serve.ts";
import type { Installation } from "../plugin/config/schema.ts";
import type { Role } from "../plugin/ports/identity.ts";
import { silent } from "../plugin/ports/log.ts";
import { freePort } from "./listen.ts";

type RisWorld = Awaited<ReturnType<typeof adapters.simulators.ris.listen>>;
type EcmWorld = Awaited<ReturnType<typeof adapters.simulators.ecm.listen>>;

/** The demo as `npm start` runs it, on free ports and in a folder of its own: what the API and browser tests talk to. */
export async function bootWorld(installation: Partial<Installation> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "kim-world-"));
  const demo = await startSomewhere(folder, installation);
  return {
    folder,
    url: demo.plugin.url,
    parts: demo.plugin.parts,
    ris: demo.ris as RisWorld,
    ecm: demo.ecm as EcmWorld,
    dataToken: demo.dataToken,
    signIn: (role: Role) => signIn(demo.plugin.url, persons[role]),
    /** As one of the demo's persons, where a role has several. */
    signInAs: (person: string) => signIn(demo.plugin.url, person),
    approve: (name: string, town: string, office: string, approver: string) => approve(demo.plugin, name, town, office, approver),
    async [Symbol.asyncDispose]() {
      await demo[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The ports are needed before anybody listens on them; if another process was faster, others are tried. */
async function startSomewhere(folder: string, installation: Partial<Installation>, tries = 5): ReturnType<typeof startDemo> {
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  return startDemo(adapters, { folder, ports, log: silent, installation }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE" || tries === 1) throw error;
    return startSomewhere(folder, installation, tries - 1);
  });
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

/** Signs in as a person of the demo, the way a browser does. @returns the cookie */
async function signIn(url: string, person: string): Promise<string> {
  const page = await request(url).get("/sign-in").expect(200);
  const state = /name="state" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  const answer = await request(url)
    .get("/sign-in/callback")
    .query({ state, person })
    .set("cookie", cookies(page.headers["set-cookie"]))
    .expect(303);
  return cookies(answer.headers["set-cookie"]);
}

const cookies = (header: string | string[] | undefined): string =>
  [header ?? []]
    .flat()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

/** Proposes all that the page offers for an item, and approves it. @returns the item's key */
async function approve({ url, parts }: Running, name: string, town: string, office: string, approver: string): Promise<string> {
  const { read } = parts.store;
  const { key, id } = await read
    .selectFrom("AgendaItem")
    .select(["key", "id"])
    .where("name", "=", name)
    .where("town", "=", town)
    .executeTakeFirstOrThrow();
  const page = await request(url).get(`/workbench/agenda-items/${key}`).set("cookie", office).expect(200);
  const ids = (field: string) =>
    [...page.text.matchAll(new RegExp(`name="${field}" value="([^"]+)"`, "g"))].map(([, found]) => found ?? "");
  const fields = { figures: ids("figures"), statements: ids("statements") };
  await request(url).post(`/workbench/agenda-items/${key}/attachments`).set("cookie", office).type("form").send(fields).expect(303);
  const proposed = await read
    .selectFrom("Attachment")
    .select("id")
    .where("agendaItem", "=", id)
    .where("decision", "=", "proposed")
    .executeTakeFirstOrThrow();
  const decision = { decision: "approved" };
  await request(url).post(`/workbench/attachments/${proposed.id}/decision`).set("cookie", approver).type("form").send(decision).expect(303);
  return key;
}

/** Asks again until there is an answer; gives up after twenty seconds. */
export async function until<T>(ask: () => Promise<T | false | null | undefined>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await ask();
    if (answer) return answer;
    await sleep(100);
  }
  throw new Error("it did not happen");
}
