// Milliseconds of processor time per draft and per rendered answer, for the sample of every house. Figures, not verdicts.
import { readFileSync } from "node:fs";
import { chromium } from "../../adapters/renderer/chromium/index.ts";
import { readHouses } from "../../plugin/houses.ts";
import { renderDocx, renderHtml, renderText } from "../../plugin/inquiry/answer.ts";
import { draft } from "../../plugin/inquiry/draft.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";

const rounds = 200;

function milliseconds(act: () => unknown): string {
  for (let round = 0; round < 20; round += 1) act();
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) act();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1_000 / rounds).toFixed(2);
}

for (const house of [...readHouses()].flatMap(([key, { forms }]) => [...forms.keys()].map((form) => `${key}/${form}`))) {
  const sample = JSON.parse(readFileSync(new URL(`../../templates/answer/${house}.sample.json`, import.meta.url), "utf8"));
  const written = draft({ ...sample, house });
  const measured = {
    draft: milliseconds(() => draft({ ...sample, house })),
    html: milliseconds(() => renderHtml(written, { final: false })),
    text: milliseconds(() => renderText(written, { final: false })),
    docx: milliseconds(() => renderDocx(written, { final: false })),
  };
  console.log(
    `${house}: ${Object.entries(measured)
      .map(([what, ms]) => `${what} ${ms} ms`)
      .join(" · ")}`,
  );
}

// The whole way of one answer, from its facts to the file, beside the goals; PDF with a Chromium that is already running.
const renderer = await chromium.open({}, { clock: systemClock, log: silent });
const sample = JSON.parse(readFileSync(new URL("../../templates/answer/koeln/beantwortung.sample.json", import.meta.url), "utf8"));
const write = () => draft({ ...sample, house: "koeln" });
await renderer.pdf(renderHtml(write(), { final: false }));
console.log(`draft with DOCX: ${await middle(async () => renderDocx(write(), { final: false }))} (goal: below 150 ms)`);
const pdf = () => renderer.pdf(renderHtml(write(), { final: false }));
console.log(`draft with PDF: ${await middle(pdf)} (goal: below 600 ms)`);
await renderer[Symbol.asyncDispose]();

/** Median and 95th percentile of wall time. */
async function middle(act: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < 21; round += 1) {
    const start = performance.now();
    await act();
    times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  return `${times[10]?.toFixed(0)} ms, p95 ${times[19]?.toFixed(0)} ms`;
}
