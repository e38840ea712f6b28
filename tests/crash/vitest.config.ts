import { defineConfig } from "vitest/config";

/** Processes that are killed while they work; takes minutes: npm run crash. */
export default defineConfig({ test: { root: `${import.meta.dirname}/../..`, include: ["tests/crash/*.test.ts"] } });
