import { dimensions, type Indicator } from "../indicators.ts";
import { canonical } from "./canonical.ts";
import type { Cells } from "./cells.ts";

const all = new Set(["", "alle", "gesamt", "insgesamt", "summe"]);
/** Words, numbers and bounds; `<` and `>` only before a number. */
const openClass = /^(?:[\p{L}\p{N} .,()§/&+≥≤–-]|[<>](?=\s?\d)){1,60}$/u;

/** The classes of a row, in the order of their names; what is empty or says "insgesamt" means all and is left out. */
export function readDimensions(cells: Cells, indicator: Indicator): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, dimension] of dimensions) {
    const text = cells.text(name);
    if (text === "" || all.has(canonical(text))) continue;
    if (!indicator.dimensions.includes(name)) cells.refuse(name, "import.dimension-foreign", { indicator: indicator.id });
    else if ("open" in dimension) {
      if (openClass.test(text)) found[name] = text;
      else cells.refuse(name, "import.dimension-text");
    } else {
      const named = dimension.classes.find((one) => canonical(one) === canonical(text));
      if (named === undefined) cells.refuse(name, "import.dimension-class", { allowed: dimension.classes.join(" | ") });
      else found[name] = named;
    }
  }
  for (const name of indicator.required) {
    if (all.has(canonical(cells.text(name)))) cells.refuse(name, "import.dimension-required", { indicator: indicator.id });
  }
  return found;
}
