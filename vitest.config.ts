import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // They need foreign software, or minutes: npm run peers, npm run crash.
    exclude: [...configDefaults.exclude, "tests/peers/**", "tests/crash/**"],
    globalSetup: ["tests/chromium.ts"],
    silent: "passed-only",
    // A hanging test ends; how fast a machine is decides nothing.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    coverage: {
      provider: "v8",
      include: ["plugin/**/*.ts", "adapters/**/*.ts"],
      exclude: ["plugin/panel/**"],
      reporter: ["text", "lcov"],
    },
  },
});
