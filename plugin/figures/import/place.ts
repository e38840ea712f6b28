import type { TownConfig } from "../../config.ts";
import { areas } from "../areas.ts";
import type { Figure } from "../figure.ts";
import type { Cells } from "./cells.ts";

/** What the import needs to know of a town. `everywhere`: figures of any other area are taken as well. */
export type ImportTown = Pick<TownConfig, "key" | "name" | "ags" | "areas"> & { readonly everywhere?: true };

/**
 * The area of a row: the town itself or one of the areas it shows (its Kreis). Spreadsheets drop the leading zero of the
 * key; no German key has four or seven digits, so it can be put back.
 */
export function readArea(cells: Cells, town: ImportTown): Figure["area"] | undefined {
  const digits = cells.text("AGS").replace(/\s/g, "");
  const ags = /^(\d{4}|\d{7})$/.test(digits) ? `0${digits}` : digits;
  const allowed = [town.ags, ...town.areas];
  if (town.everywhere && /^(\d{2}|\d{5}|\d{8})$/.test(ags))
    return { ags, name: ags === town.ags ? town.name : (areas.get(ags)?.name ?? ags) };
  if (!allowed.includes(ags)) {
    cells.refuse("AGS", "import.area", { allowed: allowed.join(", ") });
    return undefined;
  }
  const name = ags === town.ags ? town.name : areas.get(ags)?.name;
  if (name === undefined) cells.refuse("AGS", "import.area-unnamed", { ags });
  return name === undefined ? undefined : { ags, name };
}
