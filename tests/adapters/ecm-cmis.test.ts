import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { cmisVariants } from "../contracts/cmis-variants.ts";
import { ecmContract } from "../contracts/ecm.ts";

const context = { clock: systemClock, log: silent };

for (const [name, { settings, read }] of Object.entries(cmisVariants)) {
  ecmContract(`ecm/cmis, ${name}`, async () => {
    const simulation = await fakeEcm.listen({ port: 0 });
    const gone = await fakeEcm.listen({ port: 0 });
    await gone[Symbol.asyncDispose]();
    return {
      ecm: cmis.open({ ...simulation.world.connection, ...settings }, context),
      unreachable: cmis.open({ ...gone.world.connection, ...settings }, context),
      held: async () =>
        simulation.world
          .documents()
          .map(({ properties, path, bytes }) => ({ ...read((id) => properties[id]?.[0]), path: path.split("/").slice(1), bytes })),
      [Symbol.asyncDispose]: () => simulation[Symbol.asyncDispose](),
    };
  });
}
