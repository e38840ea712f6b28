/** What CMIS 1.1 §2.2.1.4 calls an exception; `Client` and the codes of WS-Security are plain SOAP faults. */
export class CmisFault extends Error {
  readonly type: string;
  /** Code of the SOAP fault, `Server` if the operation itself failed. */
  readonly code: string;

  constructor(type: string, message: string, code = "Server") {
    super(message);
    this.name = "CmisFault";
    this.type = type;
    this.code = code;
  }
}

const layers = [
  "http.Gateway.accept",
  "soap.Endpoint.unwrap",
  "soap.Endpoint.dispatch",
  "repository.Session.run",
  "repository.Objects.store",
];

/** As long as those of real servers, which send some seventy lines to every caller. The frames are invented. */
export function stackTrace(type: string, message: string): string {
  const frames = Array.from(
    { length: 70 },
    (_, index) => `\tat example.ecm.${layers[index % layers.length]}(${index % 9}:${100 + index * 7})`,
  );
  return [`example.ecm.Cmis${type.charAt(0).toUpperCase()}${type.slice(1)}Exception: ${message}`, ...frames, ""].join("\n");
}
