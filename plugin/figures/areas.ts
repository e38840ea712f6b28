import { readFileSync } from "node:fs";
import { z } from "zod";

const Area = z.strictObject({ ags: z.string().regex(/^(\d{5}|\d{8})$/), name: z.string(), kind: z.enum(["town", "kreis"]) });

/** A municipality (8 digits), or a Kreis or the StädteRegion Aachen (5 digits). */
export type Area = z.infer<typeof Area>;

/** The sample towns, and every Kreis of NRW; a town of another installation brings its own name from its configuration. */
export const areas: ReadonlyMap<string, Area> = new Map(
  z
    .array(Area)
    .parse(JSON.parse(readFileSync(new URL("./areas.json", import.meta.url), "utf8")))
    .map((area) => [area.ags, area]),
);
