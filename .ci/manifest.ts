// Writes the settings block of manifest.json from the schema of the configuration; with --check only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { Installation, Town } from "../plugin/config/schema.ts";

const file = new URL("../manifest.json", import.meta.url);
const before = readFileSync(file, "utf8");
const schema = (one: z.ZodType) => z.toJSONSchema(one, { io: "input" });
const manifest = { ...JSON.parse(before), settings: { installation: schema(Installation), town: schema(Town) } };
const after = `${JSON.stringify(manifest, null, 2)}\n`;
if (process.argv.includes("--check")) {
  if (JSON.stringify(JSON.parse(before)) !== JSON.stringify(manifest)) {
    console.error("manifest.json is not up to date: npm run manifest");
    process.exit(1);
  }
} else writeFileSync(file, after);
