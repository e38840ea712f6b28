import { type CmisFault, stackTrace } from "../fault.ts";
import type { FakeDocument, FakeFolder, FakeObjects } from "../objects.ts";
import { definition, valuesOf } from "../properties.ts";
import type { WireReply } from "../reply.ts";

export function json(status: number, value: unknown): WireReply {
  return { status, contentType: "application/json;charset=utf-8", pieces: [Buffer.from(JSON.stringify(value))] };
}

/** The statuses of CMIS 1.1 §5.2.2; anything else is 500. */
const statuses: Readonly<Record<string, number>> = {
  ...{ invalidArgument: 400, filterNotValid: 400, permissionDenied: 403, streamNotSupported: 403, objectNotFound: 404, notSupported: 405 },
  ...{ constraint: 409, contentAlreadyExists: 409, nameConstraintViolation: 409, updateConflict: 409, versioning: 409 },
};

/** An exception with its whole stack trace, as real servers send it. */
export function exceptionReply({ type, message }: CmisFault): WireReply {
  return json(statuses[type] ?? 500, { exception: type, message, stacktrace: stackTrace(type, message) });
}

/** What a front-end server sends to a stranger: a web page. */
export function strangerReply(): WireReply {
  const page = "<!doctype html><html><title>401</title><h1>Unauthorized</h1></html>";
  return { status: 401, contentType: "text/html;charset=iso-8859-1", pieces: [Buffer.from(page)] };
}

interface Form {
  readonly succinct: boolean;
  readonly filter?: string | undefined;
}

/** An object in either form: values alone, or every property with its definition. `also` replaces values. */
export function jsonObject(
  object: FakeFolder | FakeDocument,
  objects: FakeObjects,
  { succinct, filter }: Form,
  also: Readonly<Record<string, string>> = {},
): object {
  const wanted = filter && filter !== "*" ? new Set(filter.split(",").map((id) => id.trim())) : undefined;
  const held = new Map([...valuesOf(object, objects), ...Object.entries(also).map(([id, value]) => [id, [value]] as const)]);
  const values = [...held].filter(([id]) => !wanted || wanted.has(id)).map(([id, strings]) => [id, jsonValue(id, strings)] as const);
  if (succinct) return { succinctProperties: Object.fromEntries(values) };
  const described = values.map(([id, value]) => {
    const { type = "string", multiple } = definition(id) ?? {};
    return [id, { id, localName: id, queryName: id, type: type.toLowerCase(), cardinality: multiple ? "multi" : "single", value }];
  });
  return { properties: Object.fromEntries(described) };
}

function jsonValue(id: string, values: readonly string[]): unknown {
  const { type, multiple } = definition(id) ?? {};
  const converted = values.map((value) => {
    if (type === "dateTime") return Date.parse(value);
    if (type === "integer") return Number(value);
    return type === "boolean" ? value === "true" : value;
  });
  return multiple ? converted : (converted[0] ?? null);
}
