import { expect, test } from "vitest";
import { fakeIdentity } from "../../adapters/identity/fake/index.ts";
import { SettingsError } from "../../plugin/ports/adapter.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import type { Person } from "../../plugin/ports/identity.ts";
import { silent } from "../../plugin/ports/log.ts";
import { clockContract } from "../contracts/clock.ts";
import { identityContract } from "../contracts/identity.ts";

const context = { clock: systemClock, log: silent };
const identity = fakeIdentity.open({ towns: ["musterstadt"] }, context);
const [person] = identity.choices ?? [];
const answer = async (address: URL, { id }: Person) => new URLSearchParams({ state: address.searchParams.get("state") ?? "", person: id });

identityContract("identity/fake", identity, answer, person as Person);
clockContract("the system's clock", systemClock);

test("it offers somebody for every role, and refuses settings without towns", () => {
  expect(new Set(identity.choices?.flatMap(({ roles }) => roles)).size).toBe(6);
  expect(() => fakeIdentity.open({}, context)).toThrow(SettingsError);
});
