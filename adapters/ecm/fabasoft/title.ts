import type { EcmDocument } from "../../../plugin/ports/ecm.ts";
import { UpstreamError } from "../../../plugin/ports/errors.ts";
import { xmlText } from "../../shared/xml.ts";
import { system } from "./dms.ts";
import type { FabasoftSettings } from "./settings.ts";

const maxTitle = 250;
const characters = new Intl.Segmenter("de", { granularity: "grapheme" });

/** A title on one line and of a length that fits the field; the whole one stands in the Betreff. */
export function documentTitle(title: string): string {
  const line = xmlText(title.toWellFormed()).replace(/\s+/g, " ").trim() || "Dokument";
  if (line.length <= maxTitle) return line;
  let kept = "";
  for (const { segment } of characters.segment(line)) {
    if (kept.length + segment.length > maxTitle) break;
    kept += segment;
  }
  return kept;
}

/** Known before anything is sent, and so without a doubt. */
export function refuseTooLarge({ maxContentBytes }: FabasoftSettings, { bytes }: EcmDocument, operation: string): void {
  if (bytes.byteLength <= maxContentBytes) return;
  throw new UpstreamError({ system, operation, kind: "permanent", code: "fabasoft-too-large", detail: `${bytes.byteLength} bytes` });
}
