import type { Organization } from "../town.ts";
import { type Build, embedded, type OParlObject, object, since } from "./object.ts";

export function organizationObject(build: Build, organization: Organization): OParlObject {
  const { state, at } = build;
  const { name, shortName, organizationType, classification, startDate } = organization;
  const members = state.town.people.flatMap(({ memberships }) => memberships.filter(({ organization: of }) => of === organization.number));
  return object(
    build,
    "Organization",
    at.organization(organization),
    {
      body: at.body,
      name,
      shortName,
      organizationType,
      classification,
      startDate,
      membership: members.map(({ number }) => at.object("Membership", number)),
      meeting: organization.kind === "gr" ? at.organizationMeetings(organization) : undefined,
    },
    since(build),
  );
}

export function membershipObjects(build: Build): OParlObject[] {
  const { state, at } = build;
  return state.town.people.flatMap((person) =>
    person.memberships.map(({ number, organization, ...membership }) =>
      object(
        build,
        "Membership",
        at.object("Membership", number),
        { person: at.object("Person", person.number), organization: organizationId(build, organization), ...membership },
        since(build),
      ),
    ),
  );
}

export function personObjects(build: Build, memberships: readonly OParlObject[]): OParlObject[] {
  const { state, at } = build;
  return state.town.people.map((person) => {
    const id = at.object("Person", person.number);
    const { givenName, familyName, formOfAddress } = person;
    return object(
      build,
      "Person",
      id,
      {
        body: at.body,
        name: `${givenName} ${familyName}`,
        givenName,
        familyName,
        formOfAddress,
        membership: memberships.filter((membership) => membership.person === id).map((membership) => embedded(membership, ["person"])),
      },
      since(build),
    );
  });
}

/** The id of an organization of this town; undefined if the data names one that does not exist. */
export function organizationId(build: Build, number: number | undefined): string | undefined {
  const found = build.state.town.organizations.find((organization) => organization.number === number);
  return found && build.at.organization(found);
}
