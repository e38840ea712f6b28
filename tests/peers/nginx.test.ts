import { chromium } from "playwright-core";
import request from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { found } from "../../adapters/renderer/chromium/executable.ts";
import { picture } from "../browser/browser.ts";
import { freePort, listen } from "../listen.ts";
import { bootWorld, type World } from "../world.ts";
import { startNginx } from "./nginx.ts";
import { isHere } from "./peers.ts";

const item = "Chancen-Aufenthaltsrecht: Übergänge in §§ 25a und 25b AufenthG und auslaufende Titel";
const page = "/koeln/to0050.asp?__ktonr=387005";

describe.runIf(isHere("nginx"))("the section in the page of the RIS, put there by Debian's nginx", () => {
  let world: World;
  let ris = "";
  const open: AsyncDisposable[] = [];
  beforeAll(async () => {
    world = await bootWorld();
    ris = new URL(world.ris.url).host;
    await world.approve(item, "koeln", await world.signIn("council-office"), await world.signIn("approver"));
  });
  afterAll(async () => {
    for (const one of open.reverse()) await one[Symbol.asyncDispose]();
    await world[Symbol.asyncDispose]();
  });

  /** nginx between a reader and the RIS; `kim` is where it believes our service to be. */
  async function proxied(kim = new URL(world.url).host, behind = ris): Promise<string> {
    const port = await freePort();
    open.push(await startNginx({ port, ris: behind.replace("localhost", "127.0.0.1"), kim: kim.replace("localhost", "127.0.0.1") }));
    return `http://127.0.0.1:${port}`;
  }
  const get = (origin: string, path: string) => request(origin).get(path).set("host", ris).set("cookie", "ASPSESSIONIDX=secret");
  const direct = (path: string) => get(world.ris.url, path).expect(200);
  const element = /<kim-sheet.*<\/kim-sheet>\n?/s;

  test("at the item, before the end of the vendor's content, and nothing else is changed; other pages come as they are", async () => {
    const through = await proxied();
    const [plain, put] = [await direct(page), await get(through, page).expect(200)];
    expect(put.text.match(element)).not.toBeNull();
    expect(put.text.replace(element, "")).toBe(plain.text);
    expect(put.text).toMatch(/<\/kim-sheet>\n?<\/main>/);
    expect(put.headers["content-security-policy"]).toBe(plain.headers["content-security-policy"]);
    for (const other of ["/koeln/to0050.asp?__ktonr=387004", "/koeln/", "/koeln/si0057.asp?__ksinr=1", "/gladbeck/meeting?id=1918"]) {
      const [one, two] = [await get(world.ris.url, other), await get(through, other)];
      expect(two.status, other).toBe(one.status);
      expect(two.text, other).toBe(one.text);
    }
    await get(through, "/kim-abschnitt").expect(204);
    await get(through, "/kim/panel/panel.css").expect(200);
    await get(through, "/kim/look/tokens.css").expect(200);
    await get(through, "/kim/workbench").expect(404);
    await get(through, "/kim/hier")
      .set("referer", `http://${ris}${page}`)
      .expect(303)
      .expect("location", /\/public\/agenda-items\//);
  });

  test("our service is down, slow, at its limit or mistaken: the page of the RIS comes, byte by byte", async () => {
    const plain = await direct(page);
    const nobody = await proxied(`127.0.0.1:${await freePort()}`);
    expect((await get(nobody, page).expect(200)).text).toBe(plain.text);
    const asked: unknown[][] = [];
    let answer: (url: string | undefined) => number | "never" = () => 503;
    const service = await listen(({ url, headers }, response) => {
      asked.push([url, headers.cookie, headers["x-original-uri"], headers["x-forwarded-host"]]);
      const status = answer(url);
      if (status === "never") return;
      response.writeHead(status, { "content-type": "text/html" }).end("<p>Hier ist etwas schiefgegangen.</p>");
    });
    open.push(service);
    const mistaken = await proxied(new URL(service.url).host);
    for (const status of [503, 500, 429, 404, 400, "never"] as const) {
      answer = () => status;
      expect((await get(mistaken, page).expect(200)).text, String(status)).toBe(plain.text);
    }
    expect(asked[0]).toEqual(["/panel/fragment?base=/kim&level=2", undefined, page, ris]);
  });

  test("what the RIS itself says is no command to nginx", async () => {
    const text = '<html><main><!--#echo var="request_uri" --><!--# include virtual="/kim/look/tokens.css" --><!--<!--##--></main></html>';
    const vendor = await listen((_request, response) => void response.writeHead(200, { "content-type": "text/html" }).end(text));
    open.push(vendor);
    const through = await proxied(new URL(world.url).host, new URL(vendor.url).host);
    expect((await get(through, "/koeln/to0050.asp?__ktonr=1").expect(200)).text).toBe(text.replaceAll("<!--#", "<!-- #"));
  });

  test("readers see it without JavaScript and in print; with our script as well it stays one", async () => {
    const through = new URL(await proxied());
    const executablePath = await found(undefined);
    if (!executablePath) {
      process.stderr.write("nginx in Chromium not tried: no Chromium (apt install chromium)\n");
      return;
    }
    const args = [`--host-resolver-rules=MAP ${ris} ${through.host}`, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
    const browser = await chromium.launch({ executablePath, args });
    try {
      for (const javaScriptEnabled of [false, true]) {
        const context = await browser.newContext({ javaScriptEnabled });
        const opened = await context.newPage();
        await opened.goto(`http://${ris}${page}`);
        await opened.waitForLoadState("networkidle");
        const heading = opened.getByRole("heading", { level: 2, name: "KIM-Status" });
        expect(await heading.count()).toBe(1);
        expect(await heading.isVisible()).toBe(true);
        const section = opened.locator("kim-sheet section.kim-section");
        expect(await section.evaluate((one) => one.ownerDocument.defaultView?.getComputedStyle(one).borderTopWidth)).toBe("4px");
        await opened.emulateMedia({ media: "print" });
        expect(await section.isVisible()).toBe(true);
        if (!javaScriptEnabled) await picture(opened, "proxy-koeln-printed");
        await context.close();
      }
    } finally {
      await browser.close();
    }
  });
});
