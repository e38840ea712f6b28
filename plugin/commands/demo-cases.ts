import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { TownConfig } from "../config.ts";
import { caseKinds } from "../inquiry/kinds.ts";
import { openByHand } from "../inquiry/register.ts";
import { sittingsOf } from "../store/meetings.ts";
import type { Parts } from "./compose.ts";

const SampleCases = z.array(
  z.strictObject({
    kind: z.enum(caseKinds),
    title: z.string(),
    organization: z.string(),
    sitting: z.iso.date(),
    paperReference: z.string(),
    details: z.strictObject({
      topics: z.array(z.string()),
      fields: z.record(z.string(), z.string()),
      commitments: z.array(z.strictObject({ text: z.string(), office: z.string(), until: z.iso.date() })).default([]),
    }),
  }),
);

/** Opens the sample cases of a town, ready to be drafted: those kinds that no minutes bring in. */
export async function openSampleCases({ store, clock }: Parts, town: TownConfig): Promise<void> {
  const file = new URL(`../demo/cases/${town.key}.json`, import.meta.url);
  if (!existsSync(file)) return;
  for (const one of SampleCases.parse(JSON.parse(readFileSync(file, "utf8")))) {
    const coming = await sittingsOf(store.read, town.key, one.organization, one.sitting);
    await openByHand({ store, clock }, town, one, coming, "service:demo");
  }
}
