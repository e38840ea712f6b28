import { z } from "zod";
import { type Principal, UpstreamError } from "../../../../plugin/ports/errors.ts";
import { failure } from "../../../shared/http/failure.ts";
import type { Outbound } from "../../../shared/http.ts";
import type { Part } from "../../../shared/multipart.ts";
import type { SoapFault } from "../../../shared/soap/reply.ts";
import { soapService } from "../../../shared/soap/service.ts";
import { type Acting, actingFor } from "../acting.ts";
import { system } from "../dms.ts";
import type { FabasoftSettings } from "../settings.ts";
import { cancelled, statusError } from "../status.ts";

const name = "LHMBAI_15_1700_GIWSD";
const maxEnvelopeBytes = 5_000_000;

interface Question<Schema extends z.ZodType> {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly attachments?: readonly Part[];
  /** Of the element in the body of the reply: demands the field that proves success. */
  readonly schema: Schema;
  /** False only where a repetition would make a second object. */
  readonly safe?: boolean;
  readonly ofObject?: boolean;
  /** The object may be cancelled: on reads that is a hint, on cancelling it is the aim. */
  readonly evenCancelled?: boolean;
}

interface Answer<Value> {
  readonly value: Value;
  part(address: string): Part | undefined;
}

/** The service, seen by one acting person. */
export interface Session {
  ask<Schema extends z.ZodType>(question: Question<Schema>): Promise<Answer<z.infer<Schema>>>;
}

/** Without a status nothing may be concluded, least of all success: HTTP 200 says nothing here. */
const statusSchema = z.looseObject({ status: z.coerce.number().int() });

/** The connection, shared by the sessions of all principals. */
export function connect(settings: FabasoftSettings, http: Outbound): (onBehalfOf: Principal) => Session {
  const authorization = `Basic ${Buffer.from(`${settings.user}:${settings.password}`).toString("base64")}`;
  const service = soapService({
    ...{ system, http, service: name, port: `${name}Soap`, endpoint: settings.url, headers: { authorization } },
    ...{ wsdl: wsdlOf(settings, http, authorization), attachments: settings.attachments, lift: true, maxEnvelopeBytes },
    ...{ namespace: `http://schemas.fabasoft.com/websvc/${name}/`, explain: explainFault },
  });
  return (onBehalfOf) => ({
    async ask({ operation, parameters, attachments = [], schema, safe = true, ofObject = false, evenCancelled = false }) {
      const all = { ...common(settings, actingFor(settings, onBehalfOf, operation)), ...parameters };
      const answer = await service.call({ operation, parameters: all, attachments, safe, onBehalfOf });
      const said = statusSchema.safeParse(answer.value);
      const status = said.data?.status;
      if (status !== undefined && status !== 0 && !(status === cancelled && evenCancelled))
        throw statusError(status, { operation, safe, ofObject });
      const parsed = schema.safeParse(answer.value);
      if (said.success && parsed.success) return { value: parsed.data, part: answer.part };
      if (status === cancelled) throw statusError(status, { operation, safe });
      const field = said.success ? parsed.error?.issues[0]?.path.join(".") : "status";
      throw failure({ system, operation, safe, sent: true }, "ecm-incomplete-reply", "transient", field);
    },
  });
}

function common({ businessApp }: FabasoftSettings, { userlogin, joboe, jobposition }: Acting): Record<string, string> {
  return { userlogin, ...(joboe && { joboe }), ...(jobposition && { jobposition }), businessapp: businessApp };
}

/** A path, or what fetches it with the login of the technical user. */
function wsdlOf({ wsdl = "" }: FabasoftSettings, http: Outbound, authorization: string): string | (() => Promise<string>) {
  if (!/^https?:/.test(wsdl)) return wsdl;
  const onBehalfOf: Principal = { as: "service", reason: "WSDL" };
  return async () => {
    const reply = await http.send({ method: "GET", url: wsdl, headers: { authorization }, operation: "wsdl", onBehalfOf });
    return reply.bytes.toString("utf8");
  };
}

/** The WSDL knows no faults: one comes from something in front of the service, or of a service that broke. Its text is not kept. */
function explainFault(fault: SoapFault, { operation, safe }: { operation: string; safe: boolean }): UpstreamError {
  const detail = `HTTP ${fault.status} ${fault.code}`.slice(0, 100);
  // SOAP 1.1 §4.4.1: the message itself was wrong and was not processed.
  if (/^(Client|MustUnderstand|VersionMismatch)\b/.test(fault.code)) {
    return new UpstreamError({ system, operation, kind: "permanent", code: "ecm-refused", detail });
  }
  return new UpstreamError({ system, operation, kind: safe ? "transient" : "ambiguous", code: "ecm-fault", detail });
}
