import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { type Answer, htmlType } from "./answer.ts";

/** What can go wrong on the way. The path is a pattern: `*` stands for anything, upper and lower case are the same. */
const transportKinds = ["slow", "unavailable", "wrong-content-type", "cut", "login-page"] as const;
/** What can happen to an object. The path names its id or its page; it stays so until `clear`, except for a tombstone and a title. */
const objectKinds = ["vanish", "depublish-401", "depublish-410", "tombstone", "duplicate-consultation", "retitle"] as const;

const path = z.string().min(1).max(500);

export const mishapSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum(transportKinds),
    path,
    /** How many requests it meets; without a number all of them, until `clear`. */
    times: z.int().positive().optional(),
    /** Only for `slow`: milliseconds. */
    delay: z.int().positive().max(600_000).default(2_000),
  }),
  z.strictObject({ kind: z.enum(objectKinds).exclude(["retitle"]), path }),
  z.strictObject({ kind: z.literal("retitle"), path, name: z.string().min(1) }),
]);

export type Mishap = z.input<typeof mishapSchema>;
type Transport = Extract<z.infer<typeof mishapSchema>, { delay: number }>;

/** The scripted mishaps of the way, in the order they were added. */
export interface Mishaps {
  add(mishap: Transport): void;
  clear(): void;
  /** Requests that are being held back at this moment. */
  readonly held: number;
  /** Changes the answer if a mishap waits for this address; `signal` ends a wait. */
  disturb(address: string, answer: Answer, signal: AbortSignal): Promise<Answer>;
}

export function scriptedMishaps(): Mishaps {
  let scripted: { mishap: Transport; left: number }[] = [];
  let held = 0;
  return {
    add: (mishap) => void scripted.push({ mishap, left: mishap.times ?? Number.POSITIVE_INFINITY }),
    clear() {
      scripted = [];
    },
    get held() {
      return held;
    },
    async disturb(address, answer, signal) {
      const due = scripted.find(({ mishap, left }) => left > 0 && matches(mishap.path, address));
      if (!due) return answer;
      due.left -= 1;
      if (due.mishap.kind !== "slow") return disturbed(due.mishap.kind, answer);
      held += 1;
      await wait(due.mishap.delay, undefined, { signal }).finally(() => {
        held -= 1;
      });
      return answer;
    },
  };
}

/** Whether an address (path with query) fits a pattern as a whole. */
export function matches(pattern: string, address: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(address);
}

function disturbed(kind: Exclude<Transport["kind"], "slow">, answer: Answer): Answer {
  switch (kind) {
    case "unavailable":
      return { status: 503, headers: { "content-type": htmlType, "retry-after": "1" }, body: "<!DOCTYPE html><title>503</title>" };
    case "wrong-content-type":
      return { ...answer, headers: { ...answer.headers, "content-type": htmlType } };
    case "cut":
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    case "login-page":
      return { status: 200, headers: { "content-type": htmlType }, body: loginPage };
  }
}

const loginPage =
  '<!DOCTYPE html><html lang="de"><title>Anmeldung</title><h1>Anmeldung</h1><form method="post"><label>Kennung <input name="user"></label> <button>Anmelden</button></form></html>';
