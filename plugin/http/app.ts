import { fileURLToPath } from "node:url";
import express, { type Express, type RequestHandler, Router } from "express";
import * as OpenApiValidator from "express-openapi-validator";
import { rateLimit } from "express-rate-limit";
import helmet from "helmet";
import { authorise, sameOrigin } from "./auth.ts";
import type { AppContext } from "./context.ts";
import { embedding } from "./embedding.ts";
import { measured } from "./metrics.ts";
import { headAsGet, mounted } from "./mounted.ts";
import type { OperationRequest } from "./operation.ts";
import { operations } from "./operations.ts";
import { problems } from "./problem.ts";
import { services } from "./service.ts";
import { sessions } from "./session.ts";

const description = fileURLToPath(new URL("../../openapi/plugin.yaml", import.meta.url));
const uploadBytes = 30 * 1024 * 1024;
const pushBytes = 10 * 1024 * 1024;

/** The HTTP face: what stands in openapi/plugin.yaml, checked on the way in and out, in this order. */
export function app(context: AppContext): Express {
  const server = express();
  server.disable("x-powered-by");
  server.set("query parser", "simple");
  server.set("trust proxy", context.config.installation.trustProxy);
  server.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: policy },
      crossOriginResourcePolicy: { policy: "cross-origin" },
      // What else runs below the town's domain is not ours to decide on.
      strictTransportSecurity: { includeSubDomains: false },
      // Only we learn which of our pages a form was sent from: refused, it is shown there again.
      referrerPolicy: { policy: "same-origin" },
    }),
  );
  server.use(mounted(context.config.installation.baseUrl), headAsGet);
  server.use(measured(context.metrics));
  server.use("/look", embedding(context), assets("../../templates/look/", /\.(css|svg|woff2)$/));
  server.use("/panel", embedding(context), assets("../panel/", /\.(js|css)$/));
  server.use("/enhance", assets("./enhance/", /\.js$/));
  const pages = described(context);
  server.use(pages);
  server.use(problems(context.log, pages));
  return server;
}

/** What stands in openapi/plugin.yaml, in the order of its checks. */
function described(context: AppContext): Router {
  const pages = Router();
  pages.use(
    rateLimit({ windowMs: 60_000, limit: context.config.installation.requestsPerMinute, standardHeaders: "draft-8", legacyHeaders: false }),
  );
  pages.use(express.urlencoded({ extended: false, limit: "256kb" }), sameOrigin(context.config));
  const service = services(context.config);
  pages.use("/api", service.needed, express.json({ limit: pushBytes }));
  const signedIn = sessions(context.config.installation, context.clock);
  pages.use(
    OpenApiValidator.middleware({
      apiSpec: description,
      // All of them, so that a refused form names every field at once.
      validateRequests: { allErrors: true },
      validateResponses: true,
      validateSecurity: { handlers: { session: authorise(signedIn), service: service.authorise } },
      ajvFormats: { mode: "full" },
      fileUploader: { limits: { fileSize: uploadBytes, fieldSize: uploadBytes, files: 1 } },
    }),
  );
  pages.use(dispatch(context));
  return pages;
}

/** Calls the operation that the validator has found for this method and path. */
function dispatch(context: AppContext): RequestHandler {
  return async (request, response) => {
    const { schema, pathParams } = (
      request as unknown as { openapi: { schema: { operationId: keyof typeof operations }; pathParams: object } }
    ).openapi;
    await operations[schema.operationId](context, Object.assign(request, { params: pathParams }) as OperationRequest, response);
  };
}

const policy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", "data:"],
  fontSrc: ["'self'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** Files of one folder, and of these only the kinds named: what else lies there stays in the house. */
function assets(folder: string, kinds: RegExp): express.RequestHandler {
  const files = express.static(fileURLToPath(new URL(folder, import.meta.url)), { index: false, maxAge: "5m", redirect: false });
  return (request, response, next) => (kinds.test(request.path) ? files(request, response, next) : next());
}
