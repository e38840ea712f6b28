import { readFileSync } from "node:fs";
import { z } from "zod";
import type { House } from "../../houses.ts";
import { bodyOn, type DatedName } from "../words.ts";
import type { DraftCase } from "./document.ts";

const Renames = z.array(
  z.strictObject({
    land: z.string(),
    source: z.string(),
    names: z.array(z.strictObject({ name: z.string(), since: z.string().optional(), until: z.string().optional() })),
  }),
);
const renames = Renames.parse(JSON.parse(readFileSync(new URL("../words/renames.json", import.meta.url), "utf8")));

/** The body as it was called when it asked, and as it is called when it receives the answer. */
export function bodiesOf(of: DraftCase, house: House, land: string, today: string): { asked: string; receiving: string } {
  const known: DatedName[][] = [...house.bodies, ...renames.filter((one) => one.land === land).map(({ names }) => names)];
  const receives = of.receivingOrganization ?? of.organization;
  return {
    asked: bodyOn(of.organization.trim(), of.sitting.slice(0, 10), known),
    receiving: bodyOn(receives.trim(), (of.receiving ?? today).slice(0, 10), known),
  };
}
