/**
 * Text in the encodings that minutes come in: UTF-8 with or without a mark, UTF-16, else Windows-1252. Null if it is no text:
 * control characters show a file of another kind.
 */
export function decode(bytes: Uint8Array): string | null {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return isText(text) ? text : null;
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const [even, odd] = zeros(bytes.subarray(0, 4096));
  if (odd > 0.3 && even < 0.05) return "utf-16le";
  if (even > 0.3 && odd < 0.05) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** Share of zero bytes at even and at odd places: Latin text in UTF-16 has one in every pair. */
function zeros(bytes: Uint8Array): [number, number] {
  const count = [0, 0];
  bytes.forEach((byte, at) => {
    if (byte === 0) count[at % 2] = (count[at % 2] ?? 0) + 1;
  });
  const half = Math.max(bytes.length / 2, 1);
  return [(count[0] ?? 0) / half, (count[1] ?? 0) / half];
}

function isText(text: string): boolean {
  let control = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0) return false;
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d && code !== 0x0c && code !== 0x0b) control++;
  }
  return control <= text.length / 100;
}
