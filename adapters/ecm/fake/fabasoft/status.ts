/** A refusal of the simulated E-Akte: goes out with HTTP 200 by SOAP, with 400 by REST. */
export class DmsRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "DmsRefusal";
    this.status = status;
  }
}
