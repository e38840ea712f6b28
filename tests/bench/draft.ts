// Milliseconds of processor time per draft and per rendered answer, for the sample of every house. Figures, not verdicts.
import { readFileSync } from "node:fs";
import { readHouses } from "../../plugin/houses.ts";
import { renderDocx, renderHtml, renderText } from "../../plugin/inquiry/answer.ts";
import { draft } from "../../plugin/inquiry/draft.ts";

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
