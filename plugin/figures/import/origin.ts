import type { Figure } from "../figure.ts";
import { type Cells, optionalText } from "./cells.ts";
import { parseDate } from "./date.ts";

/** Which office reported a value, from which system, read when; each only if the row says so. */
export function readOrigin(cells: Cells, today: string): Pick<Figure, "office" | "system" | "extracted"> {
  const office = optionalText(cells, "Stelle", 200);
  const system = optionalText(cells, "Quellsystem", 100);
  const extracted = readExtracted(cells, today);
  return {
    ...(office === undefined ? {} : { office }),
    ...(system === undefined ? {} : { system }),
    ...(extracted === undefined ? {} : { extracted }),
  };
}

const time = /^(?<day>\S+?)(?:T|,? )(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d| Uhr)?$/;

/** A day, with the time of day if there is one; zones are left out, because an office reads its own clock. */
function readExtracted(cells: Cells, today: string): string | undefined {
  const text = cells.text("Abgerufen am");
  if (text === "") return undefined;
  const { day: written = text, hour, minute } = time.exec(text)?.groups ?? {};
  const day = parseDate(written);
  if (day === null) cells.refuse("Abgerufen am", "import.date");
  else if (day > today) cells.refuse("Abgerufen am", "import.future");
  else return hour && minute ? `${day}T${hour.padStart(2, "0")}:${minute}` : day;
  return undefined;
}
