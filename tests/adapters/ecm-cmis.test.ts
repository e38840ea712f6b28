import { describe, expect, test } from "vitest";
import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import type { FakeDocument } from "../../adapters/ecm/fake/objects.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { cmisVariants } from "../contracts/cmis-variants.ts";
import { ecmContract, person, sample, service } from "../contracts/ecm.ts";

const context = { clock: systemClock, log: silent };
const faces = ["connection", "browser"] as const;

const propertyOf =
  ({ properties, secondaryTypes }: FakeDocument) =>
  (id: string) =>
    id === "cmis:secondaryObjectTypeIds" ? secondaryTypes.join(",") : properties[id]?.[0];

for (const face of faces) {
  for (const [name, { settings, roles, read }] of Object.entries(cmisVariants)) {
    ecmContract(
      `ecm/cmis, ${face === "browser" ? "Browser binding" : "Web Services"}, ${name}`,
      async () => {
        const simulation = await fakeEcm.listen({ port: 0 });
        const gone = await fakeEcm.listen({ port: 0 });
        await gone[Symbol.asyncDispose]();
        return {
          ecm: cmis.open({ ...simulation.world[face], ...settings }, context),
          unreachable: cmis.open({ ...gone.world[face], ...settings }, context),
          held: async () =>
            simulation.world
              .documents()
              .map((document) => ({ ...read(propertyOf(document)), path: document.path.split("/").slice(1), bytes: document.bytes })),
          [Symbol.asyncDispose]: () => simulation[Symbol.asyncDispose](),
        };
      },
      roles,
    );
  }
}

describe("both bindings see one repository", () => {
  test.each([
    ["connection", "browser"],
    ["browser", "connection"],
  ] as const)("filed by %s, seen by %s", async (one, other) => {
    await using simulation = await fakeEcm.listen({ port: 0 });
    const settings = cmisVariants["a document type of its own"]?.settings;
    const [writer, reader] = [one, other].map((face) => cmis.open({ ...simulation.world[face], ...settings }, context));
    const document = sample({ title: "Grüße 😀" });
    const filed = await writer?.file(document, person);
    expect(await reader?.find(document.reference, document.folder, service)).toEqual(filed);
    expect(Buffer.from((await reader?.readBack(filed as never, service)) ?? "")).toEqual(document.bytes);
    const next = sample({ title: "Grüße 😀", folder: document.folder });
    const revised = await reader?.revise?.(filed as never, next, person);
    expect(revised).toMatchObject({ version: "2.0", name: filed?.name });
    expect(await writer?.find(next.reference, next.folder, service)).toEqual(revised);
    expect(await writer?.withdraw?.(revised as never, person)).toEqual(revised);
    expect(simulation.world.documents().at(-1)?.properties["kim:withdrawn"]).toEqual(["true"]);
  });
});
