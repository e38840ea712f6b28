import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MultipartError } from "../../adapters/shared/multipart/error.ts";
import { mediaType } from "../../adapters/shared/multipart/media-type.ts";
import { contentId, readRelated, writeRelated } from "../../adapters/shared/multipart.ts";

const boundaryCharacter = fc.constantFrom(..."0123456789abcdefXYZ'()+_,-./:=?");
const boundary = fc.string({ unit: boundaryCharacter, minLength: 1, maxLength: 70 });

/** Content that keeps coming close to a delimiter without being one. */
const content = (of: string) =>
  fc
    .array(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
        fc.constantFrom(
          "\r",
          "\n",
          "\r\n",
          "--",
          "\n--",
          "\r\n--",
          `--${of}`,
          `\r\n-${of}`,
          `\n--${of}X`,
          `\r\n--${of}-`,
          `${of}--`,
          "\r\r\n",
        ),
      ),
      { maxLength: 12 },
    )
    .map((pieces) => Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece, "latin1") : piece))))
    .filter((bytes) => !contains(bytes, of));

/** The composer must choose a boundary that no line of the content is. */
function contains(bytes: Buffer, of: string): boolean {
  return bytes
    .toString("latin1")
    .split("\n")
    .some((line) => line.startsWith(`--${of}`) && /^(--)?[ \t]*\r?$/.test(line.slice(of.length + 2)));
}

interface Message {
  boundary: string;
  lineEnd: string;
  blanks: string;
  preamble: boolean;
  epilogue: boolean;
  start: number | undefined;
  parts: { bytes: Buffer; base64: boolean; header: string; folded: boolean }[];
}

const message: fc.Arbitrary<Message> = boundary.chain((of) =>
  fc.record({
    boundary: fc.constant(of),
    lineEnd: fc.constantFrom("\r\n", "\n"),
    blanks: fc.constantFrom("", " ", "\t  "),
    preamble: fc.boolean(),
    epilogue: fc.boolean(),
    start: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
    parts: fc.array(
      fc.record({
        bytes: content(of),
        base64: fc.boolean(),
        header: fc.constantFrom("Content-ID", "content-id", "Content-Id"),
        folded: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
);

/** A composer of our own, so that the reader is not tried on what our writer writes alone. */
function compose({ boundary: of, lineEnd, blanks, preamble, epilogue, start, parts }: Message): { type: string; body: Buffer } {
  const pieces: Buffer[] = [];
  if (preamble) pieces.push(Buffer.from(`This is MIME.${lineEnd}--not-it${lineEnd}`));
  for (const [index, { bytes, base64, header, folded }] of parts.entries()) {
    const lines = [
      `${index > 0 || preamble ? lineEnd : ""}--${of}${blanks}`,
      `${header}: <part${index}@test>`,
      folded ? `Content-Type: application/pdf;${lineEnd}\tname=x` : "Content-Type: application/pdf",
      ...(base64 ? ["Content-Transfer-Encoding: BASE64"] : []),
      "",
      "",
    ];
    const encoded = bytes.toString("base64").replace(/.{76}/g, `$&${lineEnd}`);
    pieces.push(Buffer.from(lines.join(lineEnd), "latin1"), base64 ? Buffer.from(encoded) : bytes);
  }
  pieces.push(Buffer.from(`${lineEnd}--${of}--${blanks}${epilogue ? `${lineEnd}--${of}${lineEnd}never read` : ""}`, "latin1"));
  const named = start === undefined || start >= parts.length ? "" : `; start="<part${start}@test>"`;
  return { type: `multipart/related; boundary="${of}"${named}`, body: Buffer.concat(pieces) };
}

describe("reading", { timeout: 60_000 }, () => {
  test("every part of every well-formed message comes back as it was", async () => {
    await fc.assert(
      fc.asyncProperty(message, async (given) => {
        const { type, body } = compose(given);
        const related = await readRelated(type, body);
        const rootIndex = given.start !== undefined && given.start < given.parts.length ? given.start : 0;
        expect(related.root.id).toBe(`part${rootIndex}@test`);
        for (const [index, { bytes }] of given.parts.entries()) {
          expect(Buffer.from(related.part(`cid:part${index}%40test`)?.bytes ?? "missing")).toEqual(bytes);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("whatever is done to a message, the answer is parts or a MultipartError, and only in the promise", async () => {
    const damage = fc.array(fc.record({ at: fc.nat(), remove: fc.nat({ max: 30 }), insert: fc.uint8Array({ maxLength: 30 }) }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(message, damage, fc.boolean(), async (given, damages, inType) => {
        const composed = compose(given);
        const harm = (bytes: Buffer) =>
          damages.reduce((kept, { at, remove, insert }) => {
            const place = at % (kept.length + 1);
            return Buffer.concat([kept.subarray(0, place), insert, kept.subarray(place + remove)]);
          }, bytes);
        const type = inType ? harm(Buffer.from(composed.type)).toString("latin1") : composed.type;
        const reading = readRelated(type, inType ? composed.body : harm(composed.body));
        const outcome = await reading.then(
          () => "parts",
          (error: unknown) => error,
        );
        if (outcome !== "parts") expect(outcome).toBeInstanceOf(MultipartError);
      }),
      { numRuns: 600 },
    );
  });

  test("a message cut short anywhere before its closing delimiter is malformed, never a shorter document", async () => {
    const given = compose({
      boundary: "uuid:1",
      lineEnd: "\r\n",
      blanks: "",
      preamble: false,
      epilogue: false,
      start: 0,
      parts: [0, 1].map(() => ({ bytes: Buffer.from("%PDF-1.4\r\n"), base64: false, header: "Content-Id", folded: false })),
    });
    for (let length = 0; length < given.body.length; length += 1) {
      await expect(readRelated(given.type, given.body.subarray(0, length))).rejects.toMatchObject({ code: "malformed" });
    }
  });

  test("limits hold: parts, header, root", async () => {
    const part = "--b\r\n\r\nx\r\n";
    const type = "multipart/related; boundary=b";
    const read = (body: string, limits = {}) => readRelated(type, Buffer.from(body), limits);
    await expect(read(`${part.repeat(17)}--b--`)).rejects.toMatchObject({ code: "too-large" });
    await expect(read(`${part.repeat(16)}--b--`)).resolves.toBeDefined();
    await expect(read(`--b\r\nX: ${"y".repeat(17_000)}\r\n\r\n--b--`)).rejects.toMatchObject({ code: "too-large" });
    await expect(read(`--b\r\n\r\n${"y".repeat(11)}\r\n--b--`, { maxRootBytes: 10 })).rejects.toMatchObject({ code: "too-large" });
    await expect(read("--b\r\n\r\n\r\n--b--")).resolves.toMatchObject({ root: { id: "", mediaType: "text/plain" } });
    await expect(read("--b\r\n--b--")).resolves.toMatchObject({ root: { id: "" } });
  });

  test.each([
    ["text/xml", "not-multipart"],
    ["", "not-multipart"],
    ["multipart/related", "not-multipart"],
    [`multipart/related; boundary=${"x".repeat(201)}`, "malformed"],
    ['multipart/related; boundary=b; start="<other@test>"', "malformed"],
  ])("content type %j is refused", async (type, code) => {
    await expect(readRelated(type, Buffer.from("--b\r\n\r\nx\r\n--b--"))).rejects.toMatchObject({ code });
  });

  test.each(["quoted-printable", "x-uuencode"])("transfer encoding %s is refused", async (encoding) => {
    const body = Buffer.from(`--b\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\nx\r\n--b--`);
    await expect(readRelated("multipart/related; boundary=b", body)).rejects.toMatchObject({ code: "encoding" });
  });

  test.each(["QUI=QUI=", "QU*=", "Q=UI", "QUI=\r\nQQ=="])("base64 %j is refused", async (encoded) => {
    const body = Buffer.from(`--b\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n--b--`);
    await expect(readRelated("multipart/related; boundary=b", body)).rejects.toMatchObject({ code: "malformed" });
  });

  test("several megabytes of base64 with line ends are decoded across the joints", async () => {
    const bytes = Buffer.alloc(2_500_001, "Grüße 😀");
    const encoded = bytes.toString("base64").replace(/.{76}/g, "$&\r\n");
    const body = Buffer.from(`--b\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n\r\n--b--`);
    const { root } = await readRelated("multipart/related; boundary=b", body, { maxRootBytes: 3_000_000 });
    expect(bytes.equals(root.bytes)).toBe(true);
  });

  test("a delimiter across the joint of two windows is found", async () => {
    for (const offset of [-4, -3, -2, -1, 0, 1]) {
      const content = Buffer.alloc(262_144 + offset - 9, "x");
      const body = Buffer.concat([Buffer.from("--b\r\n\r\n"), content, Buffer.from("\r\n--b--")]);
      const { root } = await readRelated("multipart/related; boundary=b", body);
      expect(content.equals(root.bytes)).toBe(true);
    }
  });
});

describe("writing", { timeout: 60_000 }, () => {
  test("the reader of npm soap finds in a message what our writer put there", async () => {
    const { parseMTOMResp } = createRequire(import.meta.url)("soap/lib/utils") as {
      parseMTOMResp(
        body: Buffer,
        boundary: string,
        done: (error: unknown, found: { parts: { body: Buffer; headers: object }[] }) => void,
      ): void;
    };
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.uint8Array({ minLength: 1, maxLength: 300 }), async (text, bytes) => {
        const id = contentId();
        const { contentType, pieces } = writeRelated(`<x>${text}</x>`, [{ id, mediaType: "application/pdf", bytes }]);
        const body = Buffer.concat(pieces);
        const { promise, resolve, reject } = Promise.withResolvers<{ parts: { body: Buffer; headers: object }[] }>();
        parseMTOMResp(body, mediaType(contentType).parameters.boundary ?? "", (error, found) => (error ? reject(error) : resolve(found)));
        const { parts } = await promise;
        expect(parts.map((part) => part.body)).toEqual([Buffer.from(`<x>${text}</x>`), Buffer.from(bytes)]);
        expect(parts[1]?.headers).toMatchObject({ "content-id": `<${id}>`, "content-type": "application/pdf" });
      }),
      { numRuns: 100 },
    );
  });

  test("what is written is read back, and nothing of a media type becomes a header line", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.uint8Array(), async (type, bytes) => {
        const id = contentId();
        const { contentType, pieces } = writeRelated("<x/>", [{ id, mediaType: `${type}\r\nX-Injected: 1`, bytes }]);
        const body = Buffer.concat(pieces);
        const related = await readRelated(contentType, body);
        expect(Buffer.from(related.root.bytes).toString()).toBe("<x/>");
        expect(related.part(`cid:${id}`)).toMatchObject({ id, mediaType: "application/octet-stream" });
        expect(Buffer.from(related.part(id)?.bytes ?? "missing")).toEqual(Buffer.from(bytes));
      }),
    );
    expect(() => writeRelated("<x/>", [{ id: 'a@b">\r\nX: 1', mediaType: "text/plain", bytes: Buffer.of(1) }])).toThrow(TypeError);
  });
});
