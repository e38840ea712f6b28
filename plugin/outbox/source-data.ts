import { createHash } from "node:crypto";
import { say } from "../messages.ts";
import type { Rendered } from "../store/deliveries/rendered.ts";
import type { DeliveryPart } from "../store/tables/work.ts";

/** A part of a subject with its checksum. */
export function rendered(part: DeliveryPart, bytes: Uint8Array, mediaType: string, extension: string): Rendered {
  return { part, bytes, mediaType, extension, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** The title of the data beside a document. */
export const dataTitle = (title: string): string => say("delivery.title.data", { title });

/** What a document says of the data that belong to it. `id` is the one that the data bear. */
export const dataNote = (title: string, id: string): string => say("delivery.data-note", { title: dataTitle(title), id });

/**
 * The data a document was made of, to be filed beside it: figures, statements and sources as they were frozen, and of every file beside
 * them the checksum, so that data and document can be told to belong together. The same content gives the same bytes.
 */
export function sourceData(
  about: {
    readonly kind: "sheet" | "answer";
    readonly id: string;
    readonly title: string;
    readonly version: number;
    readonly approved: string | null;
  },
  content: Readonly<Record<string, unknown>>,
  files: readonly Rendered[],
): Rendered {
  const beside = files.map(({ part, extension, mediaType, bytes, sha256 }) => ({
    part,
    extension,
    mediaType,
    bytes: bytes.byteLength,
    sha256,
  }));
  const text = `${JSON.stringify({ format: "kim-im-rat/source-data/1", ...about, files: beside, ...content }, null, 2)}\n`;
  return rendered("data", Buffer.from(text, "utf8"), "application/json", "json");
}
