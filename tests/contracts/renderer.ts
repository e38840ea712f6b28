import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { say } from "../../plugin/messages.ts";
import type { Renderer } from "../../plugin/ports/renderer.ts";

/** What the suite needs to look behind the renderer's back. */
export interface RendererWorld {
  open(settings?: { timeoutMs?: number }): Promise<Renderer>;
  /** One whose program is not installed. */
  openMissing(): Promise<Renderer>;
  /** Kills the program under the renderer, as the kernel does when memory runs out. */
  crash(): Promise<void>;
  /** Whether the program is still there. */
  alive(): boolean;
}

const page = (body: string, head = "") =>
  `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Blatt für Übergänge</title>${head}</head><body>${body}</body></html>`;
const run = (program: string, arguments_: string[], input: Uint8Array) => execFileSync(program, arguments_, { input, encoding: "utf8" });
const info = (pdf: Uint8Array) => run("pdfinfo", ["-"], pdf);
const text = (pdf: Uint8Array) => run("pdftotext", ["-", "-"], pdf);
const structure = (pdf: Uint8Array) => run("pdfinfo", ["-struct", "-"], pdf);

/** The contract of ports/renderer.ts. Needs poppler-utils to look into the PDF. */
export function rendererContract(world: () => RendererWorld): void {
  test("says that it is ready, and with what", async () => {
    await using renderer = await world().open();
    const health = await renderer.check();
    expect(health).toMatchObject({ ok: true });
    expect(health.facts.join(" ")).toMatch(/\d+\.\d+/);
  });

  test("keeps umlauts, language, title, headings and table headers", async () => {
    await using renderer = await world().open();
    const table = "<table><tr><th scope=col>Jahr</th><th scope=col>Fälle</th></tr><tr><th scope=row>2024</th><td>2765</td></tr></table>";
    const pdf = await renderer.pdf(page(`<h1>Größe, Maß, „Öffnung“ – § 25b</h1>${table}`));
    expect(text(pdf)).toContain("Größe, Maß, „Öffnung“ – § 25b");
    expect(info(pdf)).toMatch(/Title:\s+Blatt für Übergänge/);
    expect(info(pdf)).toMatch(/Tagged:\s+yes/);
    expect(info(pdf)).toMatch(/Page size:\s+59\d\.\d+ x 84\d\.\d+ pts \(A4\)/);
    expect(Buffer.from(pdf).toString("latin1")).toContain("/Lang (de)");
    expect(structure(pdf)).toMatch(/H1[\s\S]*Table[\s\S]*TH[\s\S]*TD/);
  });

  test("breaks and numbers pages", async () => {
    await using renderer = await world().open();
    const margins =
      '<style>@page{margin:20mm;@bottom-right{content:"Seite " counter(page) " von " counter(pages)}} .new{break-before:page}</style>';
    const pdf = await renderer.pdf(page('<p>eins</p><p class="new">zwei</p>', margins));
    expect(info(pdf)).toMatch(/Pages:\s+2/);
    expect(text(pdf)).toContain("Seite 2 von 2");
  });

  test("fetches nothing and runs no script, whatever the page asks for", async () => {
    let connections = 0;
    const server = createServer((_request, response) => void response.end("x")).listen(0, "127.0.0.1");
    server.on("connection", () => {
      connections += 1;
    });
    await once(server, "listening");
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const head = `
      <link rel="preconnect" href="${at}"><link rel="dns-prefetch" href="${at}"><link rel="prefetch" href="${at}/p">
      <link rel="stylesheet" href="${at}/s.css"><style>@import "${at}/i.css"; @font-face{font-family:x;src:url(${at}/f.woff2)}
      body{font-family:x;background:url(${at}/b.png)}</style><script src="${at}/a.js"></script>`;
    const body = `<p>sichtbar</p><img src="${at}/i.png" alt=""><iframe src="${at}/f"></iframe><object data="${at}/o"></object>
      <video src="${at}/v" autoplay></video><svg><image href="${at}/g.png"/><use href="${at}/u.svg#a"/></svg>
      <script>document.body.append("Skript lief"); fetch("${at}/x"); new WebSocket("${at.replace("http", "ws")}/w")</script>
      <meta http-equiv="refresh" content="0;url=${at}/r">`;
    try {
      await using renderer = await world().open();
      const shown = text(await renderer.pdf(page(body, head)));
      expect(shown).toContain("sichtbar");
      expect(shown).not.toContain("Skript lief");
      expect(connections).toBe(0);
      await fetch(at);
      expect(connections, "the socket would have noticed").toBe(1);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test("prints several pages at once, each its own", async () => {
    await using renderer = await world().open();
    const numbers = [...Array(6).keys()];
    const pdfs = await Promise.all(numbers.map((number) => renderer.pdf(page(`<p>Blatt ${number}</p>`))));
    expect(pdfs.map((pdf) => text(pdf).trim())).toEqual(numbers.map((number) => `Blatt ${number}`));
  });

  test("goes on after a crash", async () => {
    await using renderer = await world().open();
    await renderer.pdf(page("<p>vorher</p>"));
    await world().crash();
    expect(text(await renderer.pdf(page("<p>nachher</p>")))).toContain("nachher");
  });

  test("prints a page again whose program died under it", async () => {
    await using renderer = await world().open();
    await renderer.pdf(page("<p>vorher</p>"));
    const printing = renderer.pdf(page(`<p>währenddessen</p>${"<p>Zeile</p>".repeat(2_000)}`));
    await world().crash();
    expect(text(await printing)).toContain("währenddessen");
  });

  test("keeps its deadline, says so, and prints the next page", async () => {
    await using renderer = await world().open({ timeoutMs: 400 });
    await expect(renderer.pdf(page("<table><tr><td>Zelle</td></tr></table>".repeat(60_000)))).rejects.toMatchObject({
      kind: "transient",
      code: "renderer.timeout",
    });
    await using patient = await world().open();
    expect(text(await patient.pdf(page("<p>danach</p>")))).toContain("danach");
  });

  test("ends its program when it is closed", async () => {
    const renderer = await world().open();
    await renderer.pdf(page("<p>x</p>"));
    expect(world().alive()).toBe(true);
    await renderer[Symbol.asyncDispose]();
    await renderer[Symbol.asyncDispose]();
    expect(world().alive()).toBe(false);
    await expect(renderer.pdf(page("<p>x</p>"))).rejects.toMatchObject({ kind: "permanent" });
  });

  test("says what to install when its program is missing", async () => {
    await using renderer = await world().openMissing();
    const health = await renderer.check();
    expect(health.ok).toBe(false);
    expect(say(health.code ?? "")).toMatch(/\S/);
    const error: unknown = await renderer.pdf(page("<p>x</p>")).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "UpstreamError", kind: "permanent", code: health.code });
  });
}
