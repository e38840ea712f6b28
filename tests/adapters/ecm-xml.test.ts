import fc from "fast-check";
import { expect, test } from "vitest";
import { child, escapeXml, parseXml, XmlError, xmlText } from "../../adapters/shared/xml.ts";

const code = (source: string | Uint8Array, limits = {}) => {
  try {
    parseXml(source, limits);
    return "read";
  } catch (error) {
    expect(error).toBeInstanceOf(XmlError);
    return (error as XmlError).code;
  }
};

test("elements come with namespace, attributes, order and text, without prefixes", () => {
  const root = parseXml('<a:x xmlns:a="urn:a" xmlns="urn:b" k="1" a:q="2">t<b>ü&amp;<![CDATA[<z>]]></b><!-- --><c/><b/></a:x>');
  expect(root).toMatchObject({ name: "x", namespace: "urn:a", attributes: { k: "1", "{urn:a}q": "2" }, text: "t" });
  expect(root.children.map(({ name, namespace }) => `${namespace} ${name}`)).toEqual(["urn:b b", "urn:b c", "urn:b b"]);
  expect(child(root, "b")?.text).toBe("ü&<z>");
  expect(child(child(root, "c"), "none")).toBeUndefined();
});

test.each([
  ["", "malformed"],
  ["kein XML", "malformed"],
  ["<a>", "malformed"],
  ["<a/><b/>", "malformed"],
  ["<a/>rest", "malformed"],
  ["<a b=1/>", "malformed"],
  ["<x:a/>", "malformed"],
  ["<a>&other;</a>", "malformed"],
  ["<a><!DOCTYPE a></a>", "malformed"],
  ["<!DOCTYPE html><html/>", "doctype"],
  ["<?xml version='1.0'?>\n<!-- x --><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "doctype"],
  [`${"<a>".repeat(200)}${"</a>".repeat(200)}`, "too-deep"],
  ["<a/><!-- end -->\n<?end?>\n", "read"],
  ["<a><![CDATA[<!DOCTYPE html>]]></a>", "read"],
])("%j: %s", (source, expected) => {
  expect(code(source)).toBe(expected);
});

test("size is capped in bytes, before anything is parsed", () => {
  expect(code(`<a>${"ü".repeat(100)}</a>`, { maxBytes: 206 })).toBe("too-large");
  expect(code(`<a>${"ü".repeat(100)}</a>`, { maxBytes: 207 })).toBe("read");
});

test("the encoding is taken from the byte order mark, else from the declaration", () => {
  expect(parseXml(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>', "latin1")).text).toBe("ü");
  expect(parseXml(Buffer.from("\ufeff<a>ü</a>")).text).toBe("ü");
  expect(parseXml(Buffer.from("\ufeff<a>ü</a>", "utf16le")).text).toBe("ü");
  expect(code(Buffer.from("<a>ü</a>", "latin1"))).toBe("encoding");
  expect(code(Buffer.from('<?xml version="1.0" encoding="klingon"?><a/>'))).toBe("encoding");
});

test("escaped text of any characters is read back as it was, but for what XML cannot hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const read = parseXml(`<a b="${escapeXml(text)}">x${escapeXml(text)}</a>`);
      const lineEnds = (kept: string) => kept.replace(/\r\n?/g, "\n");
      expect(lineEnds(read.text)).toBe(`x${lineEnds(xmlText(text))}`);
      expect(read.text).not.toMatch(/\p{Cs}/u);
    }),
    { numRuns: 500 },
  );
});

test("no input leads to anything but an element or an XmlError", () => {
  const piece = fc.constantFrom(
    "<a>",
    "</a>",
    "<a/>",
    "<",
    ">",
    "&",
    ";",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x",
    "?>",
    "<!DOCTYPE a",
    " b='",
    "'",
    "ü",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      code(pieces.join(""));
    }),
    { numRuns: 2_000 },
  );
});
