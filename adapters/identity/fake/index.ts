import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Adapter, SettingsError } from "../../../plugin/ports/adapter.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { type Identity, type Person, roles } from "../../../plugin/ports/identity.ts";

const Settings = z.strictObject({ towns: z.array(z.string()).min(1) });
const Persons = z.array(
  z.object({ id: z.string(), name: z.string(), roles: z.array(z.enum(roles)), offices: z.array(z.string()).exactOptional() }),
);

/** Invented persons, at least one per role, who sign in by being chosen. For the demo and for tests: it proves nobody's identity. */
export const fakeIdentity: Adapter<Identity> = {
  descriptor: {
    id: "identity/fake",
    title: "Vorführung mit erfundenen Personen",
    versions: "1",
    wire: "process",
    direction: "read",
  },
  open(settings) {
    const parsed = Settings.safeParse(settings);
    if (!parsed.success) throw new SettingsError("towns", "Liste der Kommunen angeben, für die die Personen arbeiten");
    const file = new URL("./persons.json", import.meta.url);
    const { towns } = parsed.data;
    const choices: Person[] = Persons.parse(JSON.parse(readFileSync(file, "utf8"))).map((person) => ({ ...person, towns }));
    return {
      choices,
      begin: async ({ callback, state }) => `${callback}?${new URLSearchParams({ state })}`,
      async finish({ state, parameters }) {
        const person = choices.find(({ id }) => id === parameters.get("person"));
        if (!person || parameters.get("state") !== state) {
          throw new UpstreamError({ system: "identity/fake", operation: "finish", kind: "permanent", code: "sign-in-refused" });
        }
        return person;
      },
    };
  },
};
