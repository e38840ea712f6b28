import { expect, test } from "vitest";
import type { UpstreamError } from "../../plugin/ports/errors.ts";
import { type Identity, type Person, roles } from "../../plugin/ports/identity.ts";

/** What every way to sign in must do. `answer` plays the provider: what it sends back when that person signs in. */
export function identityContract(
  name: string,
  identity: Identity,
  answer: (address: URL, person: Person) => Promise<URLSearchParams>,
  person: Person,
): void {
  const callback = "https://kim.example/sign-in/callback";
  const state = "zustand-1";

  test(`${name}: leads away with the state, and turns the answer into a person with roles that exist`, async () => {
    const address = new URL(await identity.begin({ callback, state }));
    expect(address.searchParams.get("state")).toBe(state);
    const found = await identity.finish({ callback, state, parameters: await answer(address, person) });
    expect(found).toEqual(person);
    expect(found.roles.every((role) => roles.includes(role))).toBe(true);
  });

  test(`${name}: refuses an answer to another request, an empty one, and a stranger`, async () => {
    const good = await answer(new URL(await identity.begin({ callback, state })), person);
    const stranger = new URLSearchParams(good);
    for (const [key, value] of good) if (value === person.id) stranger.set(key, "niemand");
    for (const [parameters, expected] of [
      [good, "zustand-2"],
      [new URLSearchParams(), state],
      [stranger, state],
    ] as const) {
      const refused = identity.finish({ callback, state: expected, parameters });
      await expect(refused).rejects.toMatchObject({ code: "sign-in-refused", kind: "permanent" } satisfies Partial<UpstreamError>);
    }
  });

  test(`${name}: persons to choose from, if any, are one per id`, () => {
    const ids = identity.choices?.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });
}
