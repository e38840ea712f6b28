import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Request, RequestHandler } from "express";
import type { OpenApiRequest } from "express-openapi-validator/dist/framework/types.js";
import type { DataService } from "../config/data-service.ts";
import type { Config } from "../config.ts";
import { ConfigError } from "../config-error.ts";
import { say } from "../messages.ts";
import { Refusal } from "../refusal.ts";

/** The service account of one town's data office. */
interface Service {
  readonly town: string;
  readonly name: string;
  readonly hash: Buffer;
}

const known = new WeakMap<object, Service>();

/** `service:NAME` of the account that calls, for the history. Throws a Refusal with status 403 if it is another town's. */
export function serviceOf(request: object, town: string): string {
  const service = known.get(request);
  if (!service) throw new Refusal("service.needed", { status: 401 });
  if (service.town !== town) throw new Refusal("service.other-town", { status: 403 });
  return `service:${service.name}`;
}

/**
 * Who may push figures: whoever brings the token of a town's data office as `Authorization: Bearer`. No cookie counts here, so no
 * page of another site can push in a signed-in person's name. Throws a ConfigError for a token file that cannot be read.
 */
export function services({ towns }: Pick<Config, "towns">) {
  const all = [...towns.values()].flatMap(({ key, dataService }): Service[] =>
    dataService ? [{ town: key, name: dataService.name, hash: hashOf(dataService, key) }] : [],
  );
  return {
    /** Before anything of a body is read. */
    needed: ((request, _response, next) => {
      const service = find(all, request);
      if (!service) return next(new Refusal("service.needed", { status: 401 }));
      known.set(request, service);
      next();
    }) satisfies RequestHandler,
    /** For the description's security scheme: an operation for services, called by one. Whose town it is, `serviceOf` looks at. */
    async authorise(request: OpenApiRequest): Promise<boolean> {
      const { openapi } = request as unknown as { openapi: { schema: { "x-roles"?: string[] } } };
      return known.has(request) && openapi.schema["x-roles"]?.includes("service") === true;
    },
  };
}

/** Every account is compared, and each in the same time, whichever fits. */
function find(all: readonly Service[], request: Request): Service | undefined {
  const token = /^Bearer +(?<token>[\x21-\x7e]{1,500})$/i.exec(request.get("authorization") ?? "")?.groups?.token ?? "";
  const hash = sha256(token);
  const fitting = all.filter((service) => timingSafeEqual(service.hash, hash));
  return token === "" ? undefined : fitting[0];
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

function hashOf({ tokenSha256, tokenFile, token }: DataService, town: string): Buffer {
  if (tokenSha256 !== undefined) return Buffer.from(tokenSha256, "hex");
  if (tokenFile === undefined) return sha256(token ?? "");
  try {
    const read = readFileSync(tokenFile, "utf8").trim();
    if (read.length >= 32) return sha256(read);
  } catch {
    // Said below: what is missing and what is too short need the same mend.
  }
  throw new ConfigError(say("config.key", { file: `${town}.json`, key: "dataService.tokenFile", mend: say("config.token-file") }));
}
