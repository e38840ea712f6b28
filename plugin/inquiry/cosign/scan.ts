import { createHash } from "node:crypto";
import { Refusal } from "../../refusal.ts";
import type { SignatureScanRow } from "../../store/tables/signatures.ts";

/** A scan whose kind was read from its bytes; neither name nor type that a browser sends says what it is. */
export type Scan = Pick<SignatureScanRow, "mediaType" | "extension" | "sha256" | "bytes">;

const kinds = [
  { mediaType: "application/pdf", extension: "pdf", begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: "image/png", extension: "png", begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: "image/jpeg", extension: "jpg", begins: [0xff, 0xd8, 0xff] },
] as const;

const mostBytes = 30 * 1024 * 1024;

/** Throws a Refusal (422) for what is no PDF, PNG or JPEG, and for more than 30 MB. */
export function readScan(bytes: Uint8Array): Scan {
  if (bytes.byteLength > mostBytes) throw new Refusal("signing.scan-too-large", { status: 422 });
  const kind = kinds.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte));
  if (!kind) throw new Refusal("signing.scan-kind", { status: 422 });
  const { mediaType, extension } = kind;
  return { mediaType, extension, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
