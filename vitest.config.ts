import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    silent: "passed-only",
    coverage: {
      provider: "v8",
      include: ["plugin/**/*.ts", "adapters/**/*.ts"],
      exclude: ["plugin/panel/**"],
      reporter: ["text", "lcov"],
    },
  },
});
