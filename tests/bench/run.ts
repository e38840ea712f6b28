// Runs every benchmark of this folder, one after the other, each in a process of its own. Figures, not verdicts.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

for (const name of readdirSync("tests/bench").sort()) {
  if (!name.endsWith(".ts") || name === "run.ts") continue;
  console.log(`\n== ${name}`);
  spawnSync(process.execPath, [`tests/bench/${name}`], { stdio: "inherit" });
}
