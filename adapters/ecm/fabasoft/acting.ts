import { type Principal, UpstreamError } from "../../../plugin/ports/errors.ts";
import { system } from "./dms.ts";
import type { FabasoftSettings } from "./settings.ts";

/** In whose name the DMS is asked: its rights count there, and it stands in the DMS's own log. */
export interface Acting {
  readonly userlogin: string;
  /** Address of the organisational unit. */
  readonly joboe?: string | undefined;
  /** Role: `OfficialInCharge`, `Official`, `Secretary` … */
  readonly jobposition?: string | undefined;
}

/**
 * The login of whoever a call is made for: by the map of persons, else by the template; services have one of their own. Refused is who
 * has none, and the technical user itself, because the DMS wants another (facts: ecm.md §1).
 */
export function actingFor({ actingAs, user }: FabasoftSettings, onBehalfOf: Principal, operation: string): Acting {
  const refuse = (code: string) => new UpstreamError({ system, operation, kind: "permanent", code });
  const given = onBehalfOf.as === "service" ? actingAs.service : personLogin(actingAs, onBehalfOf.id);
  const { userlogin, ...position } = typeof given === "string" ? { userlogin: given } : (given ?? { userlogin: "" });
  // A login travels in a header line on one of the wires.
  if (!/^[\x21-\x7e]{1,100}$/.test(userlogin)) throw refuse("fabasoft-person-unknown");
  if (userlogin.toLowerCase() === user.toLowerCase()) throw refuse("fabasoft-person-technical");
  const { joboe, jobposition } = actingAs;
  return { userlogin, joboe, jobposition, ...position };
}

function personLogin({ persons, template }: FabasoftSettings["actingAs"], id: string) {
  if (Object.hasOwn(persons, id)) return persons[id];
  return template?.replaceAll("{id}", () => id);
}
