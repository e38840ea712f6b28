// The body and the styles of a letterhead, in the markup of Word.
const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** One part of the file, with its declaration. */
export const part = (name: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:${name} ${namespaces}>${content}</w:${name}>`;

const run = (text: string, look = "") => `<w:r>${look && `<w:rPr>${look}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (style: string, content: string) => `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${content}</w:p>`;
/** A mark on a line of its own; it vanishes when it is filled. */
const mark = (text: string) => paragraph("Standard", run(text));
const within = (name: string, content: string) => `${mark(`{#${name}}`)}${content}${mark(`{/${name}}`)}`;

const gap = '<w:b/><w:color w:val="5C3D00"/><w:highlight w:val="yellow"/>';
const told = `${run("{plain}")}${run("{missing}", gap)}${run("{marker}", '<w:vertAlign w:val="superscript"/>')}`;
const words = `${run("{#runs}")}${told}${run("{/runs}")}`;

/** Width of the text in twentieths of a point: A4 with 25 and 20 mm. */
const width = 9354;
const grey = '<w:shd w:val="clear" w:color="auto" w:fill="F0F0F0"/>';
const cell = (wide: number, content: string, look = "", style = "Tabelleninhalt") =>
  `<w:tc><w:tcPr><w:tcW w:w="${wide}" w:type="dxa"/>${look}</w:tcPr>${paragraph(style, content)}</w:tc>`;
const row = (cells: string, head = "") => `<w:tr><w:trPr><w:cantSplit/>${head}</w:trPr>${cells}</w:tr>`;

function table(widths: readonly number[], rows: string, firstRow: boolean): string {
  const look = `<w:tblLook w:val="${firstRow ? "0420" : "0480"}" w:firstRow="${firstRow ? 1 : 0}" w:lastRow="0" w:firstColumn="${firstRow ? 0 : 1}" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>`;
  const grid = widths.map((wide) => `<w:gridCol w:w="${wide}"/>`).join("");
  return `<w:tbl><w:tblPr><w:tblStyle w:val="Tabellenraster"/><w:tblW w:w="${width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>${look}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows}</w:tbl>${paragraph("Abstand", "")}`;
}

const caption = within("caption", paragraph("Beschriftung", run("{text}")));

/** A table whose rows have heads: name and value. */
function pairs(): string {
  const head = cell(3367, `${run("{#rows}")}${run("{#c1}")}${run("{plain}", "<w:b/>")}${run("{/c1}")}`, grey);
  const value = cell(5987, `${run("{#c2}")}${told}${run("{/c2}")}${run("{/rows}")}`);
  return within("pairs", `${caption}${table([3367, 5987], row(head + value), false)}`);
}

/** A table with a head, repeated on every page. */
function columns(count: number): string {
  const shares = { 2: [6, 3], 3: [8, 10, 7], 5: [12, 10, 8, 7, 5] }[count] ?? Array.from({ length: count }, () => 1);
  const sum = shares.reduce((a, b) => a + b);
  const widths = shares.map((share) => Math.floor((width * share) / sum));
  // Six columns hold titles of offices: in the size of the others, their words would break.
  const style = count > 5 ? "Tabelleninhaltschmal" : "Tabelleninhalt";
  const heads = widths.map((wide, index) => cell(wide, run(`{h${index + 1}}`, "<w:b/>"), grey, style)).join("");
  const cells = widths.map((wide, index) => {
    const [first, last] = [index === 0 ? run("{#rows}") : "", index === count - 1 ? run("{/rows}") : ""];
    return cell(wide, `${first}${run(`{#c${index + 1}}`)}${told}${run(`{/c${index + 1}}`)}${last}`, "", style);
  });
  return within(`table${count}`, `${caption}${table(widths, row(heads, "<w:tblHeader/>") + row(cells.join("")), true)}`);
}

const texts = [
  ["sender", "Absenderangabe"],
  ["address", "Anschrift"],
  ["reference", "Bezug"],
  ["lines", "Bezug"],
  ["paragraph", "Textkrper"],
  ["question", "Textkrper-Zeileneinzug"],
  ["bullets", "Aufzhlungszeichen"],
  ["numbers", "Listennummer"],
  ["signature", "Unterschrift"],
] as const;

/** Everything between header and footer. */
export function body(): string {
  const headings = [1, 2, 3].map((level) => within(`heading${level}`, paragraph(`berschrift${level}`, run("{text}"))));
  const blocks = [
    ...headings,
    ...texts.map(([name, style]) => within(name, paragraph(style, words))),
    pairs(),
    ...[2, 3, 4, 5, 6].map(columns),
  ];
  const sources = `${within("hasSources", paragraph("Quellen", run("{heading}")))}${within("sources", paragraph("Literaturverzeichnis", `${run("{number}")}<w:r><w:tab/></w:r>${run("{line}{url}")}`))}`;
  const page =
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2041" w:right="1134" w:bottom="1361" w:left="1418" w:header="680" w:footer="567" w:gutter="0"/></w:sectPr>';
  return `${within("blocks", blocks.join(""))}${sources}${page}`;
}

const size = (halfPoints: number) => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;
const bold = "<w:b/><w:bCs/>";
const apart = (before: number, after: number) => `<w:spacing w:before="${before}" w:after="${after}"/>`;
const border = (side: string, wide: number, space: number, colour: string) =>
  `<w:pBdr><w:${side} w:val="single" w:sz="${wide}" w:space="${space}" w:color="${colour}"/></w:pBdr>`;
const right = `<w:tabs><w:tab w:val="right" w:pos="${width}"/></w:tabs>`;
const keep = "<w:keepNext/><w:keepLines/>";

/** Name in Word, id, paragraph and character properties; ids are those of a German Word. */
const styles = (accent: string): readonly (readonly [string, string, string, string])[] => [
  ["heading 1", "berschrift1", `${keep}${apart(0, 60)}<w:outlineLvl w:val="0"/>`, bold + size(30)],
  ["heading 2", "berschrift2", `${keep}${apart(300, 160)}<w:outlineLvl w:val="1"/>`, bold + size(25)],
  ["heading 3", "berschrift3", `${keep}${apart(220, 60)}<w:outlineLvl w:val="2"/>`, bold],
  ["Body Text", "Textkrper", `<w:widowControl/>${apart(0, 160)}`, ""],
  [
    "Body Text Indent",
    "Textkrper-Zeileneinzug",
    `<w:keepNext/><w:widowControl/>${border("left", 12, 8, "767676")}${apart(0, 160)}<w:ind w:left="227"/>`,
    "",
  ],
  ["List Bullet", "Aufzhlungszeichen", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>${apart(0, 60)}`, ""],
  ["List Number", "Listennummer", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>${apart(0, 60)}`, ""],
  ["Signature", "Unterschrift", `<w:keepLines/>${apart(480, 160)}`, ""],
  ["header", "Kopfzeile", `${border("bottom", 8, 4, accent)}${right}`, ""],
  ["Absender", "Absender", "", `${bold}<w:color w:val="${accent}"/>${size(30)}`],
  ["Absenderangabe", "Absenderangabe", apart(0, 200), size(18)],
  ["envelope address", "Anschrift", `<w:keepLines/>${apart(200, 400)}`, ""],
  ["Bezug", "Bezug", `<w:keepLines/>${apart(0, 200)}`, ""],
  ["footer", "Fuzeile", `${border("top", 4, 4, accent)}${right}`, size(17)],
  ["Entwurf", "Entwurf", `${apart(80, 0)}<w:jc w:val="center"/>`, `${bold}<w:color w:val="A3172E"/><w:spacing w:val="40"/>${size(32)}`],
  ["Tabelleninhalt", "Tabelleninhalt", '<w:spacing w:before="40" w:after="40" w:line="252" w:lineRule="auto"/>', size(20)],
  ["Tabelleninhalt schmal", "Tabelleninhaltschmal", '<w:spacing w:before="40" w:after="40"/><w:ind w:left="-60" w:right="-60"/>', size(16)],
  ["caption", "Beschriftung", keep + apart(0, 80), ""],
  ["Abstand", "Abstand", '<w:spacing w:line="160" w:lineRule="exact"/>', size(8)],
  ["Quellen", "Quellen", `<w:keepNext/>${border("top", 4, 6, "767676")}${apart(420, 80)}<w:outlineLvl w:val="1"/>`, bold + size(20)],
  [
    "Bibliography",
    "Literaturverzeichnis",
    `<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="510"/></w:tabs>${apart(0, 50)}<w:ind w:left="510" w:hanging="510"/>`,
    size(18),
  ],
];

const own = ["Absender", "Absenderangabe", "Bezug", "Entwurf", "Tabelleninhalt", "Tabelleninhaltschmal", "Abstand", "Quellen"];
const line = (name: string) => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="767676"/>`;

/** The styles; `accent` colours name and lines of the head, and must be dark enough to be read on white. */
export function style(accent: string): string {
  const defaults =
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>';
  const base =
    '<w:style w:type="paragraph" w:styleId="Standard" w:default="1"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="character" w:styleId="Absatz-Standardschriftart" w:default="1"><w:name w:val="Default Paragraph Font"/></w:style><w:style w:type="table" w:styleId="NormaleTabelle" w:default="1"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>';
  const named = styles(accent).map(([name, id, paragraphs, characters]) => {
    const custom = own.includes(id) ? ' w:customStyle="1"' : "";
    return `<w:style w:type="paragraph" w:styleId="${id}"${custom}><w:name w:val="${name}"/><w:basedOn w:val="Standard"/><w:qFormat/>${paragraphs && `<w:pPr>${paragraphs}</w:pPr>`}${characters && `<w:rPr>${characters}</w:rPr>`}</w:style>`;
  });
  const borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map(line).join("");
  const grid = `<w:style w:type="table" w:styleId="Tabellenraster"><w:name w:val="Table Grid"/><w:basedOn w:val="NormaleTabelle"/><w:tblPr><w:tblBorders>${borders}</w:tblBorders></w:tblPr></w:style>`;
  return `${defaults}${base}${named.join("")}${grid}`;
}
