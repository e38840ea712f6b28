import { cmis } from "../../adapters/ecm/cmis/index.ts";
import { fakeEcm } from "../../adapters/ecm/fake/index.ts";
import type { FakeEcmWorld } from "../../adapters/ecm/fake/world.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { ecmContract, type HeldDocument } from "../contracts/ecm.ts";

const context = { clock: systemClock, log: silent };

/** Settings of a plain repository, of one with a type of its own, and of one with a secondary type. */
const variants: Readonly<
  Record<string, { settings: object; read(properties: (id: string) => string | undefined): Omit<HeldDocument, "path" | "bytes"> }>
> = {
  "ecm/cmis, all in the description": {
    settings: {},
    read(property) {
      const [first = "", ...lines] = property("cmis:description")?.split("\n") ?? [];
      const [, reference = "", title] = /^\[Referenz (\S+)\] (.*)$/.exec(first) ?? [];
      return { reference: decodeURIComponent(reference), title, metadata: Object.fromEntries(lines.map((line) => line.split(": "))) };
    },
  },
  "ecm/cmis, a document type of its own": {
    settings: {
      root: "/Fachverfahren/KIM/",
      documentType: "kim:record",
      titleProperty: "kim:title",
      referenceProperty: "kim:reference",
      metadataProperties: { body: "kim:body", date: { property: "kim:date", type: "dateTime" } },
      versioning: "major",
    },
    read: (property) => ({
      reference: property("kim:reference"),
      title: property("kim:title"),
      metadata: {
        ...Object.fromEntries((property("cmis:description")?.split("\n") ?? []).slice(1).map((line) => line.split(": "))),
        body: property("kim:body") ?? "",
        date: property("kim:date")?.slice(0, 10) ?? "",
      },
    }),
  },
  "ecm/cmis, a secondary type": {
    settings: {
      secondaryTypes: ["filing:facts"],
      titleProperty: "filing:title",
      referenceProperty: "filing:reference",
      referenceTable: "filing:facts",
    },
    read: (property) => ({
      reference: property("filing:reference"),
      title: property("filing:title"),
      metadata: Object.fromEntries((property("cmis:description")?.split("\n") ?? []).slice(1).map((line) => line.split(": "))),
    }),
  },
};

function held(world: FakeEcmWorld, read: (typeof variants)[string]["read"]): HeldDocument[] {
  return world.documents().map(({ properties, path, bytes }) => ({
    ...read((id) => properties[id]?.[0]),
    path: path.split("/").slice(1),
    bytes,
  }));
}

for (const [name, { settings, read }] of Object.entries(variants)) {
  ecmContract(name, async () => {
    const simulation = await fakeEcm.listen({ port: 0 });
    const gone = await fakeEcm.listen({ port: 0 });
    await gone[Symbol.asyncDispose]();
    return {
      ecm: cmis.open({ ...simulation.world.connection, ...settings }, context),
      unreachable: cmis.open({ ...gone.world.connection, ...settings }, context),
      held: async () => held(simulation.world, read),
      [Symbol.asyncDispose]: () => simulation[Symbol.asyncDispose](),
    };
  });
}
