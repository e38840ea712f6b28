// The panel on pages of the fake RIS: bytes and requests it adds, time to its content, and the main thread's share: npm run bench
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { CDPSession, Page } from "playwright-core";
import { launch } from "../browser/browser.ts";
import { bootWorld } from "../world.ts";

const runs = 15;
const pages = {
  SessionNet: "koeln/to0050.asp?__ktonr=387005",
  "ALLRIS 4": "aachen/public/to020?SILFDNR=5962&TOLFDNR=150209",
  "ALLRIS 3": "aachen-alt/to020.asp?TOLFDNR=150209",
  "SD.NET RIM": "gladbeck-rim/tops/?__=UmltLzE5MTg",
  RISI: "muenchen/risi/sitzung/top/9011802",
};
const items = {
  koeln: "Chancen-Aufenthaltsrecht: Übergänge in §§ 25a und 25b AufenthG und auslaufende Titel",
  aachen: "Sachstandsbericht zum Kommunalen Integrationsmanagement (KIM) 2026",
  gladbeck: "Kommunales Integrationsmanagement: Sachstand und Zusammenarbeit mit dem Kreis Recklinghausen",
  muenchen: "Aufenthaltstitel für gut integrierte Menschen: Bericht der Ausländerbehörde",
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const files = [
  ...readdirSync("plugin/panel")
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => `plugin/panel/${name}`),
  ...["tokens", "text", "components", "sheet", "chart"].map((name) => `templates/look/${name}.css`),
];
const sizes = files.map((file) => [readFileSync(file).length, gzipSync(readFileSync(file)).length] as const);
const sum = (which: 0 | 1) => sizes.reduce((total, size) => total + size[which], 0);
console.log(`script and styles: ${files.length} files, ${sum(0)} bytes, ${sum(1)} gzipped`);

await using world = await bootWorld({ requestsPerMinute: 1_000_000 });
const [office, approver] = [await world.signIn("council-office"), await world.signIn("approver")];
for (const [town, item] of Object.entries(items)) await world.approve(item, town, office, approver);

const work = async (client: CDPSession): Promise<number> => {
  const { metrics } = await client.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1_000;
};

/** One visit with an empty cache. `content`: from the start of the navigation to the section in the page. */
async function visit(page: Page, url: string, withPanel: boolean) {
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  let [requests, bytes] = [0, 0];
  page.on("response", (response) => {
    if (!response.url().startsWith(world.url)) return;
    requests += 1;
    bytes += Number(response.headers()["content-length"] ?? 0);
  });
  if (!withPanel) await page.route(`${world.url}/**`, (route) => route.abort());
  const before = await work(client);
  await page.goto(url);
  if (withPanel) await page.locator("kim-sheet section.kim-section").waitFor();
  const content = (await page.evaluate("performance.now()")) as number;
  await page.waitForLoadState("networkidle");
  return { content, requests, bytes, busy: (await work(client)) - before };
}

const browser = await launch();
for (const [system, path] of Object.entries(pages)) {
  const url = `${world.ris.url}/${path}`;
  const measured: ({ withPanel: boolean } & Awaited<ReturnType<typeof visit>>)[] = [];
  for (let run = 0; run < runs; run += 1) {
    for (const withPanel of [true, false]) {
      const context = await browser.newContext({ viewport: { width: 1100, height: 900 } });
      measured.push({ withPanel, ...(await visit(await context.newPage(), url, withPanel)) });
      await context.close();
    }
  }
  const of = (panel: boolean, key: "content" | "requests" | "bytes" | "busy") =>
    median(measured.filter(({ withPanel }) => withPanel === panel).map((one) => one[key]));
  console.log(
    `${system}: section after ${of(true, "content").toFixed(0)} ms (page alone ${of(false, "content").toFixed(0)} ms), ${of(true, "requests")} requests, ${of(true, "bytes")} bytes unpacked, main thread ${of(true, "busy").toFixed(0)} ms (page alone ${of(false, "busy").toFixed(0)} ms); medians of ${runs}`,
  );
}
await browser.close();
