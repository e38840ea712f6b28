// Persons counted per second of processor time and peak memory, beside merely reading the same file with csv-parse; each in a process of its own, in turns.
// `node tests/bench/count.ts [persons]`, 250,000 if not said. Figures, not verdicts.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { parse } from "csv-parse";
import { count } from "../../plugin/figures/eligibility/count.ts";
import { readProfile } from "../../plugin/figures/eligibility/profile.ts";
import { resultOf } from "../../plugin/figures/eligibility/result.ts";
import { isCountable, rules } from "../../plugin/figures/eligibility/rule.ts";
import { statuses } from "../../plugin/figures/eligibility/statuses.ts";

const rounds = 3;

/** Invented from a running number, so that every run has the same file. */
async function write(path: string, persons: number): Promise<void> {
  const out = createWriteStream(path);
  out.write(
    "Kennung;Geburtsdatum;Einreise;Status;Status_seit;ununterbrochen_seit;Duldung_seit;rechtmaessig_seit;P60b;Kind_im_Haushalt;Schuljahre;Abschluss;Staatsangehoerigkeit;Geschlecht;Ortsteil\n",
  );
  let state = 1;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const day = (from: number, years: number): string => {
    const [year, month, date] = [from + draw(years), 1 + draw(12), 1 + draw(28)];
    return draw(10) === 0 ? `${pad(date)}.${pad(month)}.${year}` : `${year}-${pad(month)}-${pad(date)}`;
  };
  for (let index = 0; index < persons; index += 1) {
    const since = day(2012, 14);
    const answer = () => ["nein", "nein", "ja", ""][draw(4)];
    const line = [
      `AZR${String(index).padStart(9, "0")}`,
      day(1950, 60),
      since,
      statuses[draw(statuses.length)],
      day(2016, 9),
      since,
      day(2016, 10),
      draw(2) === 0 ? "" : day(2010, 16),
      answer(),
      answer(),
      draw(10),
      "",
      ["AFG", "SYR", "IRQ", "NGA"][draw(4)],
      ["w", "m", "d", ""][draw(4)],
      ["Mitte", "Nord", "Süd", "West"][draw(4)],
    ].join(";");
    if (!out.write(`${line}\n`)) await once(out, "drain");
  }
  out.end();
  await finished(out);
}

const pad = (number: number): string => String(number).padStart(2, "0");

const tasks: Record<string, (path: string) => Promise<number>> = {
  async read(path) {
    let rows = 0;
    for await (const _row of createReadStream(path).pipe(parse({ delimiter: ";" }))) rows += 1;
    return rows - 1;
  },
  async "read without keeping"(path) {
    let rows = 0;
    const parser = parse({
      delimiter: ";",
      on_record: () => {
        rows += 1;
        return null;
      },
    });
    await finished(createReadStream(path).pipe(parser).resume());
    return rows - 1;
  },
  async count(path) {
    const chosen = [...rules.values()].filter(isCountable);
    const counted = await count({ path, asOf: "2025-12-01", rules: chosen, by: [], profile: readProfile() });
    const { records, rejectedLines } = resultOf(counted, "none");
    if (rejectedLines > persons / 2) throw new Error("the file is wrong");
    return Number(records);
  },
};

const [given = "250000", task, file] = process.argv.slice(2);
const persons = Number(given);
const chosen = tasks[task ?? ""];
if (chosen && file) {
  // Processor time, so that other work on the machine does not show.
  const before = process.cpuUsage();
  const rows = await chosen(file);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  console.log(JSON.stringify({ rows, seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
} else {
  const folder = mkdtempSync(join(tmpdir(), "bench-count-"));
  try {
    const path = join(folder, "auszug.csv");
    await write(path, persons);
    console.log(`${persons} invented persons, ${(statSync(path).size / 1e6).toFixed(1)} MB`);
    for (let round = 1; round <= rounds; round += 1) {
      const measured = Object.keys(tasks).map((name) => {
        const { stdout } = spawnSync(process.execPath, ["tests/bench/count.ts", given, name, path], { encoding: "utf8" });
        return { name, ...(JSON.parse(stdout) as { rows: number; seconds: number; megabytes: number }) };
      });
      const seconds = Object.fromEntries(measured.map((one) => [one.name, one.seconds]));
      const figures = measured.map((one) => `${one.name} ${Math.round(one.rows / one.seconds)} rows/s, ${Math.round(one.megabytes)} MB`);
      const ratio = (name: string): string => ((seconds.count ?? 0) / (seconds[name] ?? 1)).toFixed(2);
      console.log(
        `round ${round}: ${figures.join(" · ")} · count takes ${ratio("read")} and ${ratio("read without keeping")} times as long`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
