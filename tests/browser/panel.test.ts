import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import express, { type Response } from "express";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { panelSection, publicPage } from "../../plugin/agenda/print.ts";
import { listen } from "../listen.ts";
import { describeInBrowser, findings, launch, open, overflows, picture } from "./browser.ts";
import { agenda, allris4, allrisBlocks, portal, script, sessionNet, styles, unknown } from "./ris-pages.ts";
import { kreisSheet, sheet, statement } from "./sheets.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const address = "https://kim.musterstadt.example/public/agenda-items/0123456789abcdef";
/** Nothing inline, nothing from elsewhere: as strict as a RIS may be. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'";

interface Asked {
  readonly query: Readonly<Record<string, unknown>>;
  readonly cookie: string | undefined;
  readonly referer: string | undefined;
}

describeInBrowser("panel", () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof listen>>;
  let asked: Asked[] = [];
  let answer: (response: Response, query: string, level: number) => void;
  let stylesReachable = true;
  let publicAnswer = "";

  const known = (response: Response, query: string, level: number) => {
    if (query.includes("4711")) response.type("html").send(panelSection(sheet(), { address, level }));
    else if (query.includes("4712")) response.type("html").send(panelSection(kreisSheet(), { address, level }));
    else response.status(204).end();
  };

  beforeAll(async () => {
    const app = express();
    app.get("/kim/panel/section", (request, response) => {
      asked.push({ query: request.query, cookie: request.get("cookie"), referer: request.get("referer") });
      answer(response, String(request.query.query), Number(request.query.level));
    });
    app.use("/kim/panel", (request, response, next) => {
      if (!stylesReachable && request.path.endsWith(".css") && request.get("sec-fetch-dest") === "empty") response.destroy();
      else next();
    });
    app.use("/kim/panel", express.static("plugin/panel"));
    app.use("/kim/look", express.static("templates/look"));
    app.get("/ris.css", (_request, response) => void response.type("css").send(styles));
    app.get("/print.css", (_request, response) => void response.type("css").send("@media print { #id7e > * { display: none } }"));
    app.get(
      "/dark.css",
      (_request, response) => void response.type("css").send(":root { color-scheme: light dark } a { color: LinkText }"),
    );
    const pages: Record<string, (extra?: string) => string> = {
      "to0050.asp": sessionNet,
      "public/to020": allris4,
      "1/meeting": portal,
      "next/to0050.asp": (extra) => sessionNet(extra).replace("V:050407", "V:070100"),
      other: unknown,
    };
    for (const [path, html] of Object.entries(pages)) {
      app.get([`/${path}`, `/${path};*session`], (request, response) => {
        response.set("Content-Security-Policy", policy).cookie("JSESSIONID", "secret").type("html");
        const { link, twice } = request.query;
        response.send(
          html(`${link ? `<link rel="stylesheet" href="/${link}.css">` : ""}${script}${twice ? script.replace(".js", ".js?again") : ""}`),
        );
      });
    }
    app.get("/public-page", (_request, response) => void response.type("html").send(publicAnswer));
    app.get("/open", (request, response) => {
      response.type("html").send(sessionNet(`<script type="module" src="${request.query.from}/panel/panel.js"></script>`));
    });
    app.get("/closed", (request, response) => {
      const { from } = request.query;
      response.set("Content-Security-Policy", `default-src 'self'; script-src 'self' ${from}; connect-src 'self'`).type("html");
      response.send(sessionNet(`<script type="module" src="${from}/panel/panel.js"></script>`));
    });
    server = await listen(app);
    browser = await launch();
  });
  beforeEach(() => {
    asked = [];
    answer = known;
    stylesReachable = true;
  });
  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
  });

  const visit = async (path: string, options: BrowserContextOptions = {}) => {
    const page = await open(browser, "about:blank", options);
    const refused: string[] = [];
    page.on("console", (message) => void (message.type() === "error" && refused.push(message.text())));
    page.on("pageerror", (error) => void refused.push(error.message));
    await page.goto(`${server.url}/${path}`);
    return { page, refused };
  };
  const shown = (page: Page) => page.locator("kim-sheet section.kim-section");
  /** Whatever the panel still had to do is done: its requests are answered, and the page has come to rest twice. */
  const rest = async (page: Page) => {
    await page.waitForLoadState("networkidle");
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  };
  const borderOf = (page: Page) =>
    page.evaluate("getComputedStyle(document.querySelector('kim-sheet').shadowRoot.querySelector('section')).borderTopWidth");
  const before = (page: Page) => page.evaluate("document.querySelector('kim-sheet').previousElementSibling?.className");

  test("SessionNet: once, behind the vendor's content, one level below, one request without cookie, session and referrer", async () => {
    const { page, refused } = await visit("to0050.asp?__ktonr=4711&smcred=4&JSESSIONID=secret");
    await shown(page).waitFor();
    await rest(page);
    expect(await page.locator("kim-sheet").count()).toBe(1);
    expect(await before(page)).toBe("smc_page_to0050_layout");
    expect(await shown(page).getByRole("heading", { level: 2, name: "KIM-Status" }).count()).toBe(1);
    expect(asked).toEqual([
      {
        query: { host: new URL(server.url).host, path: "/to0050.asp", query: "?__ktonr=4711", level: "2" },
        cookie: undefined,
        referer: undefined,
      },
    ]);
    expect(
      (await page.context().cookies()).map(({ name }) => name),
      "the vendor's own, ours none",
    ).toEqual(["JSESSIONID"]);
    expect(refused.filter((text) => !text.includes("404"))).toEqual([]);
    expect(await findings(page)).toEqual([]);
    await picture(page, "panel-sessionnet");
    await page.context().close();
  });

  test("ALLRIS 4: still once and last after every rewriting of the page, without asking again", async () => {
    const { page } = await visit("public/to020;jsessionid=ABC?SILFDNR=1&TOLFDNR=4711");
    await shown(page).waitFor();
    expect(await before(page)).toBe("compFull");
    for (const rewrite of [
      `document.getElementById("id7e").innerHTML = ${JSON.stringify(allrisBlocks())}`,
      `{ const fresh = document.createElement("div"); fresh.id = "id7f"; fresh.innerHTML = ${JSON.stringify(allrisBlocks())}; document.querySelector("#allris > div").replaceWith(fresh) }`,
      'document.querySelector(".compFull").parentElement.insertAdjacentHTML("beforeend", "<div class=compFull id=late><h2>Nachtrag</h2></div>")',
      'document.querySelector("#allris").append(document.querySelector("kim-sheet").cloneNode(true))',
    ]) {
      await page.evaluate(rewrite);
      await rest(page);
      expect(await page.locator("kim-sheet").count(), rewrite).toBe(1);
      expect(await shown(page).count(), rewrite).toBe(1);
      expect(await page.evaluate("document.querySelector('kim-sheet').nextElementSibling === null"), rewrite).toBe(true);
    }
    expect(asked).toHaveLength(1);
    expect(asked[0]?.query.path).toBe("/public/to020");
    expect(await findings(page)).toEqual([]);
    await picture(page, "panel-allris4");
    await page.context().close();
  });

  test("a portal that changes its address without a new page: each section in the row of its item, once, or none", async () => {
    const row = (number: string, name: string, given: ReturnType<typeof sheet>, level: number) =>
      panelSection(given, { address, level, row: { number, name } });
    answer = (response, query, level) => {
      if (query.includes("4711")) response.type("html").send(row("3", "KIM", sheet(), level) + row("4.1", "Stellen", kreisSheet(), level));
      else if (query.includes("4712")) response.type("html").send(row("3", "KIM", sheet(), level));
      else response.status(204).end();
    };
    const { page } = await visit("1/meeting?id=4711");
    const write = (html: string) => page.evaluate(`document.getElementById("app").innerHTML = ${JSON.stringify(html)}`);
    const go = (path: string) => page.evaluate(`history.pushState(null, "", ${JSON.stringify(path)})`);
    const at = () => page.evaluate("[...document.querySelectorAll('kim-sheet')].map((one) => one.parentElement.textContent)");
    await rest(page);
    expect(asked, "not before the rows are there").toEqual([]);
    const three = agenda(["Ö 3", "KIM"], ["Ö 4", "KIM im Kreis"], ["Ö 4.1", "Stellen"]);
    for (let times = 0; times < 25; times += 1) {
      await write(three);
      await page.locator("kim-sheet").nth(1).waitFor();
      await rest(page);
      expect(await at()).toEqual(["Ö 3KIM", "Ö 4.1Stellen"]);
    }
    expect(asked).toHaveLength(1);
    expect(asked[0]?.query).toMatchObject({ path: "/1/meeting", query: "?id=4711", level: "3" });
    expect(await findings(page)).toEqual([]);
    for (const doubtful of [
      agenda(["Ö 3", "KIM"], ["Ö 3", "KIM"]),
      agenda(["N 3", "KIM"]),
      agenda(["Ö 13", "KIM"]),
      agenda(["Ö 3", "KIM: Sachstand"]),
    ]) {
      await write(doubtful);
      await rest(page);
      expect(await at(), doubtful).toEqual([]);
    }
    await go("/2/meeting?id=4712");
    await write(agenda(["3.", "KIM"]));
    await shown(page).waitFor();
    expect(await at()).toEqual(["3.KIM"]);
    await go("/3/meeting?id=9");
    await write(agenda(["3.", "KIM"]));
    await rest(page);
    expect(await at()).toEqual([]);
    await page.goBack();
    await shown(page).waitFor();
    expect(asked.map(({ query }) => query.query)).toEqual(["?id=4711", "?id=4712", "?id=9", "?id=4712"]);
    await page.context().close();
  });

  test("placed twice by mistake, it shows the section once", async () => {
    const { page } = await visit("to0050.asp?__ktonr=4711&twice=1");
    await shown(page).waitFor();
    await rest(page);
    expect(await page.locator("kim-sheet").count()).toBe(1);
    expect(asked).toHaveLength(1);
    await page.context().close();
  });

  test("shows nothing when it is not sure, and does not even ask on a page it does not know", async () => {
    const silence: Record<string, typeof answer> = {
      "nothing to show": (response) => void response.status(204).end(),
      "a failure": (response) => void response.status(500).type("html").send("<section class=kim-section>Fehler</section>"),
      "somebody else's page": (response) => void response.type("html").send("<h1>Bitte anmelden</h1>"),
      "a broken line": (response) => void response.destroy(),
    };
    for (const [name, reply] of Object.entries(silence)) {
      answer = reply;
      const { page } = await visit("to0050.asp?__ktonr=4711");
      await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(1);
      await rest(page);
      expect(await page.locator("kim-sheet").count(), name).toBe(0);
      await page.context().close();
      asked = [];
    }
    for (const path of ["other?__ktonr=4711", "next/to0050.asp?__ktonr=4711"]) {
      const { page } = await visit(path);
      await rest(page);
      expect(await page.locator("kim-sheet").count(), path).toBe(0);
      expect(asked, path).toEqual([]);
      await page.context().close();
    }
  });

  test("one section that names a row has no place on the page of one item, and the other way round", async () => {
    answer = (response, query, level) => {
      const row = query.includes("__ktonr") ? { number: "4.1", name: "Sachstandsbericht" } : null;
      response.type("html").send(panelSection(sheet(), { address, level, row }));
    };
    for (const path of ["to0050.asp?__ktonr=4711", "1/meeting?id=4711"]) {
      const { page } = await visit(path);
      await page.evaluate(
        `document.getElementById("app")?.insertAdjacentHTML("beforeend", ${JSON.stringify(agenda(["Ö 4.1", "Sachstandsbericht"]))})`,
      );
      await expect.poll(() => asked.length, { timeout: 10_000 }).toBeGreaterThan(0);
      await rest(page);
      expect(await page.locator("kim-sheet").count(), path).toBe(0);
      await page.context().close();
    }
  });

  test("a policy that forbids our request: nothing shown, one line in the console", async () => {
    await using elsewhere = await listen(
      express()
        .use((_request, response, next) => {
          response.set("Access-Control-Allow-Origin", "*");
          next();
        })
        .use("/panel", express.static("plugin/panel")),
    );
    const page = await open(browser, "about:blank");
    const lines: string[] = [];
    page.on("console", (message) => void lines.push(message.text()));
    await page.goto(`${server.url}/closed?from=${elsewhere.url}`);
    await expect.poll(() => lines.filter((line) => line.startsWith("KIM im Rat:")).length, { timeout: 10_000 }).toBe(1);
    expect(lines.find((line) => line.startsWith("KIM im Rat:"))).toContain("connect-src");
    expect(await page.locator("kim-sheet").count()).toBe(0);
    await page.context().close();
  });

  test("nothing in the fragment acts, whoever may have written it", async () => {
    answer = (response) =>
      void response.type("html").send(`<section class="kim-section" onclick="window.acted=1"><h2>Titel</h2>
        <script>window.acted=2</script><img src="/nothing.png" onerror="window.acted=3" style="position:fixed">
        <a href="javascript:window.acted=4">Verweis</a><iframe srcdoc="<script>parent.acted=5</script>"></iframe>
        <form action="/steal"><input name="x"></form><svg><a xlink:href="javascript:window.acted=6"><text>x</text></a></svg></section>`);
    const { page } = await visit("to0050.asp?__ktonr=4711");
    await shown(page).waitFor();
    await shown(page).click();
    await shown(page).getByText("Verweis").click();
    await rest(page);
    expect(await page.evaluate("window.acted")).toBeUndefined();
    const markup = await page.evaluate("document.querySelector('kim-sheet').shadowRoot.innerHTML");
    expect(markup).toContain("Titel");
    expect(markup).not.toMatch(/<script|<iframe|<form|\son\w+=|style=|javascript:/);
    await page.context().close();
  });

  test("is styled under a strict policy, by adopted sheets; by a link where those cannot be fetched", async () => {
    for (const reachable of [true, false]) {
      stylesReachable = reachable;
      const { page } = await visit("to0050.asp?__ktonr=4711");
      await shown(page).waitFor();
      await expect.poll(() => borderOf(page)).toBe("4px");
      const adopted = await page.evaluate("document.querySelector('kim-sheet').shadowRoot.adoptedStyleSheets.length");
      expect(adopted).toBe(reachable ? 6 : 0);
      await page.context().close();
    }
  });

  test("works from another host that allows this one, and shows nothing where that host does not", async () => {
    for (const allowed of [true, false]) {
      const app = express();
      app.use("/panel", (_request, response, next) => {
        if (allowed) response.set({ "Access-Control-Allow-Origin": server.url, "Access-Control-Allow-Credentials": "true" });
        next();
      });
      app.get("/panel/section", (_request, response) => void response.type("html").send(panelSection(sheet(), { address, level: 2 })));
      app.use("/panel", express.static("plugin/panel"));
      app.use("/look", express.static("templates/look"));
      await using elsewhere = await listen(app);
      const { page } = await visit(`open?from=${elsewhere.url}`);
      if (allowed) {
        await shown(page).waitFor();
        await expect.poll(() => borderOf(page)).toBe("4px");
      } else {
        await rest(page);
        expect(await page.locator("kim-sheet").count()).toBe(0);
      }
      await page.context().close();
    }
  });

  test("is dark only where the page around it can be dark", async () => {
    const background = (page: Page) => page.evaluate("getComputedStyle(document.querySelector('kim-sheet')).backgroundColor");
    const white = await visit("to0050.asp?__ktonr=4711", { colorScheme: "dark" });
    await shown(white.page).waitFor();
    expect(await background(white.page)).toBe("oklch(1 0 0)");
    await white.page.context().close();
    const dark = await visit("to0050.asp?__ktonr=4711&link=dark", { colorScheme: "dark" });
    await shown(dark.page).waitFor();
    expect(await background(dark.page)).toBe("oklch(0 0 0)");
    expect(await findings(dark.page)).toEqual([]);
    await picture(dark.page, "panel-dark");
    await dark.page.context().close();
  });

  test("is printed even where the vendor's print sheet hides what it does not know", async () => {
    const { page } = await visit("public/to020?TOLFDNR=4711&link=print");
    await shown(page).waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await shown(page).isVisible()).toBe(true);
    await page.context().close();
  });

  test("titles with markup, from right to left, without a blank, with emoji, without number and without figures: text, and nothing is wider", async () => {
    const odd = ['<img src=x onerror=acted=1><b>Titel</b> & "mehr"', "دعم الاندماج \u202e402", "Ä".repeat(500), "👩‍👩‍👧‍👦🏳️‍🌈 Familie"];
    const agendaItem = { id: "https://ris.musterstadt.example/1", number: "", name: odd.join(" ") };
    const statements = odd.map((text, index) => statement({ id: `s${index}`, text }));
    const given = sheet({ agendaItem, title: odd.join(" "), figures: [], statements });
    answer = (response, _query, level) => void response.type("html").send(panelSection(given, { address, level }));
    publicAnswer = publicPage(given, { address, base: "/kim", data: null });
    for (const path of ["to0050.asp?__ktonr=4711", "public-page"]) {
      const { page } = await visit(path, { viewport: { width: 320, height: 700 } });
      const region = path === "public-page" ? page.locator("main") : shown(page);
      await region.waitFor();
      const text = (await region.textContent()) ?? "";
      for (const one of odd) expect(text, path).toContain(one);
      expect(text).not.toMatch(/TOP ?[,:]/);
      expect(await page.evaluate("window.acted")).toBeUndefined();
      expect(await overflows(page), path).toBe(false);
      expect(await findings(page)).toEqual([]);
      await picture(page, `odd-${path.replace(/\W.*/, "")}`);
      await page.context().close();
    }
  });

  test("fits a narrow column and 200 %", async () => {
    for (const viewport of [
      { width: 320, height: 700 },
      { width: 640, height: 450 },
    ]) {
      const { page } = await visit("to0050.asp?__ktonr=4712", { viewport, deviceScaleFactor: 2 });
      await shown(page).waitFor();
      expect(await overflows(page)).toBe(false);
      await picture(page, `panel-${viewport.width}`);
      expect(await findings(page)).toEqual([]);
      await page.context().close();
    }
  });
});

test("script and styles are small: 15 kB compressed at most", () => {
  const css = readFileSync("plugin/panel/panel.css", "utf8");
  const imported = [...css.matchAll(/@import "([^"]+)"/g)].map(([, file = ""]) => readFileSync(file.replace("../look", "templates/look")));
  expect(imported.length).toBeGreaterThan(3);
  const scripts = readdirSync("plugin/panel").filter((file) => file.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(2);
  const sizes = [...scripts.map((file) => readFileSync(`plugin/panel/${file}`)), css, ...imported].map((text) => gzipSync(text).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(15_000);
});
