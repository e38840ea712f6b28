import { fileURLToPath } from "node:url";
import { fabasoft } from "../../adapters/ecm/fabasoft/index.ts";
import { wsdlFile } from "../../adapters/ecm/fake/fabasoft/description.ts";
import type { FakeDmsWorld } from "../../adapters/ecm/fake/fabasoft/world.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { ecmContract, type HeldDocument } from "../contracts/ecm.ts";

const context = { clock: systemClock, log: silent };
const actingAs = { persons: { "jörg|1": "joerg.muster" }, service: "kim.dienst" };

/** Both wires, both ways of sending files, both kinds of document. */
const variants: Readonly<Record<string, (world: FakeDmsWorld) => object>> = {
  "ecm/fabasoft, SOAP with MTOM, outgoing documents": ({ connection }) => ({ wire: "soap", ...connection, wsdl: fileURLToPath(wsdlFile) }),
  "ecm/fabasoft, SOAP with files in the message, internal documents": ({ connection }) => ({
    ...{ wire: "soap", ...connection, attachments: "inline", document: "internal", fileSegments: 1 },
  }),
  "ecm/fabasoft, REST façade": ({ facade }) => ({ wire: "rest", ...facade }),
};

/** Reads the Betreff by its written form alone, not with the driver's own reader. */
function held(world: FakeDmsWorld): HeldDocument[] {
  return world.papers().map(({ document, path, name, bytes }) => {
    const [title = "", ...lines] = document.subject.split("\n");
    const own = lines.find((line) => line.startsWith("[Referenz ") && line.endsWith(`] ${name}`));
    const facts = lines.filter((line) => !line.startsWith("[Referenz ")).map((line) => line.split(": "));
    const reference = own && decodeURIComponent(/^\[Referenz (\S+)\]/.exec(own)?.[1] ?? "");
    const titles = path.slice(0, -1).flatMap((segment) => segment.split(" / "));
    return { reference, title, path: [...titles, name], bytes, metadata: Object.fromEntries(facts), withdrawn: document.cancelled };
  });
}

for (const [name, settings] of Object.entries(variants)) {
  ecmContract(name, async () => {
    const simulation = await fakeEcm.listen({ port: 0 });
    const gone = await fakeEcm.listen({ port: 0 });
    await gone[Symbol.asyncDispose]();
    const open = ({ fabasoft: dms }: typeof simulation.world) => {
      const { subjectArea, businessDatum } = dms;
      return fabasoft.open({ ...settings(dms), subjectArea, businessDatum, actingAs }, context);
    };
    return {
      ecm: open(simulation.world),
      unreachable: open(gone.world),
      held: async () => held(simulation.world.fabasoft),
      [Symbol.asyncDispose]: () => simulation[Symbol.asyncDispose](),
    };
  }, ["revise", "withdraw"]);
}
