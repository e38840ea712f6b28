import { readFileSync } from "node:fs";
import { parse } from "yaml";

export interface DescribedOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly roles: readonly string[];
  /** Media type of the request body, if it has one. */
  readonly body: string | null;
}

/** The operations of openapi/plugin.yaml, one by one. */
export function describedOperations(): DescribedOperation[] {
  const { paths, components } = parse(readFileSync("openapi/plugin.yaml", "utf8"), { merge: true });
  return Object.entries<Record<string, Raw>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, requestBody, ...rest }]) => {
      const reference = requestBody?.$ref?.split("/").at(-1);
      const content = (reference ? components.requestBodies[reference] : requestBody)?.content ?? {};
      return { operationId, method, path, roles: rest["x-roles"] ?? [], body: Object.keys(content)[0] ?? null };
    }),
  );
}

interface Raw {
  operationId: string;
  "x-roles"?: string[];
  requestBody?: { $ref?: string; content?: object };
}
