import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // They need foreign software: npm run peers.
    exclude: [...configDefaults.exclude, "tests/peers/**"],
    silent: "passed-only",
    coverage: {
      provider: "v8",
      include: ["plugin/**/*.ts", "adapters/**/*.ts"],
      exclude: ["plugin/panel/**"],
      reporter: ["text", "lcov"],
    },
  },
});
