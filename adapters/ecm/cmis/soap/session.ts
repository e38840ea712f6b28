import type { z } from "zod";
import type { AdapterContext } from "../../../../plugin/ports/adapter.ts";
import type { Principal } from "../../../../plugin/ports/errors.ts";
import { failure } from "../../../shared/http/failure.ts";
import { type Outbound, outbound } from "../../../shared/http.ts";
import type { Part } from "../../../shared/multipart.ts";
import { type SoapService, soapService } from "../../../shared/soap/service.ts";
import { usernameToken } from "../../../shared/soap/username-token.ts";
import { system } from "../repository.ts";
import { type CmisSettings, endpoint, type ServiceName, serviceNames } from "../settings.ts";
import { explainFault } from "./faults.ts";

const messaging = "http://docs.oasis-open.org/ns/cmis/messaging/200908/";

/** One question to the repository; its id is added to the parameters. */
interface Question<Schema extends z.ZodType> {
  readonly service: ServiceName;
  readonly operation: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly attachments?: readonly Part[];
  /** Of the element in the body of the reply: demands the field that proves success. */
  readonly schema: Schema;
  /** False only where a repetition would make a second document. */
  readonly safe?: boolean;
}

interface Answer<Value> {
  readonly value: Value;
  part(address: string): Part | undefined;
}

/** The repository, seen by one principal. */
export interface Session {
  ask<Schema extends z.ZodType>(question: Question<Schema>): Promise<Answer<z.infer<Schema>>>;
}

/** The connection, shared by the sessions of all principals. */
export function connect(settings: CmisSettings, context: AdapterContext): (onBehalfOf: Principal) => Session {
  const { allowedHosts, requestsPerSecond, maxBytes, tls } = settings;
  const deadlineMs = settings.deadlineSeconds * 1000;
  const http = outbound({ system, allowedHosts, requestsPerSecond, deadlineMs, maxBytes, tls, log: context.log });
  const services = openServices(settings, context, http);
  return (onBehalfOf) => ({
    async ask({ service, operation, parameters, attachments = [], schema, safe = true }) {
      const call = { operation, parameters: { repositoryId: settings.repository, ...parameters }, attachments, safe, onBehalfOf };
      const answer = await services[service].call(call);
      const parsed = schema.safeParse(answer.value);
      if (parsed.success) return { value: parsed.data, part: answer.part };
      const field = parsed.error.issues[0]?.path.join(".") ?? "";
      throw failure({ system, operation, safe, sent: true }, "ecm-incomplete-reply", "transient", field);
    },
  });
}

function openServices(settings: CmisSettings, context: AdapterContext, http: Outbound): Record<ServiceName, SoapService> {
  const security = usernameToken(settings.login, context.clock);
  const open = (service: ServiceName) =>
    soapService({
      ...{ system, http, security, wsdl: settings.wsdl, service, port: `${service}Port`, endpoint: endpoint(settings, service) },
      ...{ namespace: messaging, explain: explainFault },
    });
  return Object.fromEntries(serviceNames.map((name) => [name, open(name)])) as Record<ServiceName, SoapService>;
}
