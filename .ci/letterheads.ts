// Writes templates/answer/<house>/letterhead.docx from its house.json, the same bytes every time; with --check only compares.
// Made once per house: afterwards Word is the place to change a letterhead, and a house without "letterhead" is left alone.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import PizZip from "pizzip";
import { body, part, style } from "./letterhead-body.ts";

const folder = fileURLToPath(new URL("../templates/answer/", import.meta.url));
const office = "http://schemas.openxmlformats.org/officeDocument/2006";
const packages = "http://schemas.openxmlformats.org/package/2006";
const word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const parts = ["document.main", "styles", "settings", "numbering", "header", "footer"];
const file = (name: string) => (name === "document.main" ? "document" : /header|footer/.test(name) ? `${name}1` : name);

interface Head {
  readonly head: string;
  readonly accent: string;
}

/** A letterhead with a place for everything an answer may hold (plugin/houses/letterhead.ts). */
function letterhead({ head, accent }: Head): Buffer {
  const zip = new PizZip();
  const add = (name: string, text: string) => zip.file(name, text, { date: new Date("2026-01-01T00:00:00Z"), createFolders: false });
  add("[Content_Types].xml", contentTypes());
  add(
    "_rels/.rels",
    relationships([
      [`${office}/relationships/officeDocument`, "word/document.xml"],
      [`${packages}/relationships/metadata/core-properties`, "docProps/core.xml"],
      [`${office}/relationships/extended-properties`, "docProps/app.xml"],
    ]),
  );
  add("docProps/core.xml", core);
  add(
    "docProps/app.xml",
    `${declaration}<Properties xmlns="${office}/extended-properties"><Application>KIM im Rat</Application></Properties>`,
  );
  add(
    "word/_rels/document.xml.rels",
    relationships(parts.slice(1).map((name) => [`${office}/relationships/${name}`, `${file(name)}.xml`])),
  );
  add("word/document.xml", part("document", `<w:body>${body()}</w:body>`));
  add("word/styles.xml", part("styles", style(accent)));
  add("word/settings.xml", part("settings", settings));
  add("word/numbering.xml", part("numbering", numbering));
  add("word/header1.xml", part("hdr", header(head)));
  add("word/footer1.xml", part("ftr", footer));
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const core = `${declaration}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{town}</dc:creator><dc:language>de-DE</dc:language></cp:coreProperties>`;

function contentTypes(): string {
  const overrides = parts.map((name) => `<Override PartName="/word/${file(name)}.xml" ContentType="${word}.${name}+xml"/>`).join("");
  const properties = `<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`;
  const defaults = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`;
  return `${declaration}<Types xmlns="${packages}/content-types">${defaults}${overrides}${properties}</Types>`;
}

function relationships(of: readonly (readonly [string, string])[]): string {
  const all = of.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`).join("");
  return `${declaration}<Relationships xmlns="${packages}/relationships">${all}</Relationships>`;
}

const settings =
  '<w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:autoHyphenation/><w:hyphenationZone w:val="425"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="de-DE"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>';

const level = (id: number, format: string, text: string) =>
  `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>`;
const numbering = `${level(0, "bullet", "–")}${level(1, "decimal", "%1.")}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`;

const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (name: string, content: string) => `<w:p><w:pPr><w:pStyle w:val="${name}"/></w:pPr>${content}</w:p>`;
const header = (head: string) =>
  [
    paragraph("Absender", run(head)),
    paragraph("Kopfzeile", run("{organization}{#date}, {date}{/date}")),
    paragraph("Standard", run("{#draft}")),
    paragraph("Entwurf", run("{mark}")),
    paragraph("Standard", run("{/draft}")),
  ].join("");
const field = (name: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${name} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const footer = paragraph(
  "Fuzeile",
  `${run("{town} · Stand: {asOf}")}<w:r><w:tab/></w:r>${run("Seite ")}${field("PAGE")}${run(" von ")}${field("NUMPAGES")}`,
);

let different = false;
for (const house of readdirSync(folder)) {
  const data = join(folder, house, "house.json");
  const head: Head | undefined = existsSync(data) ? JSON.parse(readFileSync(data, "utf8")).letterhead : undefined;
  if (!head) continue;
  const target = join(folder, house, "letterhead.docx");
  const bytes = letterhead(head);
  if (existsSync(target) && readFileSync(target).equals(bytes)) continue;
  different = true;
  console.error(`${house}/letterhead.docx is not what house.json says: npx node .ci/letterheads.ts`);
  if (!process.argv.includes("--check")) writeFileSync(target, bytes);
}
if (different && process.argv.includes("--check")) process.exit(1);
