import { inflateRawSync } from "node:zlib";
import PizZip from "pizzip";
import { z } from "zod";
import { Refusal } from "../../refusal.ts";

/** A thousand pages of Word are some 20 MB of XML; more is a bomb. */
const megabytes = 64;
const Packed = z.object({
  compressionMethod: z.string(),
  getCompressedContent: z.custom<() => Uint8Array>((value) => typeof value === "function"),
});

/**
 * The XML of a Word file's text, inflated by zlib under a cap: the size that a ZIP states of itself is not believed.
 * Throws a Refusal `<prefix>.unreadable` (415) or `<prefix>.too-large` (413).
 */
export function mainPart(name: string, bytes: Uint8Array, prefix: "minutes" | "word"): string {
  const unreadable = () => new Refusal(`${prefix}.unreadable`, { values: { name }, status: 415 });
  try {
    const [part] = new PizZip(Buffer.from(bytes)).file(/^word\/document\d*\.xml$/);
    if (!part) throw unreadable();
    const { compressionMethod, getCompressedContent } = Packed.parse((part as unknown as { _data: unknown })._data);
    const content = getCompressedContent();
    const stored = compressionMethod === "\u0000\u0000";
    return new TextDecoder().decode(stored ? content : inflateRawSync(content, { maxOutputLength: megabytes * 2 ** 20 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      throw new Refusal(`${prefix}.too-large`, { values: { name, megabytes }, status: 413 });
    throw error instanceof Refusal ? error : unreadable();
  }
}
