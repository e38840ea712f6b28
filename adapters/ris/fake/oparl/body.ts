import { type Build, embedded, type OParlObject, object, since } from "./object.ts";

export function systemObject(build: Build): OParlObject {
  const { state, shape, at } = build;
  const { system, name } = state.town;
  return object(
    build,
    "System",
    at.system,
    {
      oparlVersion: `https://schema.oparl.org/${shape.version}/`,
      name: system.name,
      body: at.bodies,
      license: system.license,
      contactName: system.contact,
      contactEmail: system.email,
      website: `${at.root}/`,
      vendor: shape.vendor,
      product: shape.product,
      // Said in a field of our own too: nobody shall take this for the town's own server.
      "sample:note": `Beispieldaten, nicht der Server der Stadt ${name}`,
    },
    since(build),
  );
}

export function bodyObject(build: Build): OParlObject {
  const { state, at, shape } = build;
  const { town } = state;
  const lists = { organization: at.list("Organization"), person: at.list("Person"), meeting: at.list("Meeting"), paper: at.list("Paper") };
  const newer = {
    agendaItem: at.list("AgendaItem"),
    consultation: at.list("Consultation"),
    file: at.list("File"),
    membership: at.list("Membership"),
    locationList: at.list("Location"),
    legislativeTermList: at.list("LegislativeTerm"),
  };
  return object(
    build,
    "Body",
    at.body,
    {
      system: at.system,
      name: town.title,
      shortName: town.body.shortName,
      classification: "Stadt",
      ags: town.ags,
      license: town.system.license,
      contactName: town.system.contact,
      contactEmail: town.system.email,
      ...lists,
      ...(shape.version === "1.1" ? newer : {}),
      legislativeTerm: termObjects(build).map((term) => embedded(term, ["body"])),
      web: `${at.root}/`,
    },
    since(build),
  );
}

export function termObjects(build: Build): OParlObject[] {
  const { town } = build.state;
  return town.terms.map(({ number, ...term }) =>
    object(build, "LegislativeTerm", build.at.object("LegislativeTerm", number), { body: build.at.body, ...term }, since(build)),
  );
}

/** Rooms, each with the meetings held there. */
export function locationObjects(build: Build): OParlObject[] {
  const { state, at, shape } = build;
  return state.town.rooms.map(({ number, ...room }) => {
    const meetings = state.town.meetings.filter((meeting) => meeting.room === number && !state.hidden.has(`Meeting/${meeting.number}`));
    const wayBack = shape.version === "1.1" ? "meetings" : "meeting";
    const fields = {
      description: `${room.room}, ${room.streetAddress}`,
      ...room,
      [wayBack]: meetings.map((meeting) => at.object("Meeting", meeting.number)),
    };
    return object(build, "Location", at.object("Location", number), fields, since(build));
  });
}
