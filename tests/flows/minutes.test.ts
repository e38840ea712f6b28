import fc from "fast-check";
import PizZip from "pizzip";
import { describe, expect, it } from "vitest";
import { extract } from "../../plugin/inquiry/extract.ts";
import { readAside } from "../../plugin/inquiry/minutes/aside.ts";
import { itemsOf } from "../../plugin/inquiry/minutes/items.ts";
import { mend } from "../../plugin/inquiry/minutes/mend.ts";
import { readMinutesText } from "../../plugin/inquiry/minutes/reading.ts";
import { readMinutes } from "../../plugin/inquiry/minutes.ts";
import { say } from "../../plugin/messages.ts";
import { Refusal } from "../../plugin/refusal.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

function docx(body: string, parts: Record<string, string> = {}): Uint8Array {
  const zip = new PizZip();
  zip.file("[Content_Types].xml", "<Types/>");
  zip.file("word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>${body}</w:body></w:document>`);
  for (const [name, content] of Object.entries(parts)) zip.file(name, content);
  return zip.generate({ type: "uint8array", compression: "DEFLATE" });
}

const paragraph = (text: string, properties = "") => `<w:p>${properties}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;

function refusal(name: string, bytes: Uint8Array): Refusal {
  try {
    readMinutes({ name, bytes });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("was read");
}

describe("DOCX", () => {
  it("gives paragraphs, list items and table rows", () => {
    const list = "<w:pPr><w:numPr><w:ilvl w:val='0'/></w:numPr><w:tabs><w:tab w:pos='1'/></w:tabs></w:pPr>";
    const body = `${paragraph("TOP 9 Anfragen")}${paragraph("Wann öffnet die Halle?", list)}<w:tbl><w:tr>${cell("Ja")}${cell("12")}</w:tr></w:tbl>`;
    expect(readMinutes({ name: "a.docx", bytes: docx(body) })).toEqual({
      text: "TOP 9 Anfragen\n\n- Wann öffnet die Halle?\n\nJa\t12",
      mediaType: docxType,
    });
  });

  it("takes inserted text and leaves deleted and moved text, headers, notes and field codes", () => {
    const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
    const body = `<w:p><w:ins>${run("neu ")}</w:ins><w:del><w:r><w:delText>alt</w:delText></w:r></w:del><w:moveFrom>${run("weg")}</w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r>${run("bleibt")}<w:r><w:tab/><w:t>hinten</w:t></w:r></w:p>`;
    const bytes = docx(body, { "word/header1.xml": "<w:hdr>Kopf</w:hdr>", "word/footnotes.xml": "<w:footnotes>Fuß</w:footnotes>" });
    expect(readMinutes({ name: "a.docx", bytes }).text).toBe("neu bleibt\thinten");
  });

  it("says that a file holds tracked changes, how many and by whom", () => {
    const body = `<w:p><w:ins w:id="1" w:author="A. Muster &amp; Co"><w:r><w:t>neu</w:t></w:r></w:ins><w:del w:id="2" w:author="B. Probe"><w:r><w:delText>alt</w:delText></w:r></w:del></w:p>`;
    const { text, notes } = readMinutes({ name: "a.docx", bytes: docx(body) });
    expect(text).toBe("neu");
    expect(notes?.map(({ code, values }) => say(code, values))).toEqual([
      expect.stringMatching(/1 Einfügungen, 1 Streichungen\) von A\. Muster & Co, B\. Probe/),
    ]);
  });

  it("keeps the paragraphs of minutes that are set in a table", () => {
    const row = (...cells: string[]) => `<w:tr>${cells.map((one) => `<w:tc>${one}</w:tc>`).join("")}</w:tr>`;
    const body = `<w:tbl>${row(paragraph("TOP 4"), paragraph("Anfragen") + paragraph("RM Frau Ohm fragt, ob es geht."))}</w:tbl>`;
    expect(readMinutes({ name: "a.docx", bytes: docx(body) }).text).toBe("TOP 4\tAnfragen\n\nRM Frau Ohm fragt, ob es geht.");
  });

  it("takes the text of a drawing once", () => {
    const box = (text: string) => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`;
    const body = `<w:p><mc:AlternateContent><mc:Choice>${box("Kasten")}</mc:Choice><mc:Fallback>${box("Kasten")}</mc:Fallback></mc:AlternateContent></w:p>`;
    expect(readMinutes({ name: "a.docx", bytes: docx(body) }).text).toBe("Kasten");
  });

  it("feeds the extractor", () => {
    const body = paragraph("RM Frau Ahlbrecht fragt, ob die Stelle besetzt ist.") + paragraph("Die Verwaltung bejaht dies.");
    const [found] = extract({ text: readMinutes({ name: "a.docx", bytes: docx(body) }).text });
    expect(found).toMatchObject({ asker: "Ahlbrecht", answered_in_session: true });
  });

  it("refuses a bomb by what it inflates to, whatever the ZIP says of itself", () => {
    const bytes = docx(paragraph("0".repeat(70 * 2 ** 20)));
    const stated = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at < bytes.length - 46; at++) {
      if (stated.getUint32(at, true) === 0x02014b50) stated.setUint32(at + 24, 100, true);
      if (stated.getUint32(at, true) === 0x04034b50) stated.setUint32(at + 22, 100, true);
    }
    expect(bytes.length).toBeLessThan(2 ** 20);
    expect(refusal("bombe.docx", bytes)).toMatchObject({ code: "minutes.too-large", status: 413 });
  });

  it.each([
    ["a ZIP without a document", new PizZip().file("x.txt", "y").generate({ type: "uint8array" })],
    ["a ZIP cut in half", docx(paragraph("Text")).slice(0, 120)],
    ["XML that is none", docx("<w:p>")],
  ])("refuses %s", (_what, bytes) => {
    expect(refusal("a.docx", bytes).code).toBe("minutes.unreadable");
  });
});

describe("plain text", () => {
  const text = "Frau Özgür-Weiß fragt – „wann?“";
  const utf16 = (mark: number[], swap: boolean) => {
    const bytes = Buffer.from(text, "utf16le");
    return new Uint8Array([...mark, ...(swap ? Buffer.from(bytes).swap16() : bytes)]);
  };
  const cp1252 = Buffer.from(
    text.replace(/[–„“]/g, (sign) => ({ "–": "\u0096", "„": "\u0084", "“": "\u0093" })[sign] ?? sign),
    "latin1",
  );

  it.each([
    ["UTF-8", utf8(text)],
    ["UTF-8 with a mark", new Uint8Array([0xef, 0xbb, 0xbf, ...utf8(text)])],
    ["UTF-16 little-endian with a mark", utf16([0xff, 0xfe], false)],
    ["UTF-16 big-endian with a mark", utf16([0xfe, 0xff], true)],
    ["UTF-16 little-endian", utf16([], false)],
    ["UTF-16 big-endian", utf16([], true)],
    ["Windows-1252", new Uint8Array(cp1252)],
  ])("in %s", (_encoding, bytes) => {
    expect(readMinutes({ name: "a.txt", bytes })).toEqual({ text, mediaType: "text/plain" });
  });

  it("refuses what is no text", () => {
    expect(refusal("bild.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3, 4])).code).toBe("minutes.unreadable");
    expect(refusal("alt.doc", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 1, 0, 2, 0, 3])).code).toBe("minutes.unreadable");
  });

  it("refuses an empty file and one without words", () => {
    expect(refusal("leer.txt", new Uint8Array()).code).toBe("minutes.empty-file");
    expect(refusal("leer.html", utf8("<html><body><nav>Menü</nav></body></html>")).code).toBe("minutes.empty-file");
  });
});

describe("saved pages", () => {
  const read = (html: string) => readMinutes({ name: "seite.html", bytes: utf8(html) });

  it("keep their words and paragraphs, and lose everything else", () => {
    const html = `<!DOCTYPE html><html><head><title>Bürgerinfo</title><style>p{}</style></head><body><nav><ul><li>Start</li></ul></nav>
      <script>if (a < b) document.write("<p>nein</p>")</script><!-- <p>auch nicht</p> -->
      <h2 title="a > b">TOP&nbsp;4</h2><p>Frau &Ouml;zg&uuml;r&#45;Wei&szlig; fragt,<br>ob &#x201E;ja&ldquo; gilt.</p><ul><li>eins</li><li>zwei</li></ul>
      <table><tr><td>Ja</td><td>9</td></tr></table><footer>Impressum</footer></body></html>`;
    expect(read(html)).toEqual({
      text: "TOP\u00a04\n\nFrau Özgür-Weiß fragt,\nob „ja“ gilt.\n\n- eins\n\n- zwei\n\nJa\t9",
      mediaType: "text/html",
    });
  });

  it("survive broken markup", () => {
    expect(read("<html><body><nav><p>5 < 7 & so fort &unbekannt; <a title='x>Rest").text).toContain("5 < 7 & so fort &unbekannt;");
  });

  it("never grow faster than their length", () => {
    const nasty = ["<nav>", "<script>", "<!--", "<a title='", "&#1", "<", "< a"].map((piece) => piece.repeat(100_000));
    for (const page of nasty) expect(typeof read(`<html><body>Text ${page}`).text).toBe("string");
  });
});

describe("refusals", () => {
  it("PDF is refused by its content, with a sentence that says what to do", () => {
    const refused = refusal("niederschrift.txt", utf8("%PDF-1.7\n1 0 obj"));
    expect(refused).toMatchObject({ code: "minutes.pdf", status: 415, values: { name: "niederschrift.txt" } });
    expect(say(refused.code, refused.values)).toMatch(/^niederschrift\.txt ist eine PDF-Datei\. .*einfügen/);
  });

  it("a file that is too large is not looked at", () => {
    expect(refusal("gross.txt", new Uint8Array(31 * 2 ** 20))).toMatchObject({ code: "minutes.too-large", values: { megabytes: 30 } });
  });

  it("every code has its sentence", () => {
    for (const code of ["pdf", "unreadable", "empty-file"]) expect(say(`minutes.${code}`, { name: "a.txt" })).toMatch(/\.$/);
    expect(say("minutes.too-large", { name: "a.txt", megabytes: 30 })).toMatch(/30 MB/);
  });
});

describe("reading the text", () => {
  const source = (text: string) => ({ text, town: "Köln", organization: "Rat", sitting: "2026-09-01", known: [] });

  it("mends umlauts in the wrong encoding and says so; sound text stays", () => {
    const sound = "RM Frau Özgür fragt, ob die Straße für Fußgänger geöffnet wird. „Ja“, sagt der Bürgermeister – vielleicht.";
    const broken = new TextDecoder("windows-1252").decode(utf8(sound));
    expect(broken).toContain("Ã¶");
    expect(mend(broken)).toEqual({ text: sound, notes: [{ code: "minutes.note.mended", values: { count: expect.any(Number) } }] });
    expect(mend(sound)).toEqual({ text: sound, notes: [] });
  });

  it("says what is lost and what is hardly German", () => {
    const english = "The council asked whether the new bridge would be opened before the end of the year and who would pay. ".repeat(5);
    expect(readMinutesText(source(`${english}\uFFFD`)).notes.map(({ code }) => code)).toEqual([
      "minutes.note.lost",
      "minutes.note.language",
    ]);
  });

  it.each([
    ["TOP with colons", "TOP 1: Anfragen\nText.\n\nTOP 2: Verschiedenes\nText."],
    ["Ö and N", "Ö 1 Anfragen\n\nText.\n\nN 2 Verschiedenes\n\nText."],
    ["zu", "zu 1 Anfragen\n\nText.\n\nzu 2 Verschiedenes\n\nText."],
    ["Punkt der Tagesordnung", "Zu Punkt 1 der Tagesordnung: Anfragen\n\nText.\n\nZu Punkt 2 der Tagesordnung: Verschiedenes\n\nText."],
    ["numbers", "1. Anfragen\n\nText.\n\n2. Verschiedenes\n\nText."],
    ["a number on its own line", "TOP 1\nAnfragen\n\nText.\n\nTOP 2\nVerschiedenes\n\nText."],
  ])("divides by headings: %s", (_layout, text) => {
    expect(itemsOf(text).items.map(({ number, title }) => [number, title])).toEqual([
      ["1", "Anfragen"],
      ["2", "Verschiedenes"],
    ]);
  });

  it("takes no list of questions and no vote for items", () => {
    const text =
      "RM Frau Ohm fragt:\n\n1. Wie viele Stellen sind besetzt?\n\n2. Wer bezahlt sie?\n\n3 Ja-Stimmen\n\n4 Enthaltungen\n\nDie Verwaltung sagt eine Antwort zu.";
    expect(itemsOf(text).items).toEqual([]);
  });

  it("keeps every span inside the text and every word in one part, whatever the text", () => {
    const pieces = [
      "TOP 1 Anfragen\n",
      "\n\n",
      "2. Verschiedenes\n",
      "RM Frau Ohm fragt, ob es geht. ",
      "Frau Ilse Wendland, Einwohnerin, fragt, wann. ",
      "Nichtöffentlicher Teil\n",
      "Ja.",
      "\u00AD",
      "a",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (chosen) => {
        const { text, parts, asides, divided } = readMinutesText(source(chosen.join("")));
        const spans = [...parts, ...asides].toSorted((one, other) => one.start - other.start);
        let covered = "";
        for (const { start, end, inquiries } of spans) {
          covered += text.slice(start, end);
          for (const one of inquiries)
            expect(one.start >= start && one.end <= end && text.slice(one.start, one.end) === one.question).toBe(true);
        }
        if (divided) expect(covered.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        expect(text).not.toMatch(/Wendland/);
      }),
      { numRuns: 150 },
    );
  });
});

describe("large texts", () => {
  const source = (text: string) => ({ text, town: "Köln", organization: "Rat", sitting: "2026-09-01", known: [] });

  it("are read in a thread of their own with the same result, and the server goes on", async () => {
    const text = "TOP 1 Anfragen\n\nRM Herr Probst fragt, ob die Halle frei wird. Die Verwaltung bejaht dies.\n\nTOP 2 Bericht\n\n".padEnd(
      300_000,
      "Der Bericht wird zur Kenntnis genommen. ",
    );
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const read = await readAside(source(text));
    clearInterval(timer);
    expect(read).toEqual(readMinutesText(source(text)));
    expect(ticks).toBeGreaterThan(2);
  });

  it("beyond all measure are refused with the figures", async () => {
    const refused = await readAside(source("x".repeat(4_000_001))).catch((error: Refusal) => error);
    expect(refused).toMatchObject({ code: "minutes.too-long", status: 413, values: { most: "4.000.000" } });
    expect(say("minutes.too-long", (refused as Refusal).values)).toContain("4.000.001");
  });

  it.each([
    ["a block of 0.9 MB", "a".repeat(900_000)],
    ["5,000 characters without a full stop", "Frau Müller fragt nach den Kosten und ".repeat(130)],
    ["40,000 lines that look like headings", "1. Anfrage\n".repeat(40_000)],
  ])("%s", (_what, text) => {
    const { parts } = readMinutesText(source(text));
    expect(parts.length).toBeGreaterThan(0);
  });
});
