import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, test, vi } from "vitest";
import { found } from "../../adapters/renderer/chromium/executable.ts";
import { chromium } from "../../adapters/renderer/chromium/index.ts";
import { systemClock } from "../../plugin/ports/clock.ts";
import { silent } from "../../plugin/ports/log.ts";
import { rendererContract } from "../contracts/renderer.ts";

vi.setConfig({ testTimeout: 60_000 });

const context = { clock: systemClock, log: silent };
const installed = await found(undefined);
const poppler = existsSync("/usr/bin/pdfinfo") || existsSync("/usr/local/bin/pdfinfo");
if (!installed) console.warn("renderer/chromium: skipped, no Chromium found (apt install chromium, or set CHROMIUM)");
if (!poppler) console.warn("renderer/chromium: skipped, no pdfinfo found (apt install poppler-utils)");

describe.skipIf(!installed || !poppler)("renderer/chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "kim-renderer-"));
  const pidFile = join(folder, "pid");
  const wrapper = join(folder, "chromium");
  writeFileSync(wrapper, `#!/bin/sh\necho $$ > "${pidFile}"\nexec "${installed}" "$@"\n`);
  chmodSync(wrapper, 0o755);
  afterAll(() => rmSync(folder, { recursive: true }));

  const pid = () => Number(readFileSync(pidFile, "utf8"));
  const alive = (one = pid()) => {
    try {
      return process.kill(one, 0);
    } catch {
      return false;
    }
  };
  rendererContract(() => ({
    open: async (settings = {}) => chromium.open({ executable: wrapper, ...settings }, context),
    openMissing: async () => chromium.open({ executable: join(folder, "missing") }, context),
    async crash() {
      const victim = pid();
      process.kill(victim, "SIGKILL");
      while (alive(victim)) await setTimeout(10);
    },
    alive: () => alive(),
  }));
});

test("a setting that it does not know is refused with its name", () => {
  expect(() => chromium.open({ timeoutMs: "30" }, context)).toThrow(/^timeoutMs: /);
  expect(() => chromium.open({ timeout: 30 }, context)).toThrow(/timeout/);
});

test("a browser that was asked for is not replaced by another one", async () => {
  expect(await found("/nonexistent/chromium")).toBeNull();
});
