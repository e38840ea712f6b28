import { defineConfig } from "vitest/config";

/** `npm run peers`: our side against foreign software. One file at a time, because each starts servers that want a processor for themselves. */
export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ["tests/peers/*.test.ts"],
    silent: "passed-only",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
