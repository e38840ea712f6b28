import type { Request, Response } from "express";
import type { AppContext } from "./context.ts";

/** What answers one operation of openapi/plugin.yaml. Path parameters, query and body have been checked against it. */
export type Operation = (context: AppContext, request: OperationRequest, response: Response) => void | Promise<void>;

/** Path parameters are single strings; query and body have the shapes of the description. */
export type OperationRequest = Request<Record<string, string>>;
