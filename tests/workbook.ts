import PizZip from "pizzip";

/** A cell of a workbook: text, number, day (as `{ day }`), formula with its last result, or nothing. */
export type BookCell = string | number | boolean | { day: number } | { percent: number } | { formula: string; result: number } | null;

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006/relationships";

/** A small XLSX as a spreadsheet writes it, with a style for days. More than one list of rows: more than one sheet. */
export function workbook(...sheets: readonly (readonly (readonly BookCell[] | null)[])[]): Uint8Array {
  const zip = new PizZip();
  const numbers = sheets.map((_sheet, index) => index + 1);
  zip.file(
    "[Content_Types].xml",
    `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
  );
  zip.file(
    "_rels/.rels",
    `${xml}<Relationships xmlns="${packages}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  const listed = numbers.map((number) => `<sheet name="Blatt${number}" sheetId="${number}" r:id="rId${number}"/>`);
  zip.file("xl/workbook.xml", `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${listed.join("")}</sheets></workbook>`);
  const related = numbers.map(
    (number) => `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  );
  const styles = `<Relationship Id="rId99" Type="${office}/styles" Target="styles.xml"/>`;
  zip.file("xl/_rels/workbook.xml.rels", `${xml}<Relationships xmlns="${packages}">${related.join("")}${styles}</Relationships>`);
  zip.file(
    "xl/styles.xml",
    `${xml}<styleSheet xmlns="${main}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  );
  for (const [index, rows] of sheets.entries()) zip.file(`xl/worksheets/sheet${index + 1}.xml`, sheet(rows));
  return zip.generate({ type: "uint8array", compression: "DEFLATE" });
}

function sheet(rows: readonly (readonly BookCell[] | null)[]): string {
  const lines = rows.map((row, index) => {
    const cells = (row ?? []).map((value, column) => cell(`${String.fromCharCode(65 + column)}${index + 1}`, value));
    return `<row r="${index + 1}">${cells.join("")}</row>`;
  });
  return `${xml}<worksheet xmlns="${main}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
}

function cell(at: string, value: BookCell): string {
  if (value === null || value === "") return "";
  if (typeof value === "string") return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${asXml(value)}</t></is></c>`;
  if (typeof value === "boolean") return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "number") return `<c r="${at}"><v>${value}</v></c>`;
  if ("day" in value) return `<c r="${at}" s="1"><v>${value.day}</v></c>`;
  if ("percent" in value) return `<c r="${at}" s="2"><v>${value.percent}</v></c>`;
  return `<c r="${at}"><f>${asXml(value.formula)}</f><v>${value.result}</v></c>`;
}

const asXml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The same workbook with one of its parts rewritten. */
export function edited(book: Uint8Array, part: string, edit: (xml: string) => string): Uint8Array {
  const zip = new PizZip(book);
  zip.file(part, edit(zip.file(part)?.asText() ?? ""));
  return zip.generate({ type: "uint8array", compression: "DEFLATE" });
}

/** The same workbook with cells of its first sheet merged, for example `A2:A3`. */
export const merged = (book: Uint8Array, ...ranges: string[]): Uint8Array =>
  edited(book, "xl/worksheets/sheet1.xml", (text) =>
    text.replace("</sheetData>", `</sheetData><mergeCells>${ranges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`),
  );
