import { z } from "zod";
import { type Adapter, SettingsError } from "../../../plugin/ports/adapter.ts";
import type { Renderer } from "../../../plugin/ports/renderer.ts";
import { keeper } from "./browser.ts";
import { found } from "./executable.ts";
import { pdf } from "./pdf.ts";

const Settings = z.strictObject({
  executable: z.string().min(1).optional(),
  timeoutMs: z.int().min(100).max(300_000).default(30_000),
  parallel: z.int().min(1).max(8).default(2),
});

/** Debian's Chromium through playwright-core: tagged PDF with outline, language and title. Nothing is fetched, no script runs. */
export const chromium: Adapter<Renderer> = {
  descriptor: { id: "renderer/chromium", title: "PDF mit Chromium", versions: "131 – 156", wire: "process", direction: "write" },
  open(settings, { log }) {
    const parsed = Settings.safeParse(settings);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new SettingsError(issue?.path.join(".") ?? "", issue?.message ?? "");
    }
    const { executable, timeoutMs, parallel } = parsed.data;
    const browser = keeper(() => found(executable), log);
    return {
      pdf: pdf(browser, { timeoutMs, parallel }),
      async check() {
        const path = await found(executable);
        if (path === null) return { ok: false, code: "renderer.missing", facts: [] };
        try {
          return { ok: true, facts: [`Chromium ${(await browser.open()).version()}`, path] };
        } catch {
          return { ok: false, code: "renderer.crashed", facts: [path] };
        }
      },
      [Symbol.asyncDispose]: () => browser.close(),
    };
  },
};
