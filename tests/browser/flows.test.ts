import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "../../plugin/ports/identity.ts";
import { bootWorld, type World } from "../world.ts";
import { launch } from "./browser.ts";

const shots = "reports/screenshots";

let world: World;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  world = await bootWorld();
  browser = await launch();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await world[Symbol.asyncDispose]();
});

/** A browser of its own in which that person has signed in by clicking. */
async function person(role: Role | null): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ locale: "de-DE", viewport: { width: 1100, height: 900 } });
  const page = await context.newPage();
  const names: Record<Role, string> = {
    "council-office": "Sitzungsdienst",
    "committee-secretary": "Schriftführung",
    approver: "Freigabe",
    "co-signer": "Mitzeichnung",
    "data-office": "Integrationszentrum",
    auditor: "Revision",
  };
  if (role) {
    await page.goto(`${world.url}/workbench`);
    await page.getByRole("button", { name: names[role] }).click();
    await page.waitForURL(`${world.url}/workbench`);
  }
  return { page, context };
}

const picture = (page: Page, name: string) => page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });

test("the agenda flow: from the council page over the workbench back into the council page, printed on one page", async () => {
  const visitor = await person(null);
  const address = `${world.ris.url}/koeln/to0050.asp?__ktonr=387005`;
  await visitor.page.goto(address);
  await visitor.page.waitForLoadState("networkidle");
  expect(await visitor.page.locator("kim-sheet").count()).toBe(0);

  const office = await person("council-office");
  await picture(office.page, "workbench-today");
  await office.page
    .getByRole("link", { name: "Chancen-Aufenthaltsrecht: Übergänge in §§ 25a und 25b AufenthG und auslaufende Titel" })
    .first()
    .click();
  await picture(office.page, "workbench-agenda-item");
  await office.page.getByRole("button", { name: "Zur Freigabe vorschlagen" }).click();
  await office.page.getByText("vorgeschlagen", { exact: true }).first().waitFor();
  const item = office.page.url();

  const approver = await person("approver");
  await approver.page.goto(item);
  await approver.page.getByRole("button", { name: "Freigeben und veröffentlichen" }).click();
  await approver.page.getByRole("heading", { name: "Was dann geschieht" }).waitFor();
  await picture(approver.page, "workbench-confirm");
  await approver.page.getByRole("button", { name: "Freigeben und veröffentlichen" }).click();
  await approver.page.getByText("freigegeben", { exact: true }).first().waitFor();
  await approver.page.goto(`${world.url}/workbench/deliveries`);
  // The sheet and its data, in the records system and in the folder.
  const filed = approver.page.getByText("abgelegt", { exact: true });
  for (let tries = 0; tries < 60 && (await filed.count()) < 4; tries++) {
    await approver.page.waitForTimeout(250);
    await approver.page.reload();
  }
  expect(await filed.count()).toBe(4);
  await picture(approver.page, "workbench-deliveries");

  await visitor.page.goto(address);
  await visitor.page.locator("kim-sheet").waitFor();
  expect(await visitor.page.locator("kim-sheet").count()).toBe(1);
  expect(await visitor.context.cookies(world.url)).toEqual([]);
  await picture(visitor.page, "ris-koeln-with-panel");

  await visitor.page.goto(`${world.url}/public/agenda-items/${item.split("/").at(-1)}`);
  await picture(visitor.page, "public-agenda-item");
  const pdf = `${shots}/public-agenda-item.pdf`;
  writeFileSync(pdf, await visitor.page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true }));
  const info = execFileSync("pdfinfo", [pdf], { encoding: "utf8" });
  expect(info).toMatch(/Pages:\s+1\n/);
  expect(info).toMatch(/Page size:\s+59\d(\.\d+)? x 84\d/);
  execFileSync("pdftoppm", ["-png", "-r", "80", "-singlefile", pdf, `${shots}/public-agenda-item-printed`]);
}, 90_000);

test("the inquiry flow: from the minutes to a draft with its gaps", async () => {
  const { page } = await person("committee-secretary");
  await page.goto(`${world.url}/workbench/towns/koeln/agenda-items?from=2017-09-01&to=2017-09-30`);
  await page.getByRole("link", { name: /Sachstandsbericht zum Projekt/ }).click();
  await page.getByRole("button", { name: "Niederschrift dieser Sitzung aus dem RIS auswerten" }).click();
  await page.getByRole("heading", { name: "Fragen" }).waitFor();
  expect(await page.getByText("Erkannt, weil:").count()).toBe(3);
  await page.getByRole("button", { name: "Entwurf erstellen" }).click();
  await page.getByText("Entwurf", { exact: true }).first().waitFor();
  await picture(page, "workbench-case");
  await page.getByRole("link", { name: "Ansehen" }).click();
  await page.getByText("werden durch die Verwaltung wie folgt beantwortet").waitFor();
  await picture(page, "answer-koeln-draft");
}, 60_000);

test("Aachen: the section stands once in the ALLRIS page, also after it re-renders", async () => {
  const office = await world.signIn("council-office");
  const approver = await world.signIn("approver");
  const name = "Sachstandsbericht zum Kommunalen Integrationsmanagement (KIM) 2026";
  const key = await world.approve(name, "aachen", office, approver);
  const { page } = await person(null);
  await page.goto(`${world.ris.url}/aachen/public/to020?SILFDNR=5962&TOLFDNR=150209`);
  await page.locator("kim-sheet").waitFor();
  await page
    .getByRole("button", { name: /neu|aktualisieren|laden/i })
    .first()
    .click();
  await page.waitForTimeout(500);
  await page.locator("kim-sheet").waitFor();
  expect(await page.locator("kim-sheet").count()).toBe(1);
  await picture(page, "ris-aachen-with-panel");
  expect(key).toMatch(/^[0-9a-z]{16}$/);
}, 60_000);
