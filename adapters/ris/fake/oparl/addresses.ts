import type { OParlType } from "../../../../plugin/ports/ris.ts";
import type { Organization, Paper, Town } from "../town.ts";
import type { Shape } from "./shapes.ts";

/** Where the objects and lists of one town stand. All addresses are complete URLs of the running server. */
export interface Addresses {
  readonly root: string;
  readonly system: string;
  readonly bodies: string;
  readonly body: string;
  readonly organization: (organization: Organization) => string;
  readonly organizationMeetings: (organization: Organization) => string;
  readonly paper: (paper: Pick<Paper, "number" | "motion">) => string;
  readonly object: (type: PlainType, number: number) => string;
  readonly list: (type: ListType) => string;
  readonly download: (file: { number: number; extension: string }) => string;
}

/** Types whose id is made of nothing but their number. */
type PlainType = Exclude<OParlType, "System" | "Body" | "Organization" | "Paper">;
/** Types with a list of their own below the body. */
export type ListType = Exclude<OParlType, "System" | "Body">;

/** `root` is the address of the town's installation, without a trailing slash. */
export function addresses(root: string, town: Town, shape: Shape): Addresses {
  const { segments } = shape;
  const body = `${root}/oparl/${segments.Body}/${town.body.segment}`;
  const above = shape.below ? body : `${root}/oparl`;
  const split = town.style === "sessionnet";
  const organization = ({ kind, number }: Organization) => `${above}/${segments.Organization}/${kind}/${number}`;
  return {
    root,
    system: `${root}/oparl/system`,
    bodies: `${root}/oparl/${segments.Body}`,
    body,
    organization,
    organizationMeetings: (which) => `${organization(which)}/${segments.Meeting}`,
    paper: ({ number, motion }) => `${above}/${segments.Paper}/${split ? (motion ? "ag/" : "vo/") : ""}${number}`,
    // more! rubin joins two numbers by a bar, which stands percent-encoded in the id: clients must not decode ids.
    object: (type, number) => `${above}/${segments[type]}/${number}${type === "File" && town.style === "rubin" ? "%7C1" : ""}`,
    list: (type) => `${body}/${segments[type]}`,
    download: ({ number, extension }) => `${root}/oparl/downloadfiles/${String(number).padStart(8, "0")}.${extension}`,
  };
}
