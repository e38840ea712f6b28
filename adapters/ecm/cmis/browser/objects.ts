import { z } from "zod";
import type { Properties } from "../repository.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const values = z
  .union([z.null(), z.array(z.union([scalar, z.null()])), scalar])
  .transform((held) => [held].flat().filter((value) => value !== null));

const mapped = (record: Readonly<Record<string, string[]>>): Properties =>
  new Map(Object.entries(record).filter(([, held]) => held.length > 0));

const succinct = z.object({ succinctProperties: z.record(z.string(), values) }).transform((object) => mapped(object.succinctProperties));
/** What a server sends that does not know `succinct` (CMIS 1.1 §5.2.11 allows it to be asked for, some gateways drop it). */
const complete = z
  .object({ properties: z.record(z.string(), z.object({ value: values.optional() })) })
  .transform(({ properties }) => mapped(Object.fromEntries(Object.entries(properties).map(([id, { value }]) => [id, value ?? []]))));

/** An object that must have its id: without it nothing may be concluded, least of all that there is no such object. */
export const objectSchema = z.union([succinct, complete]).refine((found) => found.has("cmis:objectId"), "cmis:objectId");
