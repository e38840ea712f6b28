import { type BrowserServer, chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { found } from "../adapters/renderer/chromium/executable.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the one Chromium of this run listens; null where there is none. */
    chromium: string | null;
  }
}

/** One Chromium for all test files of a run: each connects to it and has contexts of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = await found(undefined);
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const server: BrowserServer | null = executablePath ? await chromium.launchServer({ executablePath, args, host: "127.0.0.1" }) : null;
  project.provide("chromium", server?.wsEndpoint() ?? null);
  return async () => void (await server?.close());
}
