/** Who may import whom. tests/architecture.test.ts runs it; `npm run boundaries` shows it alone. */
module.exports = {
  forbidden: [
    {
      name: "plugin-knows-no-adapter",
      severity: "error",
      from: { path: "^plugin/", pathNot: "^plugin/main\\.ts$" },
      to: { path: "^adapters/" },
    },
    {
      name: "adapters-know-only-ports",
      severity: "error",
      from: { path: "^adapters/" },
      to: { path: "^plugin/", pathNot: "^plugin/ports/" },
    },
    {
      name: "adapters-know-no-adapter",
      severity: "error",
      from: { path: "^adapters/([^/]+/[^/]+)" },
      to: { path: "^adapters/", pathNot: ["^adapters/$1", "^adapters/shared/"] },
    },
    {
      name: "ports-know-nothing",
      severity: "error",
      from: { path: "^plugin/ports/" },
      to: { pathNot: ["^plugin/ports/", "^openapi/generated/", "^node_modules/kysely/"] },
    },
    { name: "product-without-tests", severity: "error", from: { path: "^(plugin|adapters)/" }, to: { path: "^tests/" } },
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "product-without-dev-dependencies",
      severity: "error",
      from: { path: "^(plugin|adapters)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    { name: "declared-dependencies-only", severity: "error", from: {}, to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    builtInModules: { add: ["node:sqlite"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
