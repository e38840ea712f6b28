// npm run pictures: the three pictures of the README, from the sample towns.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { found } from "../adapters/renderer/chromium/executable.ts";
import { bootWorld } from "../tests/world.ts";

const folder = "templates/readme";
const executablePath = await found(undefined);
if (!executablePath) throw new Error("Chromium is missing (apt install chromium)");
await using world = await bootWorld();
await using browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });

async function open(address: string, person?: RegExp): Promise<Page> {
  const page = await (await browser.newContext({ locale: "de-DE", viewport: { width: 1280, height: 960 } })).newPage();
  if (person) {
    await page.goto(`${world.url}/workbench`);
    await page.getByRole("button", { name: person }).click();
    await page.waitForURL(`${world.url}/workbench`);
  }
  await page.goto(address);
  return page;
}

/** Shows what is meant with so many pixels of the page above it. */
async function keep(page: Page, name: string, shown: string, above: number): Promise<void> {
  await page.locator(shown).first().scrollIntoViewIfNeeded();
  await page.evaluate(`scrollTo(0, scrollY + document.querySelector(${JSON.stringify(shown)}).getBoundingClientRect().top - ${above})`);
  const path = `${folder}/${name}.png`;
  await page.screenshot({ path });
  if (statSync(path).size > 250_000) throw new Error(`${path} is larger than 250 kB`);
}

const name = "Chancen-Aufenthaltsrecht: Übergänge in §§ 25a und 25b AufenthG und auslaufende Titel";
const key = await world.approve(name, "koeln", await world.signIn("council-office"), await world.signIn("approver"));
const ris = await open(`${world.ris.url}/koeln/to0050.asp?__ktonr=387005`);
await ris.locator("kim-sheet").waitFor();
await keep(ris, "panel", "kim-sheet", 330);

const work = await open(`${world.url}/workbench/towns/koeln/agenda-items?from=2017-09-01&to=2017-09-30`, /Schriftführung/);
await work.getByRole("link", { name: /Sachstandsbericht zum Projekt/ }).click();
await work.getByRole("button", { name: "Niederschrift dieser Sitzung aus dem RIS auswerten" }).click();
await work.waitForURL(/cases|minutes\//);
if (!work.url().includes("/cases/")) await work.locator("main a[href*='/workbench/cases/']").first().click();
await work.getByRole("button", { name: "Entwurf erstellen" }).first().click();
await work.getByText("Entwurf", { exact: true }).first().waitFor();
await keep(work, "case", ".kim-question-answer", 40);

const sheet = await open(`${world.url}/public/agenda-items/${key}`);
const scratch = mkdtempSync(join(tmpdir(), "kim-pictures-"));
writeFileSync(join(scratch, "sheet.pdf"), await sheet.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true }));
execFileSync("pdftoppm", ["-png", "-r", "80", "-singlefile", join(scratch, "sheet.pdf"), `${folder}/sheet`]);
rmSync(scratch, { recursive: true });
