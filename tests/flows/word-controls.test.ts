import { readFileSync } from "node:fs";
import PizZip from "pizzip";
import { describe, expect, it } from "vitest";
import { house as letterheadOf, readHouses } from "../../plugin/houses.ts";
import { docx } from "../../plugin/inquiry/answer/docx.ts";
import { renderDocx } from "../../plugin/inquiry/answer.ts";
import { identified } from "../../plugin/inquiry/draft/units.ts";
import { draft } from "../../plugin/inquiry/draft.ts";
import { manuscriptOf } from "../../plugin/inquiry/edit/manuscript.ts";
import { contentControls } from "../../plugin/inquiry/word/controls.ts";
import { take, versionIn } from "../../plugin/inquiry/word/take.ts";
import { Refusal } from "../../plugin/refusal.ts";

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

function wordFile(body: string, parts: Record<string, string> = {}): Uint8Array {
  const zip = new PizZip();
  zip.file("word/document.xml", `<?xml version="1.0"?><w:document ${w}><w:body>${body}</w:body></w:document>`);
  for (const [name, text] of Object.entries(parts)) zip.file(name, text);
  return zip.generate({ type: "uint8array", compression: "DEFLATE" });
}
const run = (text: string, look = "") => `<w:r>${look && `<w:rPr>${look}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (content: string) => `<w:p>${content}</w:p>`;
const control = (tag: string, content: string, more = "") =>
  `<w:sdt><w:sdtPr><w:alias w:val="x"/><w:tag w:val="${tag}"/>${more}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
const read = (bytes: Uint8Array) => contentControls("a.docx", bytes);
const problem = (bytes: Uint8Array): string => {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
  }
  return "none";
};

describe("content controls of a Word file", () => {
  it("are read as Word saves them: runs split, spelling marks, smart tags", () => {
    const words = `${run("Es gab 4")}<w:proofErr w:type="spellStart"/>${run("\u202f725 ")}<w:smartTag w:uri="x" w:element="y">${run("Personen")}</w:smartTag>${run(".")}`;
    const { controls, tracked } = read(wordFile(control("a", paragraph(words))));
    expect(controls).toEqual([{ tag: "a", text: "Es gab 4\u202f725 Personen.", nested: false }]);
    expect(tracked).toBe(false);
  });

  it("inside a paragraph, around several paragraphs, around a cell; what lies beside them is outside", () => {
    const cell = `<w:tbl><w:tr>${control("c", `<w:tc>${paragraph(run("Zelle"))}</w:tc>`)}<w:tc>${paragraph(run("fest"))}</w:tc></w:tr></w:tbl>`;
    const bytes = wordFile(
      `${paragraph(run("vor ") + control("a", run("drin")) + run(" nach"))}${control("b", paragraph(run("eins")) + paragraph(run("zwei")))}${cell}`,
    );
    const { controls, outside } = read(bytes);
    expect(controls.map(({ tag, text }) => [tag, text])).toEqual([
      ["a", "drin"],
      ["b", "eins\nzwei"],
      ["c", "Zelle"],
    ]);
    expect(outside).toEqual(["vor  nach"]);
  });

  it("nested ones are named; one without a tag is none of ours; a prompt is no text", () => {
    const inner = control("b", paragraph(run("innen")));
    const bytes = wordFile(
      control("a", paragraph(run("außen")) + inner) +
        control("", paragraph(run("fremd"))) +
        control("p", paragraph(run("Klicken Sie hier")), "<w:showingPlcHdr/>"),
    );
    expect(read(bytes).controls.map(({ tag, nested, text }) => [tag, nested, text])).toEqual([
      ["b", true, "innen"],
      ["a", false, "außen\ninnen"],
      ["p", false, ""],
    ]);
    expect(read(bytes).outside).toEqual(["fremd"]);
  });

  it("of tracked changes the inserted text is read, the deleted is not", () => {
    const changed = `${run("Es ")}<w:ins w:author="x">${run("bleibt")}</w:ins><w:del w:author="x"><w:r><w:delText>war</w:delText></w:r></w:del>`;
    const { controls, tracked } = read(wordFile(control("a", paragraph(changed))));
    expect(controls[0]?.text).toBe("Es bleibt");
    expect(tracked).toBe(true);
  });

  it("what is no Word file, or a bomb, has a reason", () => {
    expect(problem(Buffer.from("kein ZIP"))).toBe("word.unreadable");
    expect(problem(wordFile("<w:p>"))).toBe("word.unreadable");
    expect(problem(wordFile(paragraph(run("0".repeat(70 * 2 ** 20)))))).toBe("word.too-large");
  });
});

const forms = [...readHouses()].flatMap(([key, house]) => [...house.forms.keys()].map((form) => `${key}/${form}`));

describe("an answer in Word", () => {
  it.each(forms)("%s: every text comes back as it went out, and the final file carries no control", (house) => {
    const sample = JSON.parse(readFileSync(new URL(`../../templates/answer/${house}.sample.json`, import.meta.url), "utf8"));
    const written = identified(draft({ ...sample, house }));
    const told = new Set<string>();
    const file = read(renderDocx(written, { final: false, editable: { answer: "0123456789abcdef", version: 3, told } }));
    expect(file.controls.length).toBeGreaterThan(5);
    expect(versionIn(file)).toMatchObject({ answer: "0123456789abcdef", version: 3 });
    const taken = take(written, told, file, file);
    expect(taken).toEqual({ manuscript: manuscriptOf(written), missing: [], doubtful: [], outside: [], gone: [] });
    const editable = { answer: "0123456789abcdef", version: 3, told };
    expect(read(docx(written, true, letterheadOf(house).letterhead, editable)).controls).toEqual([]);
  });
});
