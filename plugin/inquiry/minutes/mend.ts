/** What people are told about how a text was read; `code` is the key of a German sentence. */
export interface Note {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The signs of Windows-1252 that stand for bytes above 0x7F and are no Latin-1. */
const windows = new Map([..."€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"].map((sign): [string, number] => [sign, byteOf(sign)]));
/** UTF-8 that was read as Windows-1252: the lead byte of two or three, and what follows it. */
const broken = /[\u00C2-\u00DF][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\u00E0-\u00EF][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}/g;
const german = new Set(
  "der die das und ist nicht ein eine einen dem den des von mit für auf im zu sich werden wird hat haben sei dass ob wie wann bei nach zur zum durch über es er sie keine liegen vor fragt".split(
    " ",
  ),
);
/** A text of fewer words may be a list of names. */
const enoughWords = 60;

/**
 * Mends a text whose umlauts were read in the wrong encoding (`Ã¼` for ü), where that is proved: the bytes behind it are UTF-8
 * again and make letters of German. Says what was mended, what is lost for good, and if the text is hardly German.
 */
export function mend(text: string): { text: string; notes: Note[] } {
  let mended = 0;
  const repair = (source: string): string =>
    source.replace(broken, (found) => {
      const sign = fromUtf8(found);
      if (sign === null) return found;
      mended++;
      return sign;
    });
  const umlauts = text.match(/Ã[¼¶¤ŸœÄ–„\u009F\u009C\u0096\u0084]/g)?.length ?? 0;
  const whole = umlauts > 0 ? repair(repair(text)) : text;
  const lost = whole.match(/\uFFFD/g)?.length ?? 0;
  const notes: Note[] = [];
  if (mended > 0) notes.push({ code: "minutes.note.mended", values: { count: mended } });
  if (lost > 0) notes.push({ code: "minutes.note.lost", values: { count: lost } });
  if (!isGerman(whole)) notes.push({ code: "minutes.note.language", values: {} });
  return { text: whole, notes };
}

/** The sign that these bytes of UTF-8 stand for; null if they stand for none that German text or its typography has. */
function fromUtf8(found: string): string | null {
  const bytes = Uint8Array.from(found, (sign) => windows.get(sign) ?? sign.charCodeAt(0));
  try {
    const sign = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return /^[\p{L}§°€„“”‚‘’–—…•·«»\u00A0\u00ADÂÃ²³½¼¾´]$/u.test(sign) ? sign : null;
  } catch {
    return null;
  }
}

function byteOf(sign: string): number {
  for (let byte = 0x80; byte < 0xa0; byte++) if (new TextDecoder("windows-1252").decode(Uint8Array.of(byte)) === sign) return byte;
  return sign.charCodeAt(0);
}

/** At least every twentieth word is one of the commonest of German; looked for in the first pages only. */
function isGerman(text: string): boolean {
  const words =
    text
      .slice(0, 20_000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return words.length < enoughWords || words.filter((word) => german.has(word)).length * 20 >= words.length;
}
